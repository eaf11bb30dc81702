package org.surprisal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.surprisal.evaluate.DataException;
import org.surprisal.loss.InputException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** What a failure is called on standard error, and its exit code. */
final class Failures {
  private Failures() {}

  /** A question that makes no sense is bad usage, 2; a number or file that does not is 1. */
  static int exitCode(Throwable failure) {
    return switch (failure) {
      case InputException _ -> ExitCode.SOFTWARE;
      case IllegalArgumentException _ -> ExitCode.USAGE;
      case ParameterException _ -> ExitCode.USAGE;
      default -> ExitCode.SOFTWARE;
    };
  }

  /** One line that says what went wrong. */
  static String message(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is no file " + e.getMessage();
      case AccessDeniedException e -> "file " + e.getMessage() + " may not be read";
      case OutOfMemoryError _ -> "not enough memory";
      case StackOverflowError _ -> "nested too deeply";
      case IllegalArgumentException e -> Figures.oneLine(e);
      case DataException e -> Figures.oneLine(e);
      case ParameterException e -> Figures.oneLine(e);
      case IOException e -> Figures.oneLine(e);
      case UncheckedIOException e -> message(e.getCause());
      default ->
          "internal error: "
              + failure.getClass().getSimpleName()
              + ": "
              + Figures.oneLine(failure)
              + " (SURPRISAL_DEBUG=1 shows where)";
    };
  }

  /** Shows where {@code failure} came from, if SURPRISAL_DEBUG=1 asks for it. */
  static void trace(Throwable failure) {
    if ("1".equals(System.getenv("SURPRISAL_DEBUG"))) {
      failure.printStackTrace();
    }
  }
}
