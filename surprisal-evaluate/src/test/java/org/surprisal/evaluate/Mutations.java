package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damage as it happens to files: flipped bits, lost, doubled and foreign bytes, a lost end. */
final class Mutations {
  private static final int MOST = 4;
  private static final int LONGEST_CHUNK = 64;

  private static final List<String> PIECES =
      List.of(
          "\"", "\"\"", "\n", "\r", "\r\n", "\n\n", ",", ";", "\t", " ", "\0", "\uFEFF", "é", "NA",
          "nan", "inf", "-", ".", "e", "1e400", "true", "{", "}", "[", ":", "null", "\\", "PAR1");

  private final SplittableRandom random;
  private final List<byte[]> others;

  /**
   * @param others files of which pieces may get into the damaged one
   */
  Mutations(SplittableRandom random, List<byte[]> others) {
    this.random = random;
    this.others = others;
  }

  byte[] of(byte[] file) {
    byte[] damaged = file;
    for (int left = random.nextInt(1, random.nextInt(2, MOST + 2)); left > 0; left--) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] file) {
    int at = random.nextInt(file.length + 1);
    int to = Math.min(file.length, at + random.nextInt(1, LONGEST_CHUNK));
    return switch (random.nextInt(8)) {
      case 0, 1 -> flipped(file, at);
      case 2 -> replaced(file, at, to, new byte[0]);
      case 3 -> random.nextInt(4) == 0 ? Arrays.copyOf(file, at) : flipped(file, at);
      case 4 -> replaced(file, at, at, Arrays.copyOfRange(file, at, to));
      case 5 -> replaced(file, at, random.nextBoolean() ? at : to, foreign());
      case 6 -> replaced(file, at, Math.min(at + 1, to), new byte[] {(byte) random.nextInt()});
      default -> replaced(file, at, at, piece());
    };
  }

  private byte[] flipped(byte[] file, int at) {
    byte[] flipped = file.clone();
    if (at < file.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
  }

  private byte[] foreign() {
    byte[] other = others.get(random.nextInt(others.size()));
    int from = random.nextInt(other.length);
    return Arrays.copyOfRange(
        other, from, Math.min(other.length, from + random.nextInt(1, LONGEST_CHUNK)));
  }

  private static byte[] replaced(byte[] file, int from, int to, byte[] by) {
    return GzipStreamTest.joined(
        Arrays.copyOf(file, from), by, Arrays.copyOfRange(file, to, file.length));
  }
}
