package org.surprisal.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.Entmax;
import org.surprisal.kernel.Sparsemax;

/** Losses of K scores and a class that are a procedure, and no formula. */
public final class ScoreLosses {
  private static final Domain FROM_ONE =
      new Domain(1, false, Double.POSITIVE_INFINITY, true, Domain.Grid.ALL, "[1, ∞)");
  private static final String BORDER = "at the border of the support the curvature is 0";

  static final Entry SPARSEMAX =
      entry("sparsemax")
          .title("Sparsemax loss: cross-entropy's kin whose probabilities can be exactly 0")
          .link("sparsemax, the projection onto the distributions")
          .estimates("class probabilities")
          .kinks(BORDER)
          .choose(
              "Most classes are out of the question and shall get probability 0; or a row that is"
                  + " right by a margin of 1 shall cost exactly nothing.",
              "Probabilities are scored by log loss afterwards: a true class with probability 0"
                  + " costs +∞ there.")
          .elsewhere("it is the Fenchel–Young loss of ½‖p‖², entmax with alpha = 2")
          .claims(Claims.convex("1", "1").properScore())
          .sources("Martins & Astudillo (2016), arXiv:1602.02068")
          .definedBy((_, _, _) -> rows(() -> new Sparsemax()::rows));

  static final Entry ENTMAX =
      entry("entmax")
          .title("Entmax loss, between cross-entropy (alpha = 1) and sparsemax (alpha = 2)")
          .parameter(
              Parameter.Definition.number(
                  "alpha", 1.5, FROM_ONE, "how readily probabilities become 0"))
          .link("entmax")
          .estimates("class probabilities")
          .kinks(BORDER)
          .choose(
              "As sparsemax, with a smoother way to 0: attention, or a vocabulary of which few"
                  + " words can follow.",
              "Log loss is the score that counts, or speed is: each row solves an equation.")
          .elsewhere(
              "the entmax package divides Ω by alpha·(alpha − 1) too; its entmax15 is alpha = 1.5",
              "a soft target costs its divergence: alpha = 1 is kl_divergence, and cross_entropy"
                  + " for a class")
          .claims(Claims.convex("1", "if(alpha == 1, 1 / 4, if(alpha <= 2, 1, inf))").properScore())
          .sources("Peters, Niculae & Martins (2019), arXiv:1905.05702")
          .definedBy((arguments, _, _) -> solved(arguments.number("alpha")));

  static final Entry ZERO_ONE =
      entry("zero_one", "misclassification")
          .title("Zero-one loss: 1 where the largest score is not the target's")
          .link("none: the class of the largest score")
          .estimates("the most probable class")
          .kinks("a tie of the largest scores counts as the class of the lowest index")
          .choose(
              "Models are compared by their share of errors.",
              "A model is trained: its derivative is 0 wherever it exists. Train with"
                  + " cross-entropy or a margin loss, which bound it from above.")
          .elsewhere("scikit-learn zero_one_loss; its mean is 1 − accuracy")
          .sources("Hastie, Tibshirani & Friedman (2009), section 2.4")
          .definedBy((_, _, _) ->
              rows(() -> ScoreLosses::zeroOne)
                  .noGradient(
                      "it is flat: the derivative is 0 wherever it exists, so nothing can be"
                          + " learnt from it; train with cross_entropy, hinge or crammer_singer"));

  /** In the order of the catalogue. */
  static final List<Entry> ALL = List.of(SPARSEMAX, ENTMAX, ZERO_ONE);

  private ScoreLosses() {}

  private static Entry.Builder entry(String name, String... aliases) {
    return Entry.named(name, aliases)
        .only(Scale.RAW)
        .targets(Entry.Kind.CATEGORICAL)
        .target(Domain.UNIT, "a distribution has numbers in [0, 1] that sum to 1");
  }

  /** Rows of K scores, each for itself. */
  @FunctionalInterface
  interface Procedure {
    void rows(
        double[] scores,
        double[] targets,
        int columns,
        int rows,
        double[] values,
        double @Nullable [] gradient,
        double @Nullable [] curvature);
  }

  /** Makes a procedure for one thread. */
  @FunctionalInterface
  interface Maker {
    Procedure make();
  }

  private static Definition rows(Maker maker) {
    return Definition.algorithm(Geometry.SOFTMAX, (columns, _) -> new Scored(maker.make(), columns))
        .within(Domain.EXTENDED)
        .floor(SoftmaxLosses.FLOOR);
  }

  private static Definition solved(double alpha) {
    if (alpha == 1) {
      return DivergenceLosses.kl(Scale.RAW);
    }
    return alpha == 2 ? rows(() -> new Sparsemax()::rows) : rows(() -> new Entmax(alpha)::rows);
  }

  private static void zeroOne(
      double[] scores,
      double[] targets,
      int columns,
      int rows,
      double[] values,
      double @Nullable [] gradient,
      double @Nullable [] curvature) {
    for (int row = 0; row < rows; row++) {
      int best = row * columns;
      for (int j = best + 1; j < (row + 1) * columns; j++) {
        best = scores[j] > scores[best] ? j : best;
      }
      values[row] = 1 - targets[best];
    }
  }

  /** A procedure as an algorithm. */
  private record Scored(Procedure procedure, int columns) implements Algorithm {
    @Override
    public boolean couples() {
      return false;
    }

    @Override
    public void run(Block block) {
      procedure.rows(
          block.prediction(),
          block.target(),
          columns,
          block.rows(),
          block.losses(),
          block.gradient(),
          block.curvature());
    }

    @Override
    public @Nullable String problem(double[] prediction, int row) {
      int certain = 0;
      int impossible = 0;
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        certain += prediction[j] == Double.POSITIVE_INFINITY ? 1 : 0;
        impossible += prediction[j] == Double.NEGATIVE_INFINITY ? 1 : 0;
      }
      return certain <= 1 && impossible < columns
          ? null
          : "has no largest score: all are -inf, or more than one is inf";
    }
  }

  /**
   * Ω*(z) + Ω(t) − ⟨z, t⟩ with Ω(p) = ½‖p‖² − ½, of K scores; 0 where the true class leads by 1.
   */
  public static Loss<Target.Categorical, Prediction.Raw> sparsemax() {
    return Loss.of(SPARSEMAX);
  }

  /**
   * Ω*(z) + Ω(t) − ⟨z, t⟩ with Ω(p) = (Σp^alpha − 1)/(alpha·(alpha − 1)), of K scores.
   *
   * @param alpha at least 1
   */
  public static Loss<Target.Categorical, Prediction.Raw> entmax(double alpha) {
    return Loss.<Target.Categorical, Prediction.Raw>of(ENTMAX).with("alpha", alpha);
  }

  /** 1 where the largest of K scores is not the target's, 0 elsewhere; it has no gradient. */
  public static Loss<Target.Categorical, Prediction.Raw> zeroOne() {
    return Loss.of(ZERO_ONE);
  }
}
