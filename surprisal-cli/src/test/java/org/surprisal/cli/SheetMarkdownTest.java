package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SheetMarkdownTest {
  private static String markdown(SampleScores sample) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    SheetMarkdown.print(out, ScoreSheet.of(sample.scores()));
    out.flush();
    return text.toString();
  }

  @Test
  void tablesAreThoseOfGithub() {
    assertThat(markdown(SampleScores.full()))
        .startsWith("**data.csv**\n\n- target y (positive: yes); prediction forest, logistic; ")
        .contains(
            """

            | loss | prediction | group | rows | mean | 95 % interval | constant | skill |
            | :-- | :-- | :-- | --: | --: | --: | --: | --: |
            | log_loss | forest | all rows | 569 | 0.126351 | 0.1016 … 0.1597 | 0.660316 | 0.8087 |
            | log_loss | logistic \\* | all rows | 569 | 0.0719479 | 0.0449 … 0.1031 | 0.660316 | 0.891 |
            """)
        .contains("\n\n**Differences, row by row**\n\n| loss | a − b | group | mean a − b | ")
        .contains("\n- \\* lowest mean of its loss")
        .endsWith("seed 1.\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "log_loss, log_loss",
        "a|b, a\\|b",
        "p_*, p\\_\\*",
        "_x_, \\_x\\_",
        "`a`<b>[c], \\`a\\`\\<b>\\[c]",
        "a\\b, a\\\\b"
      })
  void nothingInANameMeansMoreThanItself(String name, String escaped) {
    assertThat(SheetMarkdown.escaped(name)).isEqualTo(escaped);
  }

  @Test
  void aLineBreakInANameDoesNotEndItsLine() {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.score("mse", "a\nb|c", null, 1, 0, 2));
    assertThat(markdown(sample)).contains("\n| mse | a b\\|c | 1 | 0.00 … 2.00 | ");
  }
}
