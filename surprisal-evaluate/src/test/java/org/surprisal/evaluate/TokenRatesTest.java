package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Total;

class TokenRatesTest {
  private static Total total(double[] targets, double... logits) {
    var loss = Loss.parse(TokenRates.LOSS);
    return loss.total(loss.batch(Numbers.of(targets), Numbers.of(logits).by(4)));
  }

  @Test
  void aUniformModelOfFourTokensIsAsUnsureAsFour() {
    TokenRates rates = TokenRates.of(total(new double[] {0, 3}, 0, 0, 0, 0, 7, 7, 7, 7));
    assertThat(rates.perplexity()).isCloseTo(4, Percentage.withPercentage(1e-13));
    assertThat(rates.bitsPerToken()).isEqualTo(2);
  }

  @Test
  void anImpossibleTokenIsInfinite() {
    TokenRates rates = TokenRates.of(total(new double[] {0}, Double.NEGATIVE_INFINITY, 0, 0, 0));
    assertThat(rates).isEqualTo(new TokenRates(1 / 0.0, 1 / 0.0));
  }

  @Test
  void nothingHasNoRates() {
    assertThatThrownBy(() -> TokenRates.of(Total.EMPTY)).isInstanceOf(IllegalStateException.class);
  }
}
