package org.surprisal.loss;

import org.surprisal.kernel.Distance;

/** Contrastive losses in which all rows of a batch are each other's negatives. */
public final class BatchLosses {
  private static final String TEMPERATURE = "temperature";
  private static final String SIMILARITY = "similarity";
  private static final String MEANING = "what similarities are divided by";

  static final Entry INFO_NCE =
      Entry.named("info_nce")
          .title("InfoNCE: −ln(e^{s⁺/τ} / Σ_j e^{s_j/τ}), the positive included in the sum")
          .parameter(Parameter.Definition.number(TEMPERATURE, 0.1, Domain.POSITIVE, MEANING))
          .parameter(
              Parameter.Definition.choice(
                  SIMILARITY,
                  "of embeddings a‖v, or given: a row of scores whose target is the positive's"
                      + " index",
                  "cosine",
                  "dot",
                  "given"))
          .targets(Entry.Kind.CATEGORICAL, Entry.Kind.NONE)
          .target(Domain.UNIT, "with similarity=given the index of the positive; else no target")
          .only(Scale.RAW)
          .link("none: similarities")
          .assumes("categorical labels: which of the candidates is the positive")
          .estimates("up to a constant, the log ratio of the joint to the product of marginals")
          .kinks("none")
          .choose(
              "Positive pairs are known and every other row of the batch serves as a negative.",
              "The batch holds several rows of one class: they would be pushed apart.")
          .elsewhere("PyTorch Metric Learning: NTXentLoss; some leave the positive out of the sum")
          .claims((arguments, _, _) ->
              arguments.choice(SIMILARITY).equals("given")
                  ? Claims.convex("1 / temperature", "1 / (4 * temperature^2)").properScore()
                  : Claims.NONE)
          .sources("van den Oord, Li & Vinyals (2018), arXiv:1807.03748")
          .definedBy((arguments, _, _) -> infoNce(arguments));

  static final Entry NT_XENT =
      Entry.named("nt_xent")
          .title("NT-Xent (SimCLR): InfoNCE of two views of each item, all other views negatives")
          .parameter(Parameter.Definition.number(TEMPERATURE, 0.5, Domain.POSITIVE, MEANING))
          .targets(Entry.Kind.GROUPS)
          .target(Domain.REAL, "two rows of each group, which are each other's positive")
          .only(Scale.RAW)
          .link("none: embeddings")
          .assumes("categorical labels: which of the other views is the partner")
          .kinks("none")
          .estimates("up to a constant, the log ratio of the joint to the product of marginals")
          .choose(
              "Two augmented views of each item are embedded (self-supervised pre-training).",
              "Labels say which items belong together: a supervised loss uses them all.")
          .elsewhere("The mean is over all 2N anchors; the anchor itself is left out of the sum")
          .sources("Chen et al. (2020), arXiv:2002.05709")
          .definedBy((arguments, _, _) ->
              inBatch(InBatch.Kind.VIEWS, arguments, true, Geometry.POINT).oneTarget());

  static final Entry CLIP =
      Entry.named("clip")
          .title("CLIP: InfoNCE of pairs a‖b both ways, the mean of rows and columns")
          .parameter(Parameter.Definition.number(TEMPERATURE, 0.07, Domain.POSITIVE, MEANING))
          .targets(Entry.Kind.NONE)
          .only(Scale.RAW)
          .link("none: embeddings")
          .assumes("categorical labels, both ways")
          .kinks("none")
          .estimates("up to a constant, the log ratio of the joint to the product of marginals")
          .choose(
              "Two modalities (image and text) shall share one space.",
              "Batches are small: with few negatives the loss says little.")
          .elsewhere("clip(log_loss, epsilon=…) is another thing: it clips probabilities")
          .sources("Radford et al. (2021), arXiv:2103.00020")
          .definedBy(
              (arguments, _, _) -> inBatch(InBatch.Kind.BOTH_WAYS, arguments, true, pairs()));

  private BatchLosses() {}

  private static Geometry<Target.None, Prediction.Pair> pairs() {
    return Geometry.<Target.None>pair(Entry.Kind.NONE, Distance.COSINE);
  }

  private static Definition infoNce(Arguments arguments) {
    String similarity = arguments.choice(SIMILARITY);
    if (similarity.equals("given")) {
      return Definition.softmax("-t * log_p")
          .temperature(arguments.number(TEMPERATURE))
          .floor(null);
    }
    return inBatch(InBatch.Kind.PAIRS, arguments, similarity.equals("cosine"), pairs());
  }

  private static Definition inBatch(
      InBatch.Kind kind, Arguments arguments, boolean cosine, Geometry<?, ?> geometry) {
    double temperature = arguments.number(TEMPERATURE);
    Definition definition =
        Definition.algorithm(
            geometry, (columns, _) -> new InBatch(kind, temperature, cosine, columns));
    return kind == InBatch.Kind.VIEWS ? definition : definition.noTarget();
  }

  /**
   * −ln(e^{s_ii/τ} / Σ_j e^{s_ij/τ}), s_ij = cos(a_i, v_j): every other row's v is a negative.
   * Holds a few rows of similarities at a time, never the matrix.
   *
   * @param temperature τ, above 0
   */
  public static Loss<Target.None, Prediction.Pair> infoNce(double temperature) {
    return Loss.<Target.None, Prediction.Pair>of(INFO_NCE).with(TEMPERATURE, temperature);
  }

  /**
   * −ln(e^{s_y/τ} / Σ_j e^{s_j/τ}) of given similarities, a row of them each; the target is the
   * index y of the positive.
   *
   * @param temperature τ, above 0
   */
  public static Loss<Target.Classes, Prediction.Raw> infoNceOfScores(double temperature) {
    return Loss.<Target.Classes, Prediction.Raw>of(INFO_NCE)
        .with(TEMPERATURE, temperature)
        .with(SIMILARITY, "given");
  }

  /**
   * −ln(e^{s_ij/τ} / Σ_{k≠i} e^{s_ik/τ}) of the cosines of two views i, j of each item, which share
   * a group.
   *
   * @param temperature τ, above 0
   */
  public static Loss<Target.Groups, Prediction.Raw> ntXent(double temperature) {
    return Loss.<Target.Groups, Prediction.Raw>of(NT_XENT).with(TEMPERATURE, temperature);
  }

  /**
   * The mean of InfoNCE from a to b and from b to a.
   *
   * @param temperature τ, above 0
   */
  public static Loss<Target.None, Prediction.Pair> clip(double temperature) {
    return Loss.<Target.None, Prediction.Pair>of(CLIP).with(TEMPERATURE, temperature);
  }
}
