package org.surprisal.evaluate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Targets and weights in a temporary file, 16 bytes a row. The file is opened with {@link
 * StandardOpenOption#DELETE_ON_CLOSE}, so it goes with the process, however that ends.
 */
final class Spill implements AutoCloseable {
  private static final int ROW_BYTES = 2 * Double.BYTES;
  private static final int BUFFER_ROWS = 1 << 14;

  private final FileChannel channel;
  private final ByteBuffer pending = buffer(BUFFER_ROWS);
  private long rows;

  private Spill(FileChannel channel) {
    this.channel = channel;
  }

  static Spill start() {
    try {
      Path file = Files.createTempFile("surprisal-targets-", ".bin");
      return new Spill(
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException problem) {
      throw failed(problem);
    }
  }

  private static ByteBuffer buffer(int rows) {
    return ByteBuffer.allocateDirect(rows * ROW_BYTES).order(ByteOrder.nativeOrder());
  }

  void add(double target, double weight) {
    if (!pending.hasRemaining()) {
      flush();
    }
    pending.putDouble(target).putDouble(weight);
    rows++;
  }

  private void flush() {
    try {
      pending.flip();
      while (pending.hasRemaining()) {
        channel.write(pending);
      }
      pending.clear();
    } catch (IOException problem) {
      throw failed(problem);
    }
  }

  void forEach(int blockRows, Targets.Each each) {
    flush();
    ByteBuffer block = buffer(blockRows);
    double[] target = new double[blockRows];
    double[] weight = new double[blockRows];
    for (long from = 0; from < rows; from += blockRows) {
      int count = (int) Math.min(blockRows, rows - from);
      read(block, from, count);
      for (int i = 0; i < count; i++) {
        target[i] = block.getDouble();
        weight[i] = block.getDouble();
      }
      each.accept(target, weight, count);
    }
  }

  /** Rows at equal distances, in ascending order. */
  Points sample(int atMost) {
    flush();
    int count = (int) Math.min(atMost, rows);
    double[] target = new double[count];
    double[] weight = new double[count];
    ByteBuffer row = buffer(1);
    for (int i = 0; i < count; i++) {
      // Division first: rows · count may be too large for a long only beyond any file.
      read(row, rows / count * i + rows % count * i / count, 1);
      target[i] = row.getDouble();
      weight[i] = row.getDouble();
    }
    return Points.sorted(target, weight);
  }

  /** Fills {@code into} with {@code count} rows from row {@code from} on. */
  private void read(ByteBuffer into, long from, int count) {
    into.clear().limit(count * ROW_BYTES);
    try {
      while (into.hasRemaining()) {
        if (channel.read(into, from * ROW_BYTES + into.position()) < 0) {
          throw new IOException("the file was cut short");
        }
      }
    } catch (IOException problem) {
      throw failed(problem);
    }
    into.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException problem) {
      throw failed(problem);
    }
  }

  private static DataException failed(IOException problem) {
    return new DataException(
        "the temporary file for the targets in "
            + System.getProperty("java.io.tmpdir")
            + " failed: "
            + problem.getMessage()
            + "; -Djava.io.tmpdir=… puts it elsewhere",
        problem);
  }
}
