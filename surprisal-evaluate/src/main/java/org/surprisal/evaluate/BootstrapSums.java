package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Sums over the units of a {@link Bootstrap}, and the functions of them that are replicated. */
final class BootstrapSums {
  private final Resampling resampling;
  private final double[][] components;
  private final double[] sampleSums;
  private final double[] sums;
  private final List<ToDoubleFunction<double[]>> functions = new ArrayList<>();
  private final List<Replicates> replicates = new ArrayList<>();

  BootstrapSums(Resampling resampling, double[][] components, int[] kept) {
    this.resampling = resampling;
    this.components = new double[components.length][];
    this.sampleSums = new double[components.length];
    this.sums = new double[components.length];
    for (int k = 0; k < components.length; k++) {
      double[] component = new double[kept.length];
      CompensatedSum sum = new CompensatedSum();
      for (int i = 0; i < kept.length; i++) {
        component[i] = components[k][kept[i]];
        sum.add(component[i]);
      }
      this.components[k] = component;
      this.sampleSums[k] = sum.value();
    }
  }

  /**
   * Asks for the replicates of a function of the sums; ask for several of one object, and the sums
   * are taken once.
   *
   * @param function of the sums, in the order of the components; it must not keep the array; NaN
   *     where it is not defined
   */
  Replicates function(ToDoubleFunction<double[]> function) {
    Replicates result = new Replicates(resampling, function.applyAsDouble(sampleSums.clone()));
    functions.add(function);
    replicates.add(result);
    return result;
  }

  /** Adds units {@code from} to {@code from + size} of a resample. */
  void add(double[] counts, int from, int size) {
    for (int k = 0; k < components.length; k++) {
      sums[k] += Dots.dot(counts, components[k], from, size);
    }
  }

  /** Closes a resample. */
  void finish(int resample) {
    for (int f = 0; f < functions.size(); f++) {
      replicates.get(f).set(resample, functions.get(f).applyAsDouble(sums));
    }
    Arrays.fill(sums, 0);
  }
}
