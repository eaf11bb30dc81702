package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.surprisal.docs.Curve;
import org.surprisal.docs.Panel;

/**
 * A line through the predictions of a loss: one number of them moves, and curves show what happens.
 *
 * @param axis what moves, for the axis of a picture
 */
record PageLine(String axis, double from, double to, List<Probe> probes) {
  private static final int STEPS = 240;

  PageLine {
    probes = List.copyOf(probes);
  }

  /**
   * One curve.
   *
   * @param label what is kept fixed
   * @param batch the rows at a place of the line
   * @param coordinate which number of the prediction moves, row-major
   */
  record Probe(
      String label,
      Loss<Target, Prediction> loss,
      DoubleFunction<Batch<Target, Prediction>> batch,
      int coordinate) {}

  /** What a loss gives of a batch; empty parts where it has none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  record Answer(double value, double[] gradient, double[] curvature) {}

  /** Mean of a batch and its derivatives; empty if the batch is refused. */
  static Optional<Answer> answer(Loss<Target, Prediction> loss, Batch<Target, Prediction> batch) {
    try {
      Numbers first = batch.prediction().parts().getFirst();
      int size = Math.toIntExact(first.rows()) * batch.prediction().width();
      double[] gradient = new double[loss.noGradient().isPresent() ? 0 : size];
      double[] curvature = new double[loss.noCurvature().isPresent() ? 0 : size];
      Outputs outputs = Outputs.of(Reduction.MEAN);
      if (gradient.length > 0) {
        outputs = outputs.gradient(Numbers.of(gradient).by(batch.prediction().width()));
      }
      if (curvature.length > 0) {
        outputs =
            outputs.curvature(
                Curvature.EXACT, Numbers.of(curvature).by(batch.prediction().width()));
      }
      return Optional.of(new Answer(loss.total(batch, outputs).mean(), gradient, curvature));
    } catch (IllegalArgumentException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  /** The same line with the curves alone that the loss can draw. */
  PageLine drawn() {
    List<Probe> able =
        probes.stream()
            .filter(probe -> Arrays.stream(row(probe, Row.VALUE)).anyMatch(Double::isFinite))
            .toList();
    return new PageLine(axis, from, to, able);
  }

  /** Value, gradient and curvature, as far as the loss has them. */
  List<Panel> panels(String by) {
    Loss<Target, Prediction> loss = probes.getFirst().loss();
    boolean slopes = loss.noGradient().isEmpty();
    boolean bends = slopes && loss.noCurvature().isEmpty();
    List<Panel> panels = new ArrayList<>();
    panels.add(panel("value", Row.VALUE, !slopes));
    if (slopes) {
      panels.add(panel("gradient" + by, Row.GRADIENT, !bends));
    }
    if (bends) {
      panels.add(panel("curvature" + by, Row.CURVATURE, true));
    }
    return panels;
  }

  private enum Row {
    VALUE,
    GRADIENT,
    CURVATURE
  }

  private Panel panel(String title, Row row, boolean last) {
    double[] x = new double[STEPS + 1];
    Arrays.setAll(x, this::place);
    List<Curve> curves =
        probes.stream().map(probe -> new Curve(probe.label(), x, row(probe, row))).toList();
    return new Panel(title, last ? axis : "", from, to, curves);
  }

  /** Exact where both ends and the place are whole numbers, so that kinks are met. */
  private double place(int step) {
    return (from * (STEPS - step) + to * step) / STEPS;
  }

  private double[] row(Probe probe, Row row) {
    double[] y = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      Optional<Answer> answer = at(probe, place(i));
      y[i] = answer.map(found -> number(found, probe.coordinate(), row)).orElse(Double.NaN);
    }
    return y;
  }

  private static Optional<Answer> at(Probe probe, double x) {
    try {
      return answer(probe.loss(), probe.batch().apply(x));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static double number(Answer answer, int coordinate, Row row) {
    return switch (row) {
      case VALUE -> answer.value();
      case GRADIENT -> answer.gradient().length == 0 ? Double.NaN : answer.gradient()[coordinate];
      case CURVATURE ->
          answer.curvature().length == 0 ? Double.NaN : answer.curvature()[coordinate];
    };
  }
}
