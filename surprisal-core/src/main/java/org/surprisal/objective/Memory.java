package org.surprisal.objective;

import java.util.ArrayList;
import java.util.List;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Numbers;

/**
 * What one call reads and writes. Results are written while inputs are still read, so a view that
 * is written may share memory with none of the others.
 */
final class Memory {
  private record View(String name, Numbers numbers) {}

  private record Rows(String name, Batch<?, ?> batch) {}

  private final List<View> read = new ArrayList<>();
  private final List<Rows> batches = new ArrayList<>();
  private final List<View> written = new ArrayList<>();

  Memory reads(String name, Numbers numbers) {
    read.add(new View(name, numbers));
    return this;
  }

  /** Prediction, target and weights. */
  Memory reads(String name, Batch<?, ?> batch) {
    batches.add(new Rows(name, batch));
    return this;
  }

  Memory writes(String name, Numbers numbers) {
    written.add(new View(name, numbers));
    return this;
  }

  /**
   * To be called before anything is written.
   *
   * @throws IllegalArgumentException naming the two that share memory
   */
  void check() {
    List<View> others = new ArrayList<>(read);
    for (View result : written) {
      for (Rows rows : batches) {
        if (result.numbers.overlaps(rows.batch)) {
          throw shared(result.name, rows.name + " (its prediction, target or weights)");
        }
      }
      for (View other : others) {
        if (result.numbers.overlaps(other.numbers)) {
          throw shared(result.name, other.name);
        }
      }
      others.add(result);
    }
  }

  private static IllegalArgumentException shared(String result, String other) {
    return new IllegalArgumentException(
        result + " and " + other + " share memory; give each an array of its own");
  }
}
