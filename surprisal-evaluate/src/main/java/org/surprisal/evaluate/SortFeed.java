package org.surprisal.evaluate;

import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * A batch of scored rows that DuckDB fetches column by column. The driver's appender makes a
 * transaction of every 2,048 rows, which took 2.8 times as long for ten million of them.
 */
final class SortFeed implements DuckDBTableFunction<Object, int[], Object> {
  private static final int BATCH_ROWS = 1 << 16;
  private static final int WEIGHTS = 3;

  private int[] keys = new int[BATCH_ROWS];
  private double[][] numbers = new double[WEIGHTS][BATCH_ROWS];
  private int size;

  int size() {
    return size;
  }

  boolean isFull() {
    return size == BATCH_ROWS;
  }

  void add(int key, double score, double positive, double negative) {
    keys[size] = key;
    numbers[0][size] = score;
    numbers[1][size] = positive;
    numbers[2][size] = negative;
    size++;
  }

  void clear() {
    size = 0;
  }

  /** Lets the arrays go: the driver never forgets a function. */
  void end() {
    size = 0;
    keys = new int[0];
    numbers = new double[WEIGHTS][0];
  }

  @Override
  public Object bind(DuckDBTableFunctionBindInfo info) {
    info.addResultColumn("k", DuckDBColumnType.INTEGER)
        .addResultColumn("s", DuckDBColumnType.DOUBLE)
        .addResultColumn("p", DuckDBColumnType.DOUBLE)
        .addResultColumn("n", DuckDBColumnType.DOUBLE);
    return this;
  }

  @Override
  public int[] init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    return new int[1];
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
    int[] at = info.getInitData();
    int from = at[0];
    int count = (int) Math.min(chunk.capacity(), size - from);
    DuckDBWritableVector key = chunk.vector(0);
    for (int i = 0; i < count; i++) {
      key.setInt(i, keys[from + i]);
    }
    for (int column = 0; column < WEIGHTS; column++) {
      DuckDBWritableVector vector = chunk.vector(column + 1);
      double[] values = numbers[column];
      for (int i = 0; i < count; i++) {
        vector.setDouble(i, values[from + i]);
      }
    }
    at[0] = from + count;
    return count;
  }
}
