package org.surprisal.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How deep lists and objects stand within one another. DuckDB goes down them by calls within calls,
 * and takes the whole process with it where these are too many: at some 2,000 objects.
 */
final class JsonDepth {
  static final int LIMIT = 500;
  private static final int BUFFER_BYTES = 1 << 16;

  private final boolean isLines;
  private long line = 1;
  private int depth;
  private boolean quoted;
  private boolean escaped;

  private JsonDepth(boolean isLines) {
    this.isLines = isLines;
  }

  /**
   * Looks through a file.
   *
   * @param name what messages call it
   * @param isLines whether every line stands for itself
   * @throws DataException if it goes deeper than {@link #LIMIT}
   */
  static void require(String name, Path file, boolean isLines) throws IOException {
    JsonDepth found = new JsonDepth(isLines);
    byte[] bytes = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (found.isTooDeep(bytes, count)) {
          throw new DataException(
              name
                  + ", line "
                  + found.line
                  + ": lists and objects within one another go deeper than "
                  + LIMIT
                  + " levels; leave that column out of the file, or make it one text");
        }
      }
    }
  }

  private boolean isTooDeep(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte c = bytes[i];
      if (c == '\n') {
        line++;
        // Neither a text nor, in lines, an object goes on.
        quoted = false;
        escaped = false;
        depth = isLines ? 0 : depth;
      } else if (quoted) {
        quoted = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[' || c == '{') {
        depth++;
        if (depth > LIMIT) {
          return true;
        }
      } else if (c == ']' || c == '}') {
        depth = Math.max(0, depth - 1);
      }
    }
    return false;
  }
}
