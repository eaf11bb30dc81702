package org.surprisal.loss;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import org.surprisal.sum.ExactSum;

/**
 * What a loss adds up to: Σ w·ℓ, Σ w, rows used, rows skipped, and the loss's spec.
 *
 * <p>Both sums are exact and rounded once, so any split of the rows over batches, threads or
 * machines, merged in any order, gives the same bits. A total is immutable.
 */
public final class Total implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows below which nothing is called suspicious. */
  private static final int MANY = 20;

  /** The total of no rows, of any loss. */
  public static final Total EMPTY = new Total("", Counts.NONE, new ExactSum(), new ExactSum());

  /**
   * Counts of rows.
   *
   * @param used that entered the sums
   * @param skipped masked, ignored, or missing and skipped
   * @param clipped touched by a clip wrapper
   * @param unit whose logits all lie in [0, 1]
   * @param zero whose logits are all 0
   * @param simplex whose K logits lie in [0, 1] and sum to 1
   * @param infinite whose loss is infinite
   * @param crossed whose quantiles decrease from one column to the next
   */
  record Counts(
      long used,
      long skipped,
      long clipped,
      long unit,
      long zero,
      long simplex,
      long infinite,
      long crossed)
      implements Serializable {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** So many rows more whose loss is infinite. */
    Counts plusInfinite(long rows) {
      return plus(new Counts(0, 0, 0, 0, 0, 0, rows, 0));
    }

    Counts plus(Counts other) {
      return new Counts(
          used + other.used,
          skipped + other.skipped,
          clipped + other.clipped,
          unit + other.unit,
          zero + other.zero,
          simplex + other.simplex,
          infinite + other.infinite,
          crossed + other.crossed);
    }
  }

  private final String spec;
  private final Counts counts;
  private final transient ExactSum numerator;
  private final transient ExactSum denominator;
  private final double sum;
  private final double weight;

  Total(String spec, Counts counts, ExactSum numerator, ExactSum denominator) {
    this.spec = spec;
    this.counts = counts;
    this.numerator = numerator;
    this.denominator = denominator;
    // Reading a sum propagates its carries; done here, so that later reads change nothing.
    this.sum = numerator.value();
    this.weight = denominator.value();
  }

  /**
   * Both totals together.
   *
   * @throws IllegalArgumentException if they are of two different losses
   */
  public Total plus(Total other) {
    if (!spec.isEmpty() && !other.spec.isEmpty() && !spec.equals(other.spec)) {
      throw new IllegalArgumentException(
          "totals of two losses cannot be added: " + spec + " and " + other.spec);
    }
    ExactSum losses = new ExactSum();
    losses.add(numerator);
    losses.add(other.numerator);
    ExactSum weights = new ExactSum();
    weights.add(denominator);
    weights.add(other.denominator);
    String name = spec.isEmpty() ? other.spec : spec;
    return new Total(name, counts.plus(other.counts), losses, weights);
  }

  /** Collects totals of parts of the rows, from any number of threads. */
  public static Collector<Total, ?, Total> summing() {
    return Collector.of(
        () -> new Total[] {EMPTY},
        (box, total) -> box[0] = box[0].plus(total),
        (a, b) -> new Total[] {a[0].plus(b[0])},
        box -> box[0]);
  }

  /** Whether there is nothing to take a mean of: no row was used, or all weights were 0. */
  public boolean isEmpty() {
    return counts.used == 0 || weight() == 0;
  }

  /**
   * Σ w·ℓ / Σ w.
   *
   * @throws IllegalStateException if the total {@link #isEmpty}
   */
  public double mean() {
    if (isEmpty()) {
      throw new IllegalStateException(
          "no mean of nothing: "
              + counts.used
              + " rows used, "
              + counts.skipped
              + " skipped, Σ weights = "
              + Text.number(weight())
              + "; ask isEmpty() or use meanOrElse(…)");
    }
    return numerator.dividedBy(denominator);
  }

  /** Σ w·ℓ / Σ w, or {@code other} if the total {@link #isEmpty}. */
  public double meanOrElse(double other) {
    return isEmpty() ? other : mean();
  }

  /**
   * Σ w·ℓ / rows used.
   *
   * @throws IllegalStateException if the total {@link #isEmpty}
   */
  public double meanOverRows() {
    if (isEmpty()) {
      return mean(); // says why there is none
    }
    ExactSum rows = new ExactSum();
    rows.add((double) counts.used);
    return numerator.dividedBy(rows);
  }

  /** Σ w·ℓ, correctly rounded; 0 of no rows. */
  public double sum() {
    return sum;
  }

  /** Σ w, correctly rounded. */
  public double weight() {
    return weight;
  }

  /** Rows that were used, those of weight 0 included. */
  public long rows() {
    return counts.used;
  }

  /** Rows that were left out: masked, ignored, or missing and skipped. */
  public long skipped() {
    return counts.skipped;
  }

  /** Rows that a {@code clip(…)} wrapper touched. */
  public long clipped() {
    return counts.clipped;
  }

  /** Rows whose loss is infinite. */
  public long infinite() {
    return counts.infinite;
  }

  /** Rows in which a prediction of several quantiles decreases from one to the next. */
  public long crossed() {
    return counts.crossed;
  }

  /** What is suspicious about the predictions, one sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (counts.crossed > 0) {
      warnings.add(
          counts.crossed
              + (counts.crossed == 1 ? " row has" : " rows have")
              + " crossing quantiles: a higher one is predicted below a lower one");
    }
    if (counts.infinite > 0) {
      warnings.add(
          counts.infinite
              + (counts.infinite == 1 ? " row has" : " rows have")
              + " an infinite loss");
    }
    if (counts.used < MANY) {
      return warnings;
    }
    if (counts.simplex == counts.used) {
      warnings.add(
          "all "
              + counts.used
              + " rows of logits lie in [0, 1] and sum to 1: they look like"
              + " probabilities, and softmax would be applied twice. If so, "
              + cure());
    } else if (counts.unit == counts.used && counts.zero < counts.used) {
      warnings.add(
          "all "
              + counts.used
              + " logits lie in [0, 1]: they look like probabilities. If so, "
              + cure());
    }
    return warnings;
  }

  /** Not every loss can be told that it is given probabilities. */
  private String cure() {
    int end = spec.indexOf('(');
    Entry entry = Catalogue.find(end < 0 ? spec : spec.substring(0, end));
    boolean chooses = entry != null && "from".equals(entry.scaleParameter());
    return chooses ? "say from=probabilities" : "give the logits";
  }

  /** The loss, with the scale in which predictions were given; empty for {@link #EMPTY}. */
  public String spec() {
    return spec;
  }

  /** The total as bytes: equal totals give equal bytes, however they were split. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(spec);
      for (long count : countList()) {
        out.writeLong(count);
      }
      for (ExactSum sum : List.of(numerator, denominator)) {
        byte[] content = sum.toBytes();
        out.writeInt(content.length);
        out.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private long[] countList() {
    return new long[] {
      counts.used,
      counts.skipped,
      counts.clipped,
      counts.unit,
      counts.zero,
      counts.simplex,
      counts.infinite,
      counts.crossed
    };
  }

  /**
   * The total that {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not such a total
   */
  public static Total fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String spec = in.readUTF();
      Counts counts = readCounts(in);
      Total total = new Total(spec, counts, readSum(in), readSum(in));
      if (in.read() != -1) {
        throw new IOException("more bytes than a total has");
      }
      return total;
    } catch (IOException e) {
      throw new IllegalArgumentException("these bytes are not a total", e);
    }
  }

  private static Counts readCounts(DataInputStream in) throws IOException {
    long[] counts = new long[8];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.readLong();
      if (!(counts[i] >= 0)) {
        throw new IOException("a count of " + counts[i]);
      }
    }
    return new Counts(
        counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7]);
  }

  private static ExactSum readSum(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (!(0 <= length && length <= in.available())) {
      throw new IOException("length " + length);
    }
    return ExactSum.fromBytes(in.readNBytes(length));
  }

  private Object writeReplace() {
    return new SerialForm(toBytes());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, only written
  private record SerialForm(byte[] bytes) implements Serializable {
    private Object readResolve() {
      return fromBytes(bytes);
    }
  }

  @Override
  public String toString() {
    String mean = isEmpty() ? "empty" : "mean " + Text.number(mean());
    return spec
        + ": "
        + mean
        + ", rows "
        + counts.used
        + ", skipped "
        + counts.skipped
        + ", weight "
        + Text.number(weight());
  }
}
