package org.surprisal.evaluate;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The files that a name or a pattern such as {@code part-*.csv} or {@code **}{@code /p.csv} means.
 */
final class FileNames {
  private FileNames() {}

  /**
   * The files, by name; a name that is no pattern means itself, whether it exists or not.
   *
   * @throws DataException if a pattern matches nothing
   */
  static List<Path> of(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "the name of a file is empty; is a variable of the shell not set?");
    }
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
    Path start = Path.of(pattern.substring(0, slash + 1));
    String rest = pattern.substring(slash + 1);
    int folders = (int) rest.chars().filter(c -> c == '/').count();
    int depth = rest.contains("**") ? Integer.MAX_VALUE : folders + 1;
    Found found = new Found(matcher(pattern));
    if (!Files.isDirectory(start)) {
      throw new DataException(pattern + " matches no file: there is no folder " + start);
    }
    try {
      Files.walkFileTree(start, Set.of(FileVisitOption.FOLLOW_LINKS), depth, found);
    } catch (IOException problem) {
      throw new DataException(pattern + " cannot be looked for: " + problem.getMessage(), problem);
    }
    if (found.files.isEmpty()) {
      throw new DataException(pattern + " matches no file");
    }
    return found.files.stream().sorted().toList();
  }

  private static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException problem) {
      throw new DataException(
          pattern + " is neither a file nor a pattern; a [ or { needs its end", problem);
    }
  }

  /** Collects files that match; a folder that may not be read, or leads back, holds none. */
  private static final class Found extends SimpleFileVisitor<Path> {
    private final PathMatcher matcher;
    private final List<Path> files = new ArrayList<>();

    Found(PathMatcher matcher) {
      this.matcher = matcher;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && matcher.matches(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
      return FileVisitResult.CONTINUE;
    }
  }
}
