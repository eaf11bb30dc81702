package org.surprisal.evaluate;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** The files that a name or a pattern such as {@code part-*.csv} or {@code **}{@code /p.csv} means. */
final class FileNames {
  private FileNames() {}

  /**
   * The files, by name; a name that is no pattern means itself, whether it exists or not.
   *
   * @throws DataException if a pattern matches nothing
   */
  static List<Path> of(String name) {
    try {
      Path literal = Path.of(name);
      return Files.exists(literal) || !isPattern(name) ? List.of(literal) : matching(name);
    } catch (InvalidPathException problem) {
      throw new DataException(NumberText.quote(name) + " is no name of a file", problem);
    }
  }

  private static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
  }

  private static List<Path> matching(String pattern) {
    // The folders before the first wildcard are where to look.
    int slash = -1;
    for (int i = 0; i < pattern.length() && "*?[{".indexOf(pattern.charAt(i)) < 0; i++) {
      slash = pattern.charAt(i) == '/' ? i : slash;
    }
    String start = slash < 0 ? "" : pattern.substring(0, slash + 1);
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : Path.of(pattern).getNameCount();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files =
        Files.walk(Path.of(start), depth, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> found =
          files.filter(file -> matcher.matches(file) && Files.isRegularFile(file)).sorted().toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException problem) {
      throw new DataException(pattern + " cannot be looked for: " + problem.getMessage(), problem);
    }
    throw new DataException(pattern + " matches no file");
  }
}
