package org.surprisal.evaluate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Targets and weights in a {@link SpillFile}, 16 bytes a row, written chunk by chunk. */
final class Spill {
  private static final int ROW_BYTES = 2 * Double.BYTES;

  private final SpillFile file;
  private final int chunkRows;
  private final ByteBuffer pending;
  private long[] chunks = new long[1];
  private int written;

  /**
   * @param chunkRows rows held in memory until they are written
   */
  Spill(SpillFile file, int chunkRows) {
    this.file = file;
    this.chunkRows = chunkRows;
    this.pending = buffer(chunkRows);
  }

  private static ByteBuffer buffer(int rows) {
    return ByteBuffer.allocate(rows * ROW_BYTES).order(ByteOrder.nativeOrder());
  }

  void add(double target, double weight) {
    if (!pending.hasRemaining()) {
      if (written == chunks.length) {
        chunks = Arrays.copyOf(chunks, 2 * written);
      }
      chunks[written++] = file.append(pending.flip());
      pending.clear();
    }
    pending.putDouble(target).putDouble(weight);
  }

  private long rows() {
    return (long) written * chunkRows + pending.position() / ROW_BYTES;
  }

  /** All rows, as they came. */
  void forEach(Targets.Each each) {
    ByteBuffer chunk = buffer(chunkRows);
    double[] target = new double[chunkRows];
    double[] weight = new double[chunkRows];
    for (int c = 0; c <= written; c++) {
      boolean isLast = c == written;
      ByteBuffer rows = isLast ? pending.duplicate().order(ByteOrder.nativeOrder()) : chunk;
      if (!isLast) {
        file.read(chunk.clear(), chunks[c]);
      }
      rows.flip();
      int count = rows.limit() / ROW_BYTES;
      for (int i = 0; i < count; i++) {
        target[i] = rows.getDouble();
        weight[i] = rows.getDouble();
      }
      each.accept(target, weight, count);
    }
  }

  /** Rows at equal distances, in ascending order. */
  Points sample(int atMost) {
    long rows = rows();
    int count = (int) Math.min(atMost, rows);
    double[] target = new double[count];
    double[] weight = new double[count];
    ByteBuffer row = buffer(1);
    for (int i = 0; i < count; i++) {
      // Division first: rows · count may be too large for a long only beyond any file.
      long wanted = rows / count * i + rows % count * i / count;
      int chunk = (int) (wanted / chunkRows);
      int at = (int) (wanted % chunkRows) * ROW_BYTES;
      if (chunk == written) {
        target[i] = pending.getDouble(at);
        weight[i] = pending.getDouble(at + Double.BYTES);
      } else {
        file.read(row.clear(), chunks[chunk] + at);
        target[i] = row.getDouble(0);
        weight[i] = row.getDouble(Double.BYTES);
      }
    }
    return Points.sorted(target, weight);
  }
}
