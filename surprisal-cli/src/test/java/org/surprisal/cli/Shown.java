package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of console in a document: one command and what it prints.
 *
 * <p>The command is {@code ./surprisal} with arguments. {@code echo '…' |} or {@code printf '…' |}
 * before it is its input, {@code >/dev/null} drops what it prints, and {@code ; echo "exit $?"}
 * shows its errors and its exit code too, both of which must be none otherwise.
 */
record Shown(String document, String command, String expected) {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern PIPED = Pattern.compile("(echo|printf) '([^']*)' \\| (.*)");
  private static final String DROPPED = " >/dev/null";
  private static final String EXIT = "; echo \"exit $?\"";

  /** Stands in a document for lines that are left out. */
  private static final String LEFT_OUT = "…\n";

  /** The blocks of one language in a document of the repository. */
  static Stream<String> blocks(String document, String language) throws IOException {
    return BLOCK
        .matcher(text(document))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2));
  }

  /** A document of the repository. */
  static String text(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }

  /** All blocks of console in a document. */
  static Stream<Shown> in(String document) throws IOException {
    return blocks(document, "console").map(block -> of(document, block));
  }

  private static Shown of(String document, String block) {
    int end = block.indexOf('\n');
    String command = block.substring(0, end);
    assertThat(command).startsWith("$ ");
    return new Shown(document, command.substring(2), block.substring(end + 1));
  }

  /** Tests run in the module's folder, readers in that of the repository. */
  static String fromModule(String text) {
    return text.replace("examples/", "../examples/");
  }

  /** Runs the command here; everything that it prints must stand in the document. */
  void check() {
    String line = command;
    boolean showsExit = line.endsWith(EXIT);
    line = showsExit ? line.substring(0, line.length() - EXIT.length()) : line;
    boolean isDropped = line.endsWith(DROPPED);
    line = isDropped ? line.substring(0, line.length() - DROPPED.length()) : line;
    String input = "";
    Matcher piped = PIPED.matcher(line);
    if (piped.matches()) {
      boolean isEcho = piped.group(1).equals("echo");
      input = isEcho ? piped.group(2) + "\n" : piped.group(2).replace("\\n", "\n");
      line = piped.group(3);
    }
    Ran ran = Ran.with(input, arguments(line));
    String printed = isDropped ? "" : ran.out();
    if (showsExit) {
      printed += ran.err() + "exit " + ran.code() + "\n";
    } else {
      assertThat(ran.err()).isEmpty();
      assertThat(ran.code()).isZero();
    }
    compare(printed.replace("../examples/", "examples/"));
  }

  private static String[] arguments(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(Stream.of(1, 2, 3).map(word::group).filter(w -> w != null).findFirst().orElse(""));
    }
    assertThat(words.removeFirst()).isEqualTo("./surprisal");
    return words.stream()
        .map(w -> w.startsWith("examples/") ? fromModule(w) : w)
        .toArray(String[]::new);
  }

  /** What is shown must be whole lines, in their order; only where … stands may others be. */
  private void compare(String printed) {
    boolean isWhole = !("\n" + expected).contains("\n" + LEFT_OUT);
    if (isWhole) {
      assertThat(printed).as(command).isEqualTo(expected);
      return;
    }
    StringBuilder pattern = new StringBuilder();
    for (String part : expected.splitWithDelimiters("(?m)^…\n", 0)) {
      pattern.append(part.equals(LEFT_OUT) ? "(?:.*\n)+" : Pattern.quote(part));
    }
    assertThat(printed).as(command).matches(pattern.toString());
  }

  @Override
  public String toString() {
    return document + ": " + command;
  }
}
