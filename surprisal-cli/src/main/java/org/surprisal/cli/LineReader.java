package org.surprisal.cli;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of bytes, of any length that memory holds.
 *
 * <p>Whenever the next line is not at hand yet, the answers so far are flushed before more is read:
 * a peer that waits for an answer before it asks again gets it, and a file costs one flush a block.
 */
final class LineReader {
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final InputStream in;
  private final Flushable answers;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int length;
  private int next;
  private int end;
  private boolean tooLong;

  LineReader(InputStream in, Flushable answers) {
    this.in = in;
    this.answers = answers;
  }

  /** Moves to the next line; false at the end of the input. */
  boolean advance() throws IOException {
    start = next;
    tooLong = false;
    int scanned = next;
    while (true) {
      int newline = indexOfNewline(scanned);
      if (newline >= 0) {
        length = newline - start;
        next = newline + 1;
        return true;
      }
      scanned = end;
      int moved = makeRoom();
      scanned -= moved;
      answers.flush();
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        length = end - start;
        next = end;
        return length > 0 || tooLong;
      }
      end += read;
    }
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Makes room behind {@code end}; returns by how much the line has moved to the front. */
  private int makeRoom() {
    if (end < buffer.length) {
      return 0;
    }
    int moved = start;
    if (start == 0 && !grow()) {
      // Nothing of a line that does not fit is kept, so that the next one can still be answered.
      tooLong = true;
      moved = end;
    }
    System.arraycopy(buffer, moved, buffer, 0, end - moved);
    end -= moved;
    start = 0;
    return moved;
  }

  private boolean grow() {
    if (buffer.length == LONGEST) {
      return false;
    }
    try {
      buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, LONGEST));
      return true;
    } catch (OutOfMemoryError _) {
      return false;
    }
  }

  /** The array that holds the line, until the next {@link #advance}. */
  byte[] bytes() {
    return buffer;
  }

  /** Where the line begins in {@link #bytes}. */
  int start() {
    return start;
  }

  /** How many bytes the line has, without its line break. */
  int length() {
    return length;
  }

  /** Whether the line was longer than memory holds; it cannot be read then. */
  boolean tooLong() {
    return tooLong;
  }

  /** Whether there is nothing but white space on the line. */
  boolean isBlank() {
    for (int i = start; i < start + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return !tooLong;
  }
}
