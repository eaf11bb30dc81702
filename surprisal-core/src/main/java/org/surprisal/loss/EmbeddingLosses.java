package org.surprisal.loss;

import java.util.List;
import org.surprisal.kernel.Distance;

/** Losses of embeddings: distances of two or three of them a row. */
public final class EmbeddingLosses {
  private static final String MARGIN = "margin";
  private static final String DISTANCE = "distance";
  private static final String MINING = "mining";
  private static final String NONE = "none";

  static final Entry CONTRASTIVE =
      Entry.named("contrastive")
          .title("Contrastive: y·d² + (1 − y)·max(0, margin − d)², y = 1 for similar, d = ‖a − b‖")
          .parameter(
              Parameter.Definition.number(
                  MARGIN, 1, Domain.POSITIVE, "distance from which different pairs cost nothing"))
          .targets(Entry.Kind.ZERO_ONE)
          .target(Domain.UNIT, "1 means similar, 0 different")
          .only(Scale.RAW)
          .link("none: embeddings")
          .kinks(
              "d = margin: curvature 0 of the pairs that differ; d = 0: the gradient is 0, the"
                  + " curvature that of d² and of (margin − d)² along each coordinate")
          .estimates("distances: small for similar pairs, beyond the margin for others")
          .choose(
              "Pairs are known to be similar or different, and distances shall mean something.",
              "Many negatives are at hand in a batch: info_nce and nt_xent use all of them.")
          .elsewhere(
              "Hadsell et al. write y = 1 for different pairs and a factor ½",
              "Keras CosineSimilarity and PyTorch CosineEmbeddingLoss compare directions instead")
          .sources("Hadsell, Chopra & LeCun (2006), doi:10.1109/CVPR.2006.100")
          .definedBy((_, _, _) ->
              Definition.on(
                  Geometry.pair(Entry.Kind.ZERO_ONE, Distance.EUCLIDEAN),
                  "y * d^2 + (1 - y) * if(margin <= d, 0, (margin - d)^2)"));

  static final Entry TRIPLET =
      Entry.named("triplet")
          .title("Triplet: max(0, d(anchor, positive) − d(anchor, negative) + margin)")
          .parameter(
              Parameter.Definition.number(
                  MARGIN, 1, Domain.NON_NEGATIVE, "by how much the negative shall be farther"))
          .parameter(
              Parameter.Definition.choice(
                  DISTANCE, "how far is far", "squared_euclidean", "euclidean", "cosine"))
          .parameter(
              Parameter.Definition.choice(
                  MINING,
                  "where triplets come from: rows a‖p‖n, or found in a batch of labelled embeddings",
                  NONE,
                  "semi_hard",
                  "hard"))
          .targets(Entry.Kind.NONE, Entry.Kind.GROUPS)
          .target(
              Domain.REAL,
              "rows anchor‖positive‖negative need none; with mining=semi_hard or hard give one"
                  + " embedding a row and its label as target")
          .only(Scale.RAW)
          .link("none: embeddings")
          .kinks(
              "d(a, p) − d(a, n) + margin = 0: derivative 0, curvature 0; zero distance: derivative"
                  + " 0")
          .estimates("an order of distances")
          .choose(
              "Only the order of distances matters, and triplets are given or can be mined.",
              "Batches are large: nt_xent compares each pair with all others at once.")
          .elsewhere(
              "PyTorch TripletMarginLoss: distance=euclidean (with eps 1e-6 added to the"
                  + " difference)",
              "TensorFlow Addons TripletSemiHardLoss: mining=semi_hard, but the mean over all pairs; here it"
                  + " is over anchors, of each one's pairs, and an anchor without any counts 0")
          .claims((arguments, _, _) ->
              arguments.choice(DISTANCE).equals("euclidean")
                      && arguments.choice(MINING).equals(NONE)
                  ? Claims.notConvex("2", "inf")
                  : Claims.NONE)
          .sources(
              "Schroff, Kalenichenko & Philbin (2015), arXiv:1503.03832",
              "Hermans, Beyer & Leibe (2017), arXiv:1703.07737 (hard)")
          .definedBy((arguments, _, _) -> triplet(arguments));

  static final Entry COSINE_EMBEDDING =
      Entry.named("cosine_embedding")
          .title("Cosine embedding: 1 − cos(a, b) for y = 1, max(0, cos(a, b) − margin) for y = −1")
          .parameter(
              Parameter.Definition.number(
                  MARGIN,
                  0,
                  new Domain(-1, false, 1, false, Domain.Grid.ALL, "[-1, 1]"),
                  "cosine up to which different pairs cost nothing"))
          .targets(Entry.Kind.SIGN)
          .target(Domain.SIGNS, "labels are 1 (similar) and -1 (different)")
          .only(Scale.RAW)
          .link("none: embeddings")
          .kinks("cos = margin: derivative 0, curvature 0")
          .estimates("directions: equal for similar pairs, apart for others")
          .choose(
              "Only the directions of embeddings matter, as for normalised text embeddings.",
              "Lengths mean something, or vectors may be zero: a zero vector has no cosine.")
          .elsewhere(
              "PyTorch CosineEmbeddingLoss adds 1e-12 to each squared norm, so that zero vectors give a number")
          .sources("PyTorch documentation, CosineEmbeddingLoss")
          .definedBy((_, _, _) ->
              Definition.on(Geometry.cosines(), "if(y == 1, d, if(c <= margin, 0, c - margin))"));

  static final Entry MARGIN_RANKING =
      Entry.named("margin_ranking")
          .title("Margin ranking: max(0, margin − y·(x1 − x2)), y = 1 if x1 shall rank higher")
          .parameter(
              Parameter.Definition.number(
                  MARGIN, 0, Domain.NON_NEGATIVE, "by how much it shall be higher"))
          .targets(Entry.Kind.SIGN)
          .target(Domain.SIGNS, "1 if the first shall rank higher, else -1")
          .only(Scale.RAW)
          .link("none: scores")
          .kinks("y·(x1 − x2) = margin: derivative 0, curvature 0")
          .estimates("an order of scores")
          .choose(
              "Pairs of items are known in their order, and only the order counts.",
              "The probability that one wins is wanted: logistic_margin of the difference.")
          .elsewhere("PyTorch MarginRankingLoss, the same")
          .claims(Claims.convex("1", "inf"))
          .sources("Herbrich, Graepel & Obermayer (2000)")
          .definedBy((_, _, _) ->
              Definition.on(
                  Geometry.withTarget("y", "x1", "x2").taking(Entry.Kind.SIGN),
                  "if(margin <= y * (x1 - x2), 0, margin - y * (x1 - x2))"));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(
          CONTRASTIVE,
          TRIPLET,
          BatchLosses.INFO_NCE,
          BatchLosses.NT_XENT,
          BatchLosses.CLIP,
          COSINE_EMBEDDING,
          MARGIN_RANKING);

  private EmbeddingLosses() {}

  private static Definition triplet(Arguments arguments) {
    Distance distance = Distance.of(arguments.choice(DISTANCE));
    String mining = arguments.choice(MINING);
    if (mining.equals(NONE)) {
      return Definition.on(
          Geometry.triplet(distance), "if(ap + margin <= an, 0, ap - an + margin)");
    }
    double margin = arguments.number(MARGIN);
    return Definition.algorithm(
            Geometry.POINT,
            (columns, _) -> new MinedTriplets(margin, mining.equals("hard"), distance, columns))
        .oneTarget();
  }

  /**
   * y·d² + (1 − y)·max(0, margin − d)², d = ‖a − b‖, y = 1 for similar pairs; a gradient for each
   * of both embeddings.
   *
   * @param margin above 0
   */
  public static Loss<Target.ZeroOne, Prediction.Pair> contrastive(double margin) {
    return Loss.<Target.ZeroOne, Prediction.Pair>of(CONTRASTIVE).with(MARGIN, margin);
  }

  /**
   * max(0, ‖a − p‖² − ‖a − n‖² + margin); a gradient for each of the three embeddings. Parameter
   * {@code distance}: squared_euclidean, euclidean or cosine.
   *
   * @param margin at least 0
   */
  public static Loss<Target.None, Prediction.Triplet> triplet(double margin) {
    return Loss.<Target.None, Prediction.Triplet>of(TRIPLET).with(MARGIN, margin);
  }

  /**
   * The triplet loss of triplets found in a batch of labelled embeddings: each with the nearest
   * negative that is farther than the positive. Parameters {@code mining} (hard) and {@code
   * distance}.
   *
   * @param margin at least 0
   */
  public static Loss<Target.Groups, Prediction.Raw> minedTriplet(double margin) {
    return Loss.<Target.Groups, Prediction.Raw>of(TRIPLET)
        .with(MARGIN, margin)
        .with(MINING, "semi_hard");
  }

  /** 1 − cos(a, b) for y = 1, max(0, cos(a, b)) for y = −1. Zero vectors are refused. */
  public static Loss<Target.Sign, Prediction.Pair> cosineEmbedding() {
    return Loss.of(COSINE_EMBEDDING);
  }

  /** max(0, −y·(x1 − x2)); parameters x1 and x2 are the scores of a pair. */
  public static Loss<Target.Sign, Prediction.Parameters> marginRanking() {
    return Loss.of(MARGIN_RANKING);
  }
}
