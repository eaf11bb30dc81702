package org.surprisal.loss;

import java.util.List;

/** Margin losses of K scores and one class: z_y should exceed every other score by the margin. */
public final class ClassMarginLosses {
  private static final Domain ONE_OR_TWO =
      new Domain(1, false, 2, false, Domain.Grid.INTEGERS, "{1, 2}");
  private static final String MARGIN = "what z_y must lead by for the loss to be 0";
  private static final String INDEX = "a margin needs one true class: give class indices 0 … K−1";

  static final Entry CRAMMER_SINGER =
      margins("crammer_singer")
          .title("Multi-class hinge of the strongest rival: max(0, margin − min_{j≠y}(z_y − z_j))")
          .parameter(Parameter.Definition.number("margin", 1, Domain.POSITIVE, MARGIN))
          .kinks(
              "z_y − max z_j = margin: derivative 0, curvature 0; of rivals that tie the one of the"
                  + " lowest index counts")
          .choose(
              "Only the decision matters and a maximum-margin classifier is wanted.",
              "Probabilities are needed: use cross_entropy.")
          .elsewhere("scikit-learn: LinearSVC(multi_class='crammer_singer')")
          .claims(Claims.convex("1", "inf"))
          .sources("Crammer & Singer (2001), JMLR 2:265-292")
          .definedBy((_, _, _) ->
              Definition.on(Geometry.MARGIN_MAX, "if(margin <= m, 0, margin - m)")
                  .within(Domain.EXTENDED));

  static final Entry WESTON_WATKINS =
      margins("weston_watkins", "multi_margin")
          .title("Multi-class hinge over all rivals: Σ_{j≠y} max(0, margin − z_y + z_j)^power / K")
          .parameter(Parameter.Definition.number("margin", 1, Domain.POSITIVE, MARGIN))
          .parameter(
              Parameter.Definition.number("power", 1, ONE_OR_TWO, "1, or 2 for squared margins"))
          .kinks("z_y − z_j = margin: derivative 0, curvature 0")
          .choose(
              "Every rival that comes too near shall cost, not only the strongest.",
              "Probabilities are needed, or K is large: the division by K makes the loss small.")
          .elsewhere("PyTorch: MultiMarginLoss(p, margin), also divided by K")
          .claims(Claims.convex("if(power == 1, 1, inf)", "if(power == 1, inf, 2)"))
          .sources("Weston & Watkins (1999), ESANN")
          .definedBy((arguments, _, _) ->
              Definition.on(
                      Geometry.MARGIN_SUM,
                      arguments.number("power") == 1
                          ? "if(margin <= m, 0, margin - m) / classes"
                          : "if(margin <= m, 0, (margin - m)^2) / classes")
                  .within(Domain.EXTENDED));

  static final List<Entry> ALL = List.of(CRAMMER_SINGER, WESTON_WATKINS);

  private ClassMarginLosses() {}

  private static Entry.Builder margins(String name, String... aliases) {
    return Entry.named(name, aliases)
        .targets(Entry.Kind.CATEGORICAL)
        .target(Domain.UNIT, INDEX)
        .only(Scale.RAW)
        .link("none: scores, not probabilities")
        .estimates("the most probable class, if it has more than half");
  }

  /** max(0, 1 − z_y + max_{j≠y} z_j); derivative 0 at the margin. */
  public static Loss<Target.Classes, Prediction.Raw> crammerSinger() {
    return Loss.of(CRAMMER_SINGER);
  }

  /** Σ_{j≠y} max(0, 1 − z_y + z_j) / K; derivative 0 at the margin. */
  public static Loss<Target.Classes, Prediction.Raw> westonWatkins() {
    return Loss.of(WESTON_WATKINS);
  }
}
