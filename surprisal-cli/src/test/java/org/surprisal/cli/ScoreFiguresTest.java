package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.evaluate.Interval;

final class ScoreFiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0.0719479, 0.04487, 0.10307, 0.0719479, 0.0449 … 0.1031",
    "1234567.25, 1234566.91, 1234567.88, 1234567.25, 1234566.910 … 1234567.880",
    "150.3, 90.2, 250, 150.3, 90 … 250",
    "-0.5, -0.75, 0.25, -0.5, -0.75 … 0.25",
    "1e-9, 5e-10, 2e-9, 1e-9, 5e-10 … 2e-9",
    "2e15, 1e15, 3e15, 2e15, 1e15 … 3e15",
    "1, 0.5, Infinity, 1, 0.5 … ∞",
    "2, 2, 2, 2, 2 … 2",
    "0, -1e-12, 1e-12, 0, -1e-12 … 1e-12"
  })
  void digitsAreThoseThatTheIntervalAllows(
      double mean, double low, double high, String shownMean, String shown) {
    Interval interval = new Interval(low, high, "");
    assertThat(ScoreFigures.interval(interval)).isEqualTo(shown);
    assertThat(ScoreFigures.mean(mean, interval)).isEqualTo(shownMean);
  }

  @Test
  void whatIsNotDefinedIsADash() {
    Interval none = new Interval(Double.NaN, Double.NaN, "one row is too few");
    assertThat(ScoreFigures.interval(none)).isEqualTo("–");
    assertThat(ScoreFigures.mean(Double.NaN, none)).isEqualTo("–");
    assertThat(ScoreFigures.mean(Double.NEGATIVE_INFINITY, none)).isEqualTo("-∞");
  }

  @ParameterizedTest
  @CsvSource({"0.95, 95 %", "0.9, 90 %", "0.999, 99.9 %", "0.57, 57 %"})
  void levelsArePercent(double level, String text) {
    assertThat(ScoreFigures.percent(level)).isEqualTo(text);
  }
}
