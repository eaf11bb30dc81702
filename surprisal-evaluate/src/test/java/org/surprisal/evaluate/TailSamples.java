package org.surprisal.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Row losses whose variance is known to be finite, or infinite. */
final class TailSamples {
  private TailSamples() {}

  /** Losses of finite variance: none of them may raise the alarm. */
  static Map<String, ToDoubleFunction<SplittableRandom>> finite() {
    Map<String, ToDoubleFunction<SplittableRandom>> all = new LinkedHashMap<>();
    all.put("log loss, p uniform", random -> logLoss(random, random.nextDouble()));
    all.put("log loss, p from Beta(2,2)", random -> logLoss(random, medianOfThree(random)));
    all.put("log loss, p from Beta(½,½)", random -> logLoss(random, arcsine(random)));
    all.put("Brier, p uniform", random -> brier(random, random.nextDouble()));
    all.put("Brier, p from Beta(½,½)", random -> brier(random, arcsine(random)));
    all.put("absolute error, Gaussian", SplittableRandom::nextGaussian);
    all.put("squared error, Gaussian", random -> square(random.nextGaussian()));
    all.put("absolute error, Laplace", SplittableRandom::nextExponential);
    all.put("squared error, Laplace", random -> square(random.nextExponential()));
    all.put("absolute error, Student-t(10)", random -> student(random, 10));
    all.put("squared error, Student-t(10)", random -> square(student(random, 10)));
    return all;
  }

  /** Losses of infinite variance. */
  static Map<String, ToDoubleFunction<SplittableRandom>> infinite() {
    Map<String, ToDoubleFunction<SplittableRandom>> all = new LinkedHashMap<>();
    all.put("squared error, Student-t(3)", random -> square(student(random, 3)));
    all.put("squared error, Student-t(2)", random -> square(student(random, 2)));
    all.put("squared error, Cauchy", random -> square(student(random, 1)));
    all.put("absolute error, Cauchy", random -> student(random, 1));
    return all;
  }

  /** Losses of finite variance that the doc comment and the decision name as hard. */
  static Map<String, ToDoubleFunction<SplittableRandom>> hard() {
    Map<String, ToDoubleFunction<SplittableRandom>> all = new LinkedHashMap<>();
    all.put("squared error, Student-t(5)", random -> square(student(random, 5)));
    all.put(
        "log loss, events of 1 % (log-odds N(−5,1))",
        random -> logLoss(random, logistic(random.nextGaussian() - 5)));
    all.put(
        "log loss, events of 0.3 % (log-odds N(−7,2²))",
        random -> logLoss(random, logistic(2 * random.nextGaussian() - 7)));
    all.put("squared error, log-normal(1)", random -> Math.exp(2 * random.nextGaussian()));
    return all;
  }

  /** The share of samples that raise the alarm. */
  static double alarms(
      String name, ToDoubleFunction<SplittableRandom> loss, int n, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int alarms = 0;
    double[] losses = new double[Math.min(n, 1 << 16)];
    for (int s = 0; s < samples; s++) {
      TailIndex tail = new TailIndex(isOfEvents(name));
      for (int left = n; left > 0; left -= losses.length) {
        int size = Math.min(left, losses.length);
        for (int i = 0; i < size; i++) {
          losses[i] = loss.applyAsDouble(random);
        }
        tail.add(losses, size);
      }
      alarms += tail.varianceLooksInfinite() ? 1 : 0;
    }
    return alarms / (double) samples;
  }

  private static boolean isOfEvents(String name) {
    return name.startsWith("log loss") || name.startsWith("Brier");
  }

  private static double square(double x) {
    return x * x;
  }

  private static double logistic(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double arcsine(SplittableRandom random) {
    return square(Math.sin(Math.PI / 2 * random.nextDouble()));
  }

  private static double medianOfThree(SplittableRandom random) {
    double a = random.nextDouble();
    double b = random.nextDouble();
    double c = random.nextDouble();
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** The label is 1 with probability p; the prediction's log-odds are 1.3 times the true ones. */
  private static double logLoss(SplittableRandom random, double p) {
    double clear = Math.max(Double.MIN_NORMAL, Math.min(p, Math.nextDown(1.0)));
    double z = 1.3 * (Math.log(clear) - Math.log1p(-clear));
    double margin = random.nextDouble() < clear ? z : -z;
    return Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(-margin, 0);
  }

  private static double brier(SplittableRandom random, double p) {
    return square(Math.expm1(-logLoss(random, p)));
  }

  private static double student(SplittableRandom random, int degrees) {
    double squares = 0;
    for (int i = 0; i < degrees; i++) {
      squares += square(random.nextGaussian());
    }
    return random.nextGaussian() / Math.sqrt(squares / degrees);
  }
}
