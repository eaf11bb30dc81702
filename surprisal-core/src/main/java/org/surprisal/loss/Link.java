package org.surprisal.loss;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;

/**
 * How the raw numbers that a model predicts and the parameters of a distribution belong together: μ
 * itself, the logarithm of a scale, the logit of a probability, the logits of K classes.
 */
public final class Link {
  /** How one number is carried over. */
  enum Part {
    IDENTITY,
    LOG,
    LOGIT;

    double response(double raw) {
      return switch (this) {
        case IDENTITY -> raw;
        case LOG -> Exponential.exp(raw);
        case LOGIT -> {
          double e = Exponential.exp(-Math.abs(raw));
          yield (raw < 0 ? e : 1) / (1 + e);
        }
      };
    }

    double raw(double response) {
      return switch (this) {
        case IDENTITY -> response;
        case LOG -> Logarithm.log(response);
        // near ½ the difference of two logarithms would have lost its digits
        case LOGIT ->
            response > 0.25 && response < 0.75
                ? Logarithm.log1p(2 * (response - 0.5) / (1 - response))
                : Logarithm.log(response) - Logarithm.log1p(-response);
      };
    }

    boolean allows(double response) {
      return switch (this) {
        case IDENTITY -> !Double.isNaN(response);
        case LOG -> response >= 0;
        case LOGIT -> Domain.UNIT.contains(response);
      };
    }
  }

  /** Logits of K classes; the raw numbers of given probabilities are their logarithms. */
  static final Link SOFTMAX = new Link(List.of());

  private final List<Part> parts;

  private Link(List<Part> parts) {
    this.parts = parts;
  }

  static Link of(Part... parts) {
    return new Link(List.of(parts));
  }

  /** What becomes raw, per parameter: {@code identity, log}; {@code logit}; {@code softmax}. */
  public String name() {
    return parts.isEmpty()
        ? "softmax"
        : parts.stream()
            .map(part -> part.name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  /** The parameters of the distribution of raw numbers. */
  public double[] response(double... raw) {
    if (parts.isEmpty()) {
      return softmax(raw);
    }
    double[] response = new double[count(raw)];
    for (int i = 0; i < raw.length; i++) {
      response[i] = parts.get(i).response(raw[i]);
    }
    return response;
  }

  /**
   * The raw numbers of a distribution's parameters.
   *
   * @throws IllegalArgumentException if one is not a number that the link can give
   */
  public double[] raw(double... response) {
    double[] raw = new double[count(response)];
    for (int i = 0; i < raw.length; i++) {
      Part part = parts.isEmpty() ? Part.LOG : parts.get(i);
      if (!part.allows(response[i])) {
        throw new IllegalArgumentException(
            "parameter " + i + " = " + response[i] + " is not in the range of the link " + name());
      }
      raw[i] = part.raw(response[i]);
    }
    return raw;
  }

  private int count(double[] given) {
    if (!parts.isEmpty() && given.length != parts.size()) {
      throw new IllegalArgumentException(
          "the link " + name() + " takes " + parts.size() + " numbers, not " + given.length);
    }
    return given.length;
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElse(0);
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = logits[i] == largest ? 1 : Exponential.exp(logits[i] - largest);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  @Override
  public String toString() {
    return name();
  }
}
