package org.surprisal.evaluate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A format that DuckDB reads. */
enum DuckFormat {
  PARQUET("Parquet", "expected a Parquet file"),
  JSON_LINES("JSON lines", "every line must be one object such as {\"y\": 1, \"p\": 0.25}"),
  JSON(
      "JSON", "expected objects such as {\"y\": 1, \"p\": 0.25}, one after the other or in a list");

  private static final int MARK = 0xEF;

  private final String title;
  private final String expected;

  DuckFormat(String title, String expected) {
    this.title = title;
    this.expected = expected;
  }

  String title() {
    return title;
  }

  /** What such a file must hold. */
  String expected() {
    return expected;
  }

  /** The format of a file by its name, a trailing .gz apart; null: none that DuckDB reads. */
  static @Nullable DuckFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      name = name.substring(0, name.length() - 3);
    }
    if (name.endsWith(".parquet") || name.endsWith(".parq") || name.endsWith(".pq")) {
      return PARQUET;
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return JSON_LINES;
    }
    return name.endsWith(".json") ? JSON : null;
  }

  /** The same, for a JSON file by what stands in it too: a list, or a line an object. */
  DuckFormat within(Path file) throws IOException {
    if (this != JSON) {
      return this;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int c = in.read();
      if (c == MARK) {
        in.skipNBytes(2);
        c = in.read();
      }
      while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        c = in.read();
      }
      boolean open = c == '{';
      boolean quoted = false;
      int depth = open ? 1 : 0;
      for (c = in.read(); open && depth > 0 && c >= 0 && c != '\n'; c = in.read()) {
        if (c == '\\' && quoted) {
          in.read();
        } else if (c == '"') {
          quoted = !quoted;
        } else if (!quoted) {
          depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
      }
      return open && depth == 0 ? JSON_LINES : JSON;
    }
  }
}
