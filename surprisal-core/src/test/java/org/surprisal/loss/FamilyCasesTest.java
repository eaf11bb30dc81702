package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Losses of one family that coincide at a border of a parameter, by a typed formula, or by sums.
 */
final class FamilyCasesTest {
  private static final int ROWS = 120;
  private static final int CLASSES = 4;

  private final Random random = new Random(12);
  private final double[] real = random.doubles(ROWS).map(u -> 10 * u - 5).toArray();
  private final double[] others = random.doubles(ROWS).map(u -> 10 * u - 5).toArray();
  private final double[] positive = random.doubles(ROWS).map(u -> 0.01 + 4 * u).toArray();
  private final double[] soft = random.doubles(ROWS).toArray();
  private final double[] logits = random.doubles(CLASSES * ROWS).map(u -> 12 * u - 6).toArray();
  private final double[] index = random.ints(ROWS, 0, CLASSES).asDoubleStream().toArray();

  /** Value, gradient and curvature. */
  private static void same(Subject.Answer a, Subject.Answer b, double tolerance) {
    close(a.losses(), b.losses(), tolerance);
    close(a.gradient(), b.gradient(), tolerance);
    close(a.curvature(), b.curvature(), tolerance);
  }

  private static void close(double[] a, double[] b, double tolerance) {
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isEqualTo(b[i], within(tolerance * (1 + Math.abs(b[i]))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          smooth_l1                          | huber
          smooth_l1(beta=0)                  | absolute_error
          pseudo_huber(delta=1e9)            | half_squared_error
          barron(alpha=2)                    | half_squared_error
          barron(alpha=1)                    | pseudo_huber
          barron(alpha=0)                    | log1p((z - y)^2 / 2)
          barron(alpha=-2)                   | 2 * (z - y)^2 / ((z - y)^2 + 4)
          barron(alpha=-inf)                 | -expm1(-(z - y)^2 / 2)
          expectile                          | 0.5 * (z - y)^2
          epsilon_insensitive(epsilon=0)     | absolute_error
          squared_epsilon_insensitive(epsilon=0) | squared_error
          multi_quantile(taus=[0.3])         | quantile(tau=0.3)
          tukey(c=1e9)                       | half_squared_error
          """)
  void regressionLossesThatCoincide(String one, String other) {
    same(Traps.ask(one, soft, real), Traps.ask(other, soft, real), 1e-12);
  }

  @Test
  void aBoundWithoutItsDivergenceIsTheReconstruction() {
    double[] rows = random.doubles(3 * ROWS).toArray();
    close(
        Traps.ask("elbo(beta=0)", soft, rows, 3).losses(),
        Traps.ask("half_squared_error", soft, every(rows, 3, 0)).losses(),
        1e-14);
  }

  private static double[] every(double[] rows, int width, int which) {
    double[] chosen = new double[rows.length / width];
    Arrays.setAll(chosen, i -> rows[width * i + which]);
    return chosen;
  }

  @Test
  void aHuberLossOverItsDeltaIsSmooth() {
    double[] huber = Traps.ask("huber(delta=0.7)", soft, real).losses();
    double[] divided = Arrays.stream(huber).map(v -> v / 0.7).toArray();
    close(Traps.ask("smooth_l1(beta=0.7)", soft, real).losses(), divided, 1e-14);
  }

  @Test
  void positiveMeansMeetAtTheirBorders() {
    double[] counts = Arrays.stream(positive).map(Math::rint).toArray();
    same(
        Traps.ask("negative_binomial(dispersion=0)", counts, real),
        Traps.ask("poisson", counts, real),
        1e-13);
    same(
        Traps.ask("negative_binomial(dispersion=1e-17, full=true)", counts, real),
        Traps.ask("poisson(full=true)", counts, real),
        1e-12);
    // A deviance is twice the cost less that of a perfect prediction.
    for (String name : new String[] {"poisson", "gamma", "tweedie"}) {
      double[] cost = Traps.ask(name, positive, real).losses();
      double[] logs = Arrays.stream(positive).map(Math::log).toArray();
      double[] least = Traps.ask(name, positive, logs).losses();
      double[] twice = new double[ROWS];
      Arrays.setAll(twice, i -> 2 * (cost[i] - least[i]));
      close(Traps.ask(name + "_deviance(link=log)", positive, real).losses(), twice, 1e-12);
    }
    // The deviance of Tweedie's family goes to that of Poisson and of gamma.
    close(
        Traps.ask("tweedie_deviance(power=1.0000001)", positive, soft).losses(),
        Traps.ask("poisson_deviance", positive, soft).losses(),
        1e-4);
    close(
        Traps.ask("tweedie_deviance(power=1.9999999)", positive, soft).losses(),
        Traps.ask("gamma_deviance", positive, soft).losses(),
        1e-4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          entmax(alpha=1)                        | cross_entropy
          entmax(alpha=2)                        | sparsemax
          focal_cross_entropy(gamma=0)           | cross_entropy
          poly_cross_entropy(epsilon=0)          | cross_entropy
          symmetric_cross_entropy(beta=0)        | cross_entropy
          kl_divergence                          | cross_entropy
          autoregressive_nll                     | cross_entropy
          distillation(temperature=1)            | cross_entropy
          info_nce(temperature=1, similarity=given) | cross_entropy
          generalized_cross_entropy(q=1e-9)      | cross_entropy
          """)
  void categoricalLossesThatCoincide(String one, String other) {
    double tolerance = one.contains("1e-9") ? 1e-7 : 1e-12;
    same(
        Traps.ask(one, index, logits, CLASSES),
        Traps.ask(other, index, logits, CLASSES),
        tolerance);
  }

  @Test
  void crossEntropyIsEntropyAndDivergence() {
    double[] t = distributions();
    double[] entropy = new double[ROWS];
    for (int i = 0; i < t.length; i++) {
      entropy[i / CLASSES] -= t[i] * Math.log(t[i]);
    }
    double[] divergence = Traps.ask("kl_divergence", t, logits, CLASSES).losses();
    double[] sum = new double[ROWS];
    Arrays.setAll(sum, i -> entropy[i] + divergence[i]);
    close(Traps.ask("cross_entropy", t, logits, CLASSES).losses(), sum, 1e-14);
    close(
        Traps.ask("distillation", t, logits, CLASSES).losses(),
        Arrays.stream(
                Traps.ask(
                        "kl_divergence",
                        t,
                        Arrays.stream(logits).map(z -> z / 2).toArray(),
                        CLASSES)
                    .losses())
            .map(v -> 4 * v)
            .toArray(),
        1e-13);
  }

  private double[] distributions() {
    double[] t = random.doubles(CLASSES * ROWS).map(u -> 0.05 + u).toArray();
    for (int i = 0; i < ROWS; i++) {
      double sum = Arrays.stream(t, i * CLASSES, (i + 1) * CLASSES).sum();
      for (int k = i * CLASSES; k < (i + 1) * CLASSES; k++) {
        t[k] /= sum;
      }
    }
    return t;
  }

  @Test
  void typedMarginsAreThoseOfTheCatalogue() {
    int[] classes = Arrays.stream(index).mapToInt(v -> (int) v).toArray();
    var batch =
        Batch.of(Target.classes(classes), Prediction.logits(Numbers.of(logits).by(CLASSES)));
    var largest = Loss.formula(Geometry.MARGIN_MAX, "max(0, 1 - m)", Map.of());
    var all = Loss.formula(Geometry.MARGIN_SUM, "max(0, 1 - m) / 4", Map.of());
    double[] typed = new double[logits.length];
    double[] named = new double[logits.length];
    assertThat(largest.mean(batch, typed))
        .isEqualTo(ClassMarginLosses.crammerSinger().mean(batch, named));
    close(typed, named, 1e-15);
    assertThat(all.mean(batch, typed))
        .isEqualTo(ClassMarginLosses.westonWatkins().mean(batch, named), within(1e-14));
    close(typed, named, 1e-15);
    // Two classes of opposite scores: hinge of a doubled score.
    double[] scores = new double[2 * ROWS];
    double[] binary = random.ints(ROWS, 0, 2).asDoubleStream().toArray();
    double[] signs = Arrays.stream(binary).map(v -> 2 * v - 1).toArray();
    for (int i = 0; i < ROWS; i++) {
      scores[2 * i] = -real[i] / 2;
      scores[2 * i + 1] = real[i] / 2;
    }
    double[] hinge = Traps.ask("hinge", signs, real).losses();
    close(Traps.ask("crammer_singer", binary, scores, 2).losses(), hinge, 1e-14);
  }

  @Test
  void typedFormulasOfDistancesAreThoseOfTheCatalogue() {
    Numbers a = Numbers.of(real).by(3);
    Numbers p = Numbers.of(others).by(3);
    Numbers n = Numbers.of(Arrays.copyOf(logits, ROWS)).by(3);
    var triplets = Batch.of(new Target.None(ROWS / 3), new Prediction.Triplet(a, p, n));
    double[] typed = new double[3 * ROWS];
    double[] named = new double[3 * ROWS];
    assertThat(
            Loss.formula(Geometry.TRIPLET, "max(0, ap - an + 1)", Map.of()).mean(triplets, typed))
        .isEqualTo(EmbeddingLosses.triplet(1).mean(triplets, named), within(1e-12));
    close(typed, named, 1e-13);
    double[] labels = random.ints(ROWS / 3, 0, 2).asDoubleStream().toArray();
    Prediction.Pair pair = new Prediction.Pair(a, p);
    double[] first = new double[2 * ROWS];
    double[] second = new double[2 * ROWS];
    double typedMean =
        Loss.formula(Geometry.PAIR, "y * d^2 + (1 - y) * max(0, 5 - d)^2", Map.of())
            .mean(Batch.of(Target.values(labels), pair), first);
    double namedMean =
        EmbeddingLosses.contrastive(5).mean(Batch.of(Target.zeroOne(labels), pair), second);
    assertThat(typedMean).isEqualTo(namedMean, within(1e-13));
    close(first, second, 1e-13);
  }

  @Test
  void likelihoodsMeetTheirLimits() {
    double[] rows = new double[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[2 * i] = real[i];
      rows[2 * i + 1] = others[i] / 3;
    }
    same(
        Traps.ask("student_t(nu=inf)", soft, rows, 2),
        Traps.ask("gaussian(scale=log_sigma)", soft, rows, 2),
        1e-12);
    double[] logs = Arrays.stream(positive).map(Math::log).toArray();
    Subject.Answer logNormal = Traps.ask("log_normal(full=false)", positive, rows, 2);
    same(logNormal, Traps.ask("gaussian(scale=log_sigma, full=false)", logs, rows, 2), 1e-12);
    // A known variance of 1 leaves half the squared error.
    same(
        Traps.ask("gaussian(variance=1, full=false)", soft, real),
        Traps.ask("half_squared_error", soft, real),
        1e-14);
    // Without a spread of their own, Laplace and logistic noise are known losses.
    double[] unit = rows.clone();
    for (int i = 0; i < ROWS; i++) {
      unit[2 * i + 1] = 0;
    }
    close(
        Traps.ask("laplace(full=false)", soft, unit, 2).losses(),
        Traps.ask("absolute_error", soft, real).losses(),
        1e-14);
    close(
        Traps.ask("logistic_distribution", soft, unit, 2).losses(),
        Traps.ask("2 * log(2 * cosh((z - y) / 2))", soft, real).losses(),
        1e-14);
    close(
        Traps.ask("student_t(nu=1)", soft, unit, 2).losses(),
        Traps.ask("log1p((z - y)^2) + log(pi)", soft, real).losses(),
        1e-14);
  }

  @Test
  void severalLabelsAreTheSumOfEach() {
    double[] labels = random.ints(3 * ROWS, 0, 2).asDoubleStream().toArray();
    double[] z = random.doubles(3 * ROWS).map(u -> 20 * u - 10).toArray();
    same(
        Traps.ask("multilabel_cross_entropy", labels, z, 3),
        Traps.ask("binary_cross_entropy", labels, z, 3),
        1e-14);
    same(
        Traps.ask("multilabel_cross_entropy(positive_weight=[3, 3, 3])", labels, z, 3),
        Traps.ask("multilabel_cross_entropy(positive_weight=3)", labels, z, 3),
        1e-15);
  }

  @Test
  void adversarialCriticsAreBinaryLossesOfEachSide() {
    double[] side = new double[ROWS];
    Arrays.setAll(side, i -> i % 2);
    double[] signs = Arrays.stream(side).map(v -> 2 * v - 1).toArray();
    // As many real as generated rows: the sum of both means is twice the mean over all.
    String[][] pairs = {{"minimax", "bce"}, {"hinge", "hinge"}};
    for (String[] pair : pairs) {
      double[] y = pair[1].equals("hinge") ? signs : side;
      double critic = Traps.ask("gan(variant=" + pair[0] + ")", side, real).mean();
      assertThat(critic).isEqualTo(2 * Traps.ask(pair[1], y, real).mean(), within(1e-13));
    }
  }

  @Test
  void transportOnTheLineIsTheErrorOfSortedPoints() {
    double[] x = Arrays.copyOf(real, 30);
    double[] y = Arrays.copyOf(others, 30);
    Arrays.sort(x);
    Arrays.sort(y);
    String[][] powers = {{"1", "absolute_error"}, {"2", "squared_error"}};
    for (String[] pair : powers) {
      Loss<Target, Prediction> loss = Loss.parse("wasserstein_1d(p=" + pair[0] + ")");
      double distance = loss.mean(loss.batch(Numbers.of(y), Numbers.of(x)));
      assertThat(distance).isEqualTo(Traps.ask(pair[1], y, x).sum() / 30, within(1e-13));
    }
  }
}
