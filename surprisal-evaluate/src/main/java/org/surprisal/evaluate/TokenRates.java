package org.surprisal.evaluate;

import org.surprisal.loss.Total;

/**
 * How well the tokens of a text are predicted, in the two units in which language models are
 * compared. Both follow from the mean negative log-likelihood of a token, Σwℓ/Σw in nats.
 *
 * @param perplexity e^mean: among how many equally likely tokens the model might as well choose
 * @param bitsPerToken mean / ln 2
 */
public record TokenRates(double perplexity, double bitsPerToken) {
  /** The loss whose totals are about tokens. */
  public static final String LOSS = "autoregressive_nll";

  /**
   * The rates of a total of {@value #LOSS}.
   *
   * @throws IllegalStateException if it is empty
   */
  public static TokenRates of(Total total) {
    double mean = total.mean();
    return new TokenRates(StrictMath.exp(mean), mean / StrictMath.log(2));
  }
}
