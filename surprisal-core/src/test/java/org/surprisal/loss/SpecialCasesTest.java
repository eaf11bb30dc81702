package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One loss under another name, or at the border of a parameter, is that other loss. */
final class SpecialCasesTest {
  private static final int ROWS = 200;

  /** Two ways to round the same number of about this many operations. */
  private static final double RELATIVE = 4e-15;

  private final Random random = new Random(10);
  private final double[] real = random.doubles(ROWS).map(u -> 20 * u - 10).toArray();
  private final double[] logits = random.doubles(ROWS).map(u -> 80 * u - 40).toArray();
  private final double[] labels = random.doubles(ROWS).map(Math::rint).toArray();
  private final double[] soft = random.doubles(ROWS).toArray();

  private static void same(Subject.Answer a, Subject.Answer b) {
    close(a.losses(), b.losses(), 1);
    close(a.gradient(), b.gradient(), 1);
    close(a.curvature(), b.curvature(), 1);
  }

  private static void close(double[] a, double[] b, double factor) {
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      double wanted = b[i] * factor;
      assertThat(a[i]).isEqualTo(wanted, within(RELATIVE * Math.abs(wanted) + 1e-300));
    }
  }

  @Test
  void huberWithoutTailsIsHalfSquaredError() {
    same(Traps.ask("huber(delta=inf)", soft, real), Traps.ask("half_squared_error", soft, real));
  }

  @Test
  void halfSquaredErrorIsHalfOfSquaredError() {
    Subject.Answer half = Traps.ask("half_squared_error", soft, real);
    Subject.Answer full = Traps.ask("squared_error", soft, real);
    close(half.losses(), full.losses(), 0.5);
    close(half.gradient(), full.gradient(), 0.5);
    close(half.curvature(), full.curvature(), 0.5);
  }

  @Test
  void theMedianQuantileIsHalfTheAbsoluteError() {
    Subject.Answer half = Traps.ask("quantile", soft, real);
    Subject.Answer full = Traps.ask("absolute_error", soft, real);
    close(half.losses(), full.losses(), 0.5);
    close(half.gradient(), full.gradient(), 0.5);
  }

  @Test
  void huberOfASmallDeltaIsAbsoluteErrorTimesDelta() {
    Subject.Answer small = Traps.ask("huber(delta=1e-200)", soft, real);
    close(small.losses(), Traps.ask("mae", soft, real).losses(), 1e-200);
  }

  @Test
  void focalWithoutFocusIsBinaryCrossEntropy() {
    same(Traps.ask("focal(gamma=0)", labels, logits), Traps.ask("bce", labels, logits));
    same(Traps.ask("focal(gamma=0)", soft, logits), Traps.ask("bce", soft, logits));
    same(
        Traps.ask("focal(gamma=0, from=probabilities)", labels, soft),
        Traps.ask("log_loss", labels, soft));
  }

  @Test
  void twoClassesAreBinary() {
    double[] pairs = new double[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      pairs[2 * i + 1] = logits[i];
    }
    Subject.Answer two = Traps.ask("cross_entropy", labels, pairs, 2);
    Subject.Answer one = Traps.ask("bce", labels, logits);
    close(two.losses(), one.losses(), 1);
    close(every(two.gradient(), 1), one.gradient(), 1);
    close(every(two.curvature(), 1), one.curvature(), 1);
    close(every(two.gradient(), 0), one.gradient(), -1);
  }

  private static double[] every(double[] pairs, int which) {
    double[] chosen = new double[pairs.length / 2];
    Arrays.setAll(chosen, i -> pairs[2 * i + which]);
    return chosen;
  }

  @Test
  void aClassIsADistributionOfOne() {
    double[] z = random.doubles(3 * ROWS).map(u -> 20 * u - 10).toArray();
    double[] index = random.ints(ROWS, 0, 3).asDoubleStream().toArray();
    double[] oneHot = new double[3 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      oneHot[3 * i + (int) index[i]] = 1;
    }
    for (String spec : new String[] {"ce", "ce(label_smoothing=0.1)", "brier(from=logits)"}) {
      Subject.Answer byIndex = Traps.ask(spec, index, z, 3);
      Subject.Answer byDistribution = Traps.ask(spec, oneHot, z, 3);
      assertThat(byIndex.losses()).isEqualTo(byDistribution.losses());
      assertThat(byIndex.gradient()).isEqualTo(byDistribution.gradient());
      assertThat(byIndex.curvature()).isEqualTo(byDistribution.curvature());
    }
  }

  /** Only values: gradients are by another variable. σ(z) rounds, which the logarithm feels. */
  @Test
  void logLossOfSigmoidIsBinaryCrossEntropy() {
    double[] z = random.doubles(ROWS).map(u -> 10 * u - 5).toArray();
    double[] p = Arrays.stream(z).map(x -> 1 / (1 + Math.exp(-x))).toArray();
    double[] ofLogits = Traps.ask("bce", soft, z).losses();
    double[] ofProbabilities = Traps.ask("log_loss", soft, p).losses();
    for (int i = 0; i < ROWS; i++) {
      assertThat(ofProbabilities[i]).isEqualTo(ofLogits[i], within(1e-13));
    }
    same(Traps.ask("bce(from=probabilities)", soft, p), Traps.ask("log_loss", soft, p));
  }

  @Test
  void brierOfTwoColumnsIsTwiceThatOfOne() {
    double[] pairs = new double[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      pairs[2 * i] = 1 - soft[i];
      pairs[2 * i + 1] = soft[i];
    }
    double[] two = Traps.ask("brier", labels, pairs, 2).losses();
    double[] one = Traps.ask("brier", labels, soft).losses();
    for (int i = 0; i < ROWS; i++) {
      assertThat(two[i]).isEqualTo(2 * one[i], within(1e-15));
    }
  }

  @Test
  void poissonOfAMeanIsPoissonOfItsLogarithm() {
    double[] counts = random.ints(ROWS, 0, 9).asDoubleStream().toArray();
    double[] z = random.doubles(ROWS).map(u -> 4 * u - 2).toArray();
    double[] mean = Arrays.stream(z).map(Math::exp).toArray();
    double[] log = Traps.ask("poisson", counts, z).losses();
    double[] response = Traps.ask("poisson(link=mean)", counts, mean).losses();
    for (int i = 0; i < ROWS; i++) {
      assertThat(response[i]).isEqualTo(log[i], within(1e-14 * (1 + counts[i])));
    }
  }

  /** A typed formula is as good as the loss of the catalogue that means the same. */
  @Test
  void typedFormulasAreTheLossesThatTheyMean() {
    String[][] pairs = {
      {"(z - y)^2", "squared_error"},
      {"abs(z - y)", "absolute_error"},
      {"log_cosh(z - y)", "log_cosh"},
      {"log(cosh(z - y))", "log_cosh"},
      {
        "if(abs(z - y) <= delta, (z - y)^2 / 2, delta * (abs(z - y) - delta / 2)); delta=1", "huber"
      },
      {"max(tau * (y - z), (tau - 1) * (y - z)); tau=0.5", "quantile"},
    };
    for (String[] pair : pairs) {
      same(Traps.ask(pair[0], soft, real), Traps.ask(pair[1], soft, real));
      assertThat(Traps.gradient(pair[0], 2, 2)).isEqualTo(Traps.gradient(pair[1], 2, 2));
    }
    for (String text :
        new String[] {"log(1 + exp(z)) - y * z", "max(z, 0) - z * y + log(1 + exp(-abs(z)))"}) {
      same(Traps.ask(text, labels, logits), Traps.ask("bce", labels, logits));
    }
  }
}
