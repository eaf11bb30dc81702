package org.surprisal.objective;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Target;

/**
 * Draws rows of rare classes again, until every class has its share of rows. Immutable.
 *
 * <p>Every row is kept once; the rows beyond are drawn from the rows of their class, each as likely
 * as any other, with replacement. The same labels and seed give the same rows on every machine.
 * Oversample the training rows only, after the split, or copies of one row lie on both sides.
 */
public final class Oversampler {
  /** Its sequence belongs to its definition: Steele and Vigna (2021), doi:10.1145/3485525. */
  private static final String GENERATOR = "L64X128MixRandom";

  private final long seed;
  private final double ratio;
  private final boolean shuffles;

  private Oversampler(long seed, double ratio, boolean shuffles) {
    this.seed = seed;
    this.ratio = ratio;
    this.shuffles = shuffles;
  }

  /** Brings every class to the count of the largest; the drawn rows follow the original ones. */
  public static Oversampler seeded(long seed) {
    return new Oversampler(seed, 1, false);
  }

  /**
   * Brings every class to {@code ratio} times the count of the largest, rounded; larger classes
   * keep what they have.
   *
   * @param share of the largest class, in (0, 1]
   */
  public Oversampler ratio(double share) {
    if (!(share > 0 && share <= 1)) {
      throw Checks.outside("ratio", share, "(0, 1]; it is a share of the largest class");
    }
    return new Oversampler(seed, share, shuffles);
  }

  /** Puts all rows into a random order that the seed decides, as training in batches wants. */
  public Oversampler shuffled() {
    return new Oversampler(seed, ratio, true);
  }

  /**
   * The rows to train on, as indices into {@code labels}: first all of them in their order, then
   * those drawn, class by class from the lowest, unless they are {@link #shuffled}.
   *
   * @param labels class indices, 0 and 1, or −1 and 1; classes that do not occur are not drawn
   * @throws IllegalArgumentException naming the row, if a label is something else
   */
  public int[] rows(Target labels) {
    Numbers numbers = Labels.numbers(labels);
    int n = Math.toIntExact(numbers.rows());
    int[] classes = new int[n];
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    int known = Labels.classes(labels) == 0 ? Integer.MAX_VALUE : Labels.classes(labels);
    for (int row = 0; row < n; row++) {
      classes[row] = Labels.index(labels, numbers, row, known);
      counts.merge(classes[row], 1, Integer::sum);
    }
    RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    int[] rows = drawn(classes, counts, random);
    if (shuffles) {
      shuffle(rows, random);
    }
    return rows;
  }

  private int[] drawn(int[] classes, SortedMap<Integer, Integer> counts, RandomGenerator random) {
    long largest = counts.values().stream().mapToLong(c -> c).max().orElse(0);
    long wanted = (long) Math.rint(ratio * largest);
    long size = counts.values().stream().mapToLong(c -> Math.max(c, wanted)).sum();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          size + " rows do not fit into an array; a smaller ratio makes fewer");
    }
    int[] rows = Arrays.copyOf(firstRows(classes.length), (int) size);
    int next = classes.length;
    for (var entry : counts.entrySet()) {
      if (entry.getValue() < wanted) {
        int[] own = rowsOf(entry.getKey(), classes, entry.getValue());
        for (long i = entry.getValue(); i < wanted; i++) {
          rows[next++] = own[below(own.length, random)];
        }
      }
    }
    return rows;
  }

  private static int[] firstRows(int count) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private static int[] rowsOf(int index, int[] classes, int count) {
    int[] own = new int[count];
    int next = 0;
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] == index) {
        own[next++] = row;
      }
    }
    return own;
  }

  private static void shuffle(int[] rows, RandomGenerator random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int j = below(i + 1, random);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
  }

  /**
   * A number in [0, bound), each as likely: the high half of a product, whose few uneven low halves
   * are drawn again (Lemire 2019, doi:10.1145/3230636). Written out, because the bits of the
   * library's own bounded draw are nowhere promised.
   */
  private static int below(int bound, RandomGenerator random) {
    long uneven = Long.remainderUnsigned(-(long) bound, bound);
    while (true) {
      long draw = random.nextLong();
      if (Long.compareUnsigned(draw * bound, uneven) >= 0) {
        return (int) Math.unsignedMultiplyHigh(draw, bound);
      }
    }
  }
}
