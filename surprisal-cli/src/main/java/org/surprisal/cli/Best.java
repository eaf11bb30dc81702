package org.surprisal.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.surprisal.evaluate.Metric;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Score;

/** Which predictions no other one beats, by the same measure on the same rows. */
final class Best {
  private Best() {}

  /** Scores of the lowest mean. */
  static Set<Score> of(List<Score> scores) {
    return lowest(scores, score -> Arrays.asList(score.loss(), score.group()), Score::mean);
  }

  /** Metrics of the best value. */
  static Set<MetricScore> ofMetrics(List<MetricScore> metrics) {
    return lowest(
        metrics,
        metric -> Arrays.asList(metric.metric(), metric.group()),
        metric -> {
          double value = metric.value().orElse(Double.NaN);
          return metric.metric().better() == Metric.Better.HIGHER ? -value : value;
        });
  }

  /** Those whose value no rival of the same key falls below; values that are not finite lose. */
  private static <T> Set<T> lowest(
      List<T> all, Function<T, List<?>> key, ToDoubleFunction<T> value) {
    Map<List<?>, double[]> least = new HashMap<>();
    for (T one : all) {
      double[] found =
          least.computeIfAbsent(key.apply(one), _ -> new double[] {Double.POSITIVE_INFINITY, 0});
      double own = value.applyAsDouble(one);
      found[0] = Double.isNaN(own) ? found[0] : Math.min(found[0], own);
      found[1]++;
    }
    Set<T> best = Collections.newSetFromMap(new IdentityHashMap<>());
    for (T one : all) {
      double[] found = least.getOrDefault(key.apply(one), new double[2]);
      double own = value.applyAsDouble(one);
      if (found[1] > 1 && Double.isFinite(own) && own <= found[0]) {
        best.add(one);
      }
    }
    return best;
  }
}
