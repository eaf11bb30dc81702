package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A value is the same, to the bit, whatever is computed beside it and whichever rows stand by it.
 */
final class SameValueTest {
  private static final double[] CORNERS = {
    0,
    -0.0,
    0.5,
    -3,
    1e-9,
    Double.MIN_VALUE,
    1e-300,
    -1e-160,
    1e154,
    -1e155,
    1e200,
    8e307,
    37,
    -40,
    199,
    -201,
    372,
    708,
    -710,
    745,
    -746,
    1e3,
    -2300
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log_cosh",
        "focal(gamma=0.5)",
        "brier(from=logits)",
        "binary_cross_entropy(positive_weight=3)",
        "1e300/(1+(z-y)^2)",
        "y*log(y/z)",
        "1e-160*z*1e-160*y",
        "log_sigmoid(z)+y*z",
        "abs(z-y)-log1p(abs(z-y))",
        "1-exp(-(z-y)^2/2)",
        "exp(z)*1e-320",
        "(1+(z-y)^2)^0.25"
      })
  void whateverIsComputedBesideIt(String text) {
    Loss<Target, Prediction> loss = Loss.parse(text);
    for (double z : CORNERS) {
      for (double y : CORNERS) {
        check(loss, z, loss.name().equals("formula") || loss.name().equals("log_cosh") ? y : 1);
      }
    }
  }

  private static void check(Loss<Target, Prediction> loss, double z, double y) {
    Double alone = value(loss, 0, z, y);
    assertThat(value(loss, 1, z, y)).as("%s with gradient at %s, %s", loss, z, y).isEqualTo(alone);
    assertThat(value(loss, 2, z, y)).as("%s with curvature at %s, %s", loss, z, y).isEqualTo(alone);
    assertThat(value(loss, 2, z, y, 1, 745)).as("%s in a block at %s", loss, z).isEqualTo(alone);
  }

  /** The value of the first row, or NaN if the loss is undefined there. */
  private static double value(
      Loss<Target, Prediction> loss, int order, double z, double y, double... others) {
    int rows = 1 + others.length;
    double[] predictions = new double[rows];
    double[] targets = new double[rows];
    predictions[0] = z;
    targets[0] = y;
    for (int i = 1; i < rows; i++) {
      predictions[i] = others[i - 1];
      targets[i] = 1;
    }
    Outputs outputs = Outputs.of(Reduction.NONE);
    double[] losses = new double[rows];
    outputs = outputs.losses(Numbers.of(losses));
    outputs = order > 0 ? outputs.gradient(Numbers.of(new double[rows])) : outputs;
    outputs =
        order > 1 ? outputs.curvature(Curvature.EXACT, Numbers.of(new double[rows])) : outputs;
    try {
      loss.total(loss.batch(Numbers.of(targets), Numbers.of(predictions)), outputs);
    } catch (InputException e) {
      return Double.NaN;
    }
    return losses[0];
  }
}
