package org.surprisal.evaluate;

import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB says is wrong, in one line. */
final class DuckProblem {
  private static final int LONGEST = 300;

  private static final Pattern MALFORMED =
      Pattern.compile("Malformed JSON in file \".*\", at byte (\\d+) in line (\\d+): (.*)");

  private static final Pattern TRANSFORM =
      Pattern.compile("JSON transform error in file \".*\", in (?:line|record/value) (\\d+): (.*)");

  /** What comes after the message proper: the statement, candidates, advice about our options. */
  private static final Pattern REST =
      Pattern.compile(
          "\\R\\s*\\R|\\RLINE \\d+:|\\R?Candidate|\\R?Did you mean|\\RPossible |\\RLine:|\\R\\s*\\^"
              + "|\\R  file|\\RTry |Possible fix");

  private static final Pattern KIND =
      Pattern.compile("^(?:[A-Z][A-Za-z-]* )+(?:Error|Exception): ");

  private DuckProblem() {}

  /** The message of a fault, without the kind of error, the statement and suggestions. */
  static String line(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
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
    // A fault after the first rows.
    said = said.replaceFirst("^Query failed: ", "");
    said = KIND.matcher(said).replaceFirst("");
    said = REST.split(said, 2)[0].replaceAll("\\s+", " ").strip();
    while (said.endsWith(".") || said.endsWith(":") || said.endsWith("!")) {
      said = said.substring(0, said.length() - 1);
    }
    return said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
  }

  /** What is wrong with a file. */
  static DataException of(String file, SQLException problem, DuckFormat format) {
    String line = line(problem);
    if (isResource(line)) {
      return new DataException(
          file
              + " cannot be read: "
              + line
              + "; DuckDB works within "
              + DuckConnection.MEMORY
              + " and the temporary folder (-Djava.io.tmpdir=… puts that elsewhere)",
          problem);
    }
    Matcher malformed = MALFORMED.matcher(line);
    if (malformed.matches()) {
      // DuckDB counts the objects from 0, and adds 2.
      long row = Long.parseLong(malformed.group(2)) - 1;
      String what = malformed.group(3).replaceFirst("\\. Try auto.*", "");
      return new DataException(
          file
              + (format == DuckFormat.JSON_LINES ? ", row " + row : "")
              + ": not well-formed JSON ("
              + what
              + " at byte "
              + malformed.group(1)
              + (format == DuckFormat.JSON_LINES ? " of the line" : "")
              + "); "
              + format.expected(),
          problem);
    }
    Matcher transform = TRANSFORM.matcher(line);
    if (transform.matches()) {
      return new DataException(
          file + ", row " + transform.group(1) + ": " + transform.group(2), problem);
    }
    if (line.contains("expected records")) {
      return new DataException(
          file + " holds other JSON than objects; " + format.expected(), problem);
    }
    return new DataException(
        file + " cannot be read as " + format.title() + ": " + line + "; is the file damaged?",
        problem);
  }

  /** Whether the fault is a value that an expression cannot do with. */
  static boolean isOfValue(SQLException problem) {
    String said = String.valueOf(problem.getMessage());
    return said.contains("Conversion Error:") || said.contains("Out of Range Error:");
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
