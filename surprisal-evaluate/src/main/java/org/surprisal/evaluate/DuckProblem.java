package org.surprisal.evaluate;

import java.util.Locale;
import java.util.regex.Pattern;

/** What DuckDB says is wrong, in one line. */
final class DuckProblem {
  private static final int LONGEST = 300;

  /** What comes after the message proper: the statement, candidates, advice about our options. */
  private static final Pattern REST =
      Pattern.compile(
          "\\R\\s*\\R|\\RLINE \\d+:|\\R?Candidate|\\R?Did you mean|\\RPossible |\\RLine:|\\R\\s*\\^"
              + "|\\R  file|\\RTry |Possible fix");

  private static final Pattern KIND = Pattern.compile("^(?:[A-Z][A-Za-z-]* )+(?:Error|Exception): ");

  private DuckProblem() {}

  /** The message of a fault, without the kind of error, the statement and suggestions. */
  static String line(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return line(String.valueOf(cause.getMessage()));
  }

  static String line(String message) {
    String said = message.strip();
    String pending = "Attempting to execute an unsuccessful or closed pending query result";
    int at = said.indexOf(pending);
    if (at >= 0) {
      said = said.substring(at + pending.length()).strip().replaceFirst("^Error: ", "");
    }
    said = KIND.matcher(said).replaceFirst("");
    said = REST.split(said, 2)[0].replaceAll("\\s+", " ").strip();
    while (said.endsWith(".") || said.endsWith(":") || said.endsWith("!")) {
      said = said.substring(0, said.length() - 1);
    }
    return said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
  }

  /** Whether the fault is the memory or the disk of this machine, and not the file. */
  static boolean isResource(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.contains("out of memory")
        || lower.contains("failed to allocate")
        || lower.contains("could not allocate")
        || lower.contains("no space left")
        || lower.contains("max_temp_directory_size");
  }
}
