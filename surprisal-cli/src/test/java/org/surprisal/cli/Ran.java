package org.surprisal.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a run of the program, inside this process, has written and returned. */
record Ran(int code, String out, String err) {
  static Ran of(String... arguments) {
    return with("", arguments);
  }

  /** A run that reads {@code input}. */
  static Ran with(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int code = Main.run(in, out, err, arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The answers of {@code surprisal eval} to these lines. */
  static List<String> eval(String... lines) {
    return evalText(String.join("\n", lines) + "\n").lines().toList();
  }

  /** What {@code surprisal eval} writes when it reads {@code text}. */
  static String evalText(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      EvalCommand.serve(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
