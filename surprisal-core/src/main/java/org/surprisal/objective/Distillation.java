package org.surprisal.objective;

import static org.surprisal.loss.CategoricalLosses.crossEntropy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Geometry;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;
import org.surprisal.sum.ExactSum;

/**
 * Learning from a teacher beside the labels: α·T²·KL(p ‖ q) + (1 − α)·CE(y, student), where p =
 * softmax(teacher/T), q = softmax(student/T), and CE is at temperature 1. Means over the rows of a
 * batch, with its weights.
 *
 * <p>The gradient by a student logit is α·T·(q − p) + (1 − α)·(softmax(student) − y): the factor T²
 * keeps both parts of one size whatever the temperature. The divergence keeps its digits where
 * teacher and student nearly agree, and at logits of any size. 0·ln 0 = 0; a student that excludes
 * (−∞) what the teacher allows costs +∞. α = 0 and α = 1 leave the other part out altogether.
 *
 * <p>Source: Hinton, Vinyals and Dean (2015), arXiv:1503.02531.
 */
public final class Distillation {
  /** The loss of a row is Σ_k t_k = 1, so that its weighted loss is the weight of the row. */
  private static final Loss<Target.Categorical, Prediction.Scored> ONE =
      Loss.formula(Geometry.SOFTMAX, "t", Map.of());

  private final double temperature;
  private final double alpha;

  private Distillation(double temperature, double alpha) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw Checks.outside("temperature", temperature, "(0, ∞)");
    }
    if (!(alpha >= 0 && alpha <= 1)) {
      throw Checks.outside("alpha", alpha, "[0, 1]; it is the share of the teacher");
    }
    this.temperature = temperature;
    this.alpha = alpha;
  }

  /**
   * The objective with a temperature T and a share α.
   *
   * @param temperature T in (0, ∞); 2 to 20 are usual
   * @param alpha α in [0, 1], the share of the teacher
   */
  public static Distillation of(double temperature, double alpha) {
    return new Distillation(temperature, alpha);
  }

  /**
   * The value in parts.
   *
   * @param labels what the cross-entropy with the labels adds up to
   * @param teacher the mean of T²·KL; 0 if the batch is empty
   * @param alpha the share of the teacher
   */
  public record Parts(Total labels, double teacher, double alpha) {
    /** Whether there is nothing to take a mean of: no row was used, or all weights were 0. */
    public boolean isEmpty() {
      return labels.isEmpty();
    }

    /**
     * α·T²·KL + (1 − α)·CE.
     *
     * @throws IllegalStateException if it {@link #isEmpty}
     */
    public double value() {
      double hard = labels.mean();
      return share(alpha, teacher) + share(1 - alpha, hard);
    }

    private static double share(double of, double x) {
      return of == 0 ? 0 : of * x;
    }
  }

  /** The value, without its gradient. */
  public Parts evaluate(
      Batch<? extends Target.Classes, ? extends Prediction.Raw> student,
      Prediction.Scored teacher) {
    return evaluate(student, TeacherRows.of(teacher, temperature), null);
  }

  /** The value, and its gradient by each logit of the student, row-major. */
  public Parts evaluate(
      Batch<? extends Target.Classes, ? extends Prediction.Raw> student,
      Prediction.Scored teacher,
      double[] gradient) {
    return evaluate(student, teacher, Numbers.of(gradient).by(columns(student)));
  }

  /**
   * The value, and its gradient by each logit of the student.
   *
   * @param student its logits, with the labels and weights of the rows
   * @param teacher its logits, probabilities or log-probabilities, all at temperature 1: they are
   *     softened here. It is read in rows that are used
   * @param gradient written; may not share memory with anything else
   * @throws IllegalArgumentException if a number is wrong, and every gradient is then NaN, or a
   *     shape, and nothing is written
   */
  public Parts evaluate(
      Batch<? extends Target.Classes, ? extends Prediction.Raw> student,
      Prediction.Scored teacher,
      Numbers gradient) {
    return evaluate(student, TeacherRows.of(teacher, temperature), gradient);
  }

  /** The value for a teacher whose distribution is already at the temperature T. */
  public Parts evaluate(
      Batch<? extends Target.Classes, ? extends Prediction.Raw> student,
      Target.Distribution softened) {
    return evaluate(student, TeacherRows.softened(softened, temperature), null);
  }

  /** As for other teachers, but the distribution is already at the temperature T. */
  public Parts evaluate(
      Batch<? extends Target.Classes, ? extends Prediction.Raw> student,
      Target.Distribution softened,
      double[] gradient) {
    return evaluate(student, softened, Numbers.of(gradient).by(columns(student)));
  }

  /** As for other teachers, but the distribution is already at the temperature T. */
  public Parts evaluate(
      Batch<? extends Target.Classes, ? extends Prediction.Raw> student,
      Target.Distribution softened,
      Numbers gradient) {
    return evaluate(student, TeacherRows.softened(softened, temperature), gradient);
  }

  private static int columns(Batch<?, ? extends Prediction.Raw> student) {
    return student.prediction().width();
  }

  private Parts evaluate(
      Batch<? extends Target.Classes, ? extends Prediction.Raw> student,
      TeacherRows teacher,
      @Nullable Numbers gradient) {
    Numbers logits = student.prediction().z();
    teacher.checkShape(logits);
    if (gradient != null) {
      Checks.output("gradient", gradient, logits);
      new Memory()
          .reads("the student", student)
          .reads("the teacher", teacher.numbers())
          .writes("gradient", gradient)
          .check();
    }
    double[] weights = new double[Math.toIntExact(logits.rows())];
    // Sums of both parts are rounded once, also into floats.
    Numbers hard = gradient == null ? null : scratch(gradient);
    Total total =
        crossEntropy()
            .total(student, hard == null ? Outputs.NONE : Outputs.gradient(Reduction.MEAN, hard));
    ONE.total(student, Outputs.of(Reduction.NONE).losses(Numbers.of(weights)));
    try {
      double soft = soft(logits, teacher, weights, total.weight(), hard, gradient);
      return new Parts(total, soft, alpha);
    } catch (RuntimeException e) {
      Checks.fillWithNan(gradient == null ? List.of() : List.of(gradient), e);
      throw e;
    }
  }

  private static Numbers scratch(Numbers gradient) {
    if (gradient.element() == Numbers.Element.DOUBLE) {
      return gradient;
    }
    int count = Math.toIntExact(gradient.rows() * gradient.columns());
    return Numbers.of(new double[count]).by(gradient.columns());
  }

  /** The mean of T²·KL; its share of the gradient is added to that of the labels. */
  private double soft(
      Numbers logits,
      TeacherRows teacher,
      double[] weights,
      double weight,
      @Nullable Numbers hard,
      @Nullable Numbers gradient) {
    int columns = logits.columns();
    SoftenedDivergence divergence = new SoftenedDivergence(columns, temperature);
    double[] of = new double[columns];
    double[] from = new double[columns];
    ExactSum sum = new ExactSum();
    ExactSum all = new ExactSum();
    all.add(weight);
    for (int row = 0; row < weights.length; row++) {
      double w = weights[row];
      if (w != 0) {
        for (int k = 0; k < columns; k++) {
          of[k] = logits.get(row, k);
        }
        teacher.read(row, from);
        divergence.read(from, of);
        sum.add(w * divergence.value());
      }
      for (int k = 0; hard != null && gradient != null && k < columns; k++) {
        double label = alpha == 1 || w == 0 ? 0 : (1 - alpha) * hard.get(row, k);
        double slope = alpha == 0 || w == 0 ? 0 : alpha * (w * divergence.slope(k) / weight);
        gradient.set(row, k, label + slope);
      }
    }
    return weight == 0 ? 0 : sum.dividedBy(all);
  }

  /** {@code distillation(temperature=4, alpha=0.9)}. */
  @Override
  public String toString() {
    return "distillation(temperature="
        + Checks.text(temperature)
        + ", alpha="
        + Checks.text(alpha)
        + ")";
  }
}
