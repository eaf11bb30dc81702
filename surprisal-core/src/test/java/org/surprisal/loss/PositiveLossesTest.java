package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Losses of counts and amounts where naive forms fail: beside the target, for powers near 1 and 2,
 * for dispersions near 0 and far from it. Truth by mpmath with 400 digits.
 */
final class PositiveLossesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          gamma                                              | 3.0 | 1.09861228866811 | 2.0986122886681096914 | 3.127575772750465596e-16 | 0.99999999999999968724
          gamma(link=mean)                                   | 0.1 | 0.10000000010000001 | -1.302585092994045628 | 1.0000000807403705601e-8 | 99.999999599999956702
          gamma_deviance                                     | 7.0 | 7.000000001 | 2.0408166638576991968e-20 | 4.0816329896108435353e-11 | 0.040816326507288627815
          gamma_deviance                                     | 1e-300 | 1e300 | 2761.1021115928548209 | 1.999999999999999895e-300 | 0
          gamma_deviance(link=log)                           | 7.0 | 1.9459101 | 2.4064237942805655437e-15 | -9.8110628842733428447e-8 | 2.0000000981106288427
          poisson_deviance                                   | 1e15 | 1000000000000001.0 | 9.9999999999999933333e-16 | 1.999999999999998e-15 | 1.999999999999996e-15
          poisson_deviance(link=log)                         | 5.0 | 1.6094379124 | 5.8141764971545801999e-21 | -3.4100370956992251317e-10 | 9.9999999996589962904
          tweedie(power=1.0000000001)                        | 2.5 | 1.0 | 24999997931.709178001 | 0.21828182843721705071 | 2.7182818281653888454
          tweedie(power=1.9999999999)                        | 2.5 | -3.0 | 9999999219.8102007672 | -49.213842293205015441 | 50.213842287983630779
          tweedie_deviance                                   | 2.0 | 2.000000001 | 3.5355344892277685487e-19 | 7.0710683916249476243e-10 | 0.70710678012588726586
          tweedie_deviance(power=1.0000000001)               | 2.0 | 3.0 | 0.37813956753073315746 | 0.66666666659342584137 | 0.44444444437339500352
          tweedie_deviance(power=1.0000000001)               | 2.0 | 1.9999999 | 5.0000001721587713644e-15 | -1.0000000505145550129e-7 | 1.0000000999306928377
          tweedie_deviance(power=1.9999999999)               | 2.0 | 2.0000001 | 2.4999998253237359769e-15 | 4.9999994921637183832e-8 | 0.49999990003466877362
          tweedie_deviance(power=1.9999999999)               | 2.0 | 1e-05 | 399973.58743420472183 | -39999799953.948518071 | 7999979990389681.9012
          tweedie_deviance(power=1.5, link=log)              | 1e10 | 23.02585 | 8.6478925629178701398e-8 | -0.18598809169318704048 | 200000.00000002161973
          negative_binomial(full=true, dispersion=1e-15)     | 12.0 | 2.4849066 | 2.1683346982059032998 | -5.9745598926447751723e-7 | 11.999999402543866736
          negative_binomial(full=true, dispersion=1e-8)      | 1e15 | 34.5387763949 | 26.247374606972511821 | -0.0010687746434877804298 | 99999990.001069772337
          negative_binomial(full=true, dispersion=1)         | 1e15 | 34.5 | 35.539538011670222443 | -0.03953801167022190285 | 1.0395380116702208222
          negative_binomial(full=true, dispersion=1e5)       | 1e6 | 3.0 | 25.826307784760220261 | -0.49786043580852387726 | 0.49787018793355302757
          negative_binomial(full=true, dispersion=0.5)       | 1e-10 | -23.0 | 2.3719335143805118021e-9 | 2.6187963168845305331e-12 | 1.026187963116192255e-10
          negative_binomial(full=true, dispersion=3, link=mean) | 20.0 | 1e300 | 233.61285935879115191 | 3.3333333333333331583e-301 | 0
          negative_binomial(dispersion=2)                    | 3.0 | 1e300 | 5.0000000000000002625e299 | 0.5 | 0
          negative_binomial(dispersion=1)                    | 1e15 | 40.0 | 40.004248354255291593 | 0.99575164574470840677 | 0.0042483542552915932076
          negative_binomial(full=true, dispersion=1e15)      | 9.5 | 1.0 | 36.79006819351721667 | -2.4948546911287011374e-15 | 3.4948546911286998517e-15
          """)
  void keepsItsDigits(String spec, double y, double z, double value, double slope, double bend) {
    double[] all = answer(spec, y, z);
    double ulp = Math.ulp(z); // what the last bit of the prediction changes
    near(spec + ": value", all[0], value, Math.abs(slope) * ulp);
    near(spec + ": gradient", all[1], slope, Math.abs(bend) * ulp);
    near(spec + ": curvature", all[2], bend, 0);
  }

  private static void near(String what, double got, double truth, double slack) {
    double allowed = Math.max(1e-12 * Math.abs(truth), slack);
    assertThat(got).as(what).isEqualTo(truth, within(allowed));
  }

  private static double[] answer(String spec, double y, double z) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    double[] gradient = new double[1];
    double[] curvature = new double[1];
    Outputs outputs =
        Outputs.gradient(Reduction.SUM, Numbers.of(gradient))
            .curvature(Curvature.EXACT, Numbers.of(curvature));
    Numbers target = Numbers.of(new double[] {y});
    double value = loss.total(loss.batch(target, Numbers.of(new double[] {z})), outputs).sum();
    return new double[] {value, gradient[0], curvature[0]};
  }

  @Test
  void deviancesRefuseWhatTheirDistributionLacks() {
    assertThatThrownBy(() -> answer("gamma_deviance", 0, 1))
        .hasMessageContaining("target[0] = 0 is outside (0, ∞) of gamma_deviance");
    assertThatThrownBy(() -> answer("tweedie_deviance", 1, 0))
        .hasMessageContaining("prediction[0] = 0 is outside (0, ∞) of tweedie_deviance");
    assertThatThrownBy(() -> answer("tweedie_deviance", -1, 1)).hasMessageContaining("target[0]");
    assertThatThrownBy(() -> Loss.parse("tweedie(power=2)"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("power = 2 of tweedie is not allowed; use (1, 2)");
    assertThatThrownBy(() -> Loss.parse("negative_binomial(dispersion=-1)"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("dispersion = -1 of negative_binomial is not allowed; use [0, ∞)");
  }

  @Test
  void specialCasesCoincide() {
    for (double y : new double[] {0, 0.5, 3, 12}) {
      for (double z : new double[] {-3, 0, 2.5}) {
        assertThat(answer("negative_binomial(dispersion=0)", y, z)[0])
            .isEqualTo(answer("poisson", y, z)[0], within(1e-13));
        assertThat(answer("negative_binomial(dispersion=0, full=true)", y, z)[0])
            .isEqualTo(answer("poisson(full=true)", y, z)[0], within(1e-13));
        double[] byLog = answer("tweedie_deviance(link=log)", y, z);
        double[] byMean = answer("tweedie_deviance", y, Math.exp(z));
        assertThat(byLog[0]).isEqualTo(byMean[0], within(1e-13 * (1 + byMean[0])));
        assertThat(byLog[1]).isEqualTo(byMean[1] * Math.exp(z), within(1e-12 * (1 + y)));
      }
    }
  }

  @Test
  void perfectMeansCostTheFloor() {
    for (double y : new double[] {1e-300, 0.1, 1, 7, 1e15, 8e307}) {
      for (String spec : new String[] {"poisson_deviance", "gamma_deviance", "tweedie_deviance"}) {
        assertThat(answer(spec, y, y)[0]).isEqualTo(0.0);
        assertThat(answer(spec, y, y)[1]).isEqualTo(0.0);
      }
    }
  }
}
