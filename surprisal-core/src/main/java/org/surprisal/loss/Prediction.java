package org.surprisal.loss;

/**
 * What a model said. The type carries the scale, because the scale belongs to the data: raw scores
 * before the link (logits), the response after it (means, probabilities), or log-probabilities.
 */
public sealed interface Prediction {
  /** One column a class, or one column. */
  sealed interface Scored extends Prediction {}

  /** A prediction in raw or response scale. */
  sealed interface Point extends Scored {}

  /** Raw scores, before the link: logits, log-means. */
  record Raw(Numbers z) implements Point {}

  /** The response, after the link: means, probabilities, plain estimates. */
  record Response(Numbers mu) implements Point {}

  /** Logarithms of probabilities, at most 0. */
  record LogProbabilities(Numbers logP) implements Scored {}

  /** Raw scores before the link. */
  static Raw logits(Numbers z) {
    return new Raw(z);
  }

  /** Raw scores before the link, one a row. */
  static Raw logits(double... z) {
    return new Raw(Numbers.of(z));
  }

  /** Probabilities, one a row (that of y = 1). */
  static Response probabilities(double... p) {
    return new Response(Numbers.of(p));
  }

  /** Probabilities. */
  static Response probabilities(Numbers p) {
    return new Response(p);
  }

  /** Logarithms of probabilities. */
  static LogProbabilities logProbabilities(Numbers logP) {
    return new LogProbabilities(logP);
  }

  /** Estimates of the target itself, one a row. */
  static Response values(double... z) {
    return new Response(Numbers.of(z));
  }

  /** The numbers of this prediction. */
  default Numbers numbers() {
    return switch (this) {
      case Raw(Numbers z) -> z;
      case Response(Numbers mu) -> mu;
      case LogProbabilities(Numbers logP) -> logP;
    };
  }
}
