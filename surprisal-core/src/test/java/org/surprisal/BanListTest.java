package org.surprisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources of the core must not hold. */
final class BanListTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final int LONGEST_FILE = 400;

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(50); // or this gate looks at the wrong folder
      return sources;
    }
  }

  private static List<String> found(String regex) throws IOException {
    Pattern pattern = Pattern.compile(regex);
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        Matcher matcher = pattern.matcher(withoutComment(lines.get(i)));
        if (matcher.find()) {
          found.add(SOURCES.relativize(file) + ":" + (i + 1) + " " + matcher.group());
        }
      }
    }
    return found;
  }

  private static String withoutComment(String line) {
    String bare = line.strip();
    if (bare.startsWith("*") || bare.startsWith("/*")) {
      return "";
    }
    int comment = line.indexOf("//");
    return comment < 0 ? line : line.substring(0, comment);
  }

  /** Their bits differ from machine to machine. */
  @Test
  void noElementaryFunctionOfThePlatform() throws IOException {
    String functions =
        "exp|log|log10|log1p|expm1|pow|sinh|cosh|tanh|sin|cos|tan|asin|acos|atan|atan2|cbrt|hypot";
    assertThat(found("\\bMath\\s*\\.\\s*(" + functions + ")\\b")).isEmpty();
    assertThat(found("\\bStrictMath\\b")).isEmpty();
    assertThat(found("import static java\\.lang\\.(Strict)?Math\\.")).isEmpty();
  }

  /** {@code if (x <= 0) throw} lets NaN pass; {@code if (!(x > 0)) throw} does not. */
  @Test
  void noGuardThatNanPasses() throws IOException {
    Pattern guard = Pattern.compile("if \\([\\w.()]+ <=? -?[\\w.]+\\)\\s*\\{?\\s*throw");
    List<String> guards = new ArrayList<>();
    for (Path file : sources()) {
      Matcher matcher = guard.matcher(Files.readString(file));
      while (matcher.find()) {
        guards.add(SOURCES.relativize(file) + ": " + matcher.group());
      }
    }
    assertThat(guards).isEmpty();
  }

  @Test
  void nothingIsPrinted() throws IOException {
    assertThat(found("System\\.(out|err)|printStackTrace")).isEmpty();
  }

  /** Results must not hang on threads, time, or the order of a hash. */
  @Test
  void nothingIsRandomOrTimed() throws IOException {
    assertThat(found("Math\\.random|new Random|nanoTime|currentTimeMillis|parallelStream"))
        .isEmpty();
  }

  @Test
  void noMachineIsNamed() throws IOException {
    assertThat(found("\"/(home|root|tmp|work|usr)/")).isEmpty();
  }

  @Test
  void nothingIsLeftToDo() throws IOException {
    assertThat(found("TODO|FIXME|XXX|HACK")).isEmpty();
  }

  @Test
  void filesStayShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > LONGEST_FILE) {
        tooLong.add(file + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  /** Arrows never run back: formula → kernel → sum → loss. */
  @Test
  void packagesFollowThePipeline() throws IOException {
    List<String> order = List.of("formula", "kernel", "sum", "loss", "objective");
    Pattern arrow = Pattern.compile("import (?:static )?org\\.surprisal\\.(\\w+)\\.");
    List<String> backwards = new ArrayList<>();
    for (Path file : sources()) {
      int from = order.indexOf(file.getParent().getFileName().toString());
      Matcher matcher = arrow.matcher(Files.readString(file));
      while (from >= 0 && matcher.find()) {
        if (order.indexOf(matcher.group(1)) > from) {
          backwards.add(file + " needs " + matcher.group(1));
        }
      }
    }
    assertThat(backwards).isEmpty();
  }
}
