package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model said. The type carries the scale, because the scale belongs to the data: raw scores
 * before the link (logits), the response after it (means, probabilities), or log-probabilities; or
 * it says what several numbers a row are: parameters of a distribution, two or three embeddings,
 * the points of a sample.
 */
public sealed interface Prediction {
  /** One column a class, or one column. */
  sealed interface Scored extends Prediction {}

  /** A prediction in raw or response scale. */
  sealed interface Point extends Scored {}

  /** Raw scores, before the link: logits, log-means; or one embedding a row. */
  record Raw(Numbers z) implements Point {
    public Raw {
      Objects.requireNonNull(z, "z");
    }
  }

  /** The response, after the link: means, probabilities, plain estimates. */
  record Response(Numbers mu) implements Point {
    public Response {
      Objects.requireNonNull(mu, "mu");
    }
  }

  /** Logarithms of probabilities, at most 0. */
  record LogProbabilities(Numbers logP) implements Scored {
    public LogProbabilities {
      Objects.requireNonNull(logP, "logP");
    }
  }

  /** Parameters of a distribution, in the order in which the loss names them: μ, log σ, … */
  record Parameters(List<Numbers> columns) implements Prediction {
    public Parameters {
      columns.forEach(column -> Objects.requireNonNull(column, "a column of parameters"));
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException(
            "no parameter is given; give the numbers of at least one, as the loss names them");
      }
    }
  }

  /** Two embeddings a row. */
  record Pair(Numbers a, Numbers b) implements Prediction {
    public Pair {
      Objects.requireNonNull(a, "a");
      Objects.requireNonNull(b, "b");
    }
  }

  /** Three embeddings a row. */
  record Triplet(Numbers anchor, Numbers positive, Numbers negative) implements Prediction {
    public Triplet {
      Objects.requireNonNull(anchor, "anchor");
      Objects.requireNonNull(positive, "positive");
      Objects.requireNonNull(negative, "negative");
    }
  }

  /**
   * The points of a sample, one a row of {@code points}; all together they are one row.
   *
   * @param weights of the points, in any unit; null for equal ones
   */
  record Sample(Numbers points, @Nullable Numbers weights) implements Prediction {
    public Sample {
      Objects.requireNonNull(points, "points");
    }
  }

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

  /** Parameters of a distribution, in the order in which the loss names them. */
  static Parameters parameters(Numbers... columns) {
    return new Parameters(Arrays.asList(columns));
  }

  /** The points of a sample, all of equal weight. */
  static Sample sample(Numbers points) {
    return new Sample(points, null);
  }

  /** The arrays that hold it, in the order of gradients and curvatures. */
  default List<Numbers> parts() {
    return switch (this) {
      case Raw(Numbers z) -> List.of(z);
      case Response(Numbers mu) -> List.of(mu);
      case LogProbabilities(Numbers logP) -> List.of(logP);
      case Parameters(List<Numbers> columns) -> columns;
      case Pair(Numbers a, Numbers b) -> List.of(a, b);
      case Triplet(Numbers anchor, Numbers positive, Numbers negative) ->
          List.of(anchor, positive, negative);
      case Sample(Numbers points, Numbers _) -> List.of(points);
    };
  }

  /** How many rows there are: one, if the whole is a sample. */
  default long rows() {
    return this instanceof Sample ? 1 : parts().getFirst().rows();
  }

  /** How many numbers a row has, all parts together; the dimensions of the points of a sample. */
  default int width() {
    return parts().stream().mapToInt(Numbers::columns).sum();
  }
}
