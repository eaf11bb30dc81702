package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ScoreCsvTest {
  private static List<String> csv(SampleScores sample) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    ScoreCsv.print(out, sample.scores());
    out.flush();
    return text.toString().lines().toList();
  }

  @Test
  void everyMeanDifferenceAndMetricIsALine() {
    List<String> lines = csv(SampleScores.full());
    assertThat(lines).hasSize(1 + 6 + 3 + 6 + 3);
    assertThat(lines.getFirst())
        .startsWith("kind,loss,prediction,versus,group,mean,standard_error,lower,upper,rows,")
        .endsWith(",interval_kind,level,resamples,seed,warnings,notes");
    assertThat(lines.get(1))
        .startsWith("loss,log_loss,forest,,,0.126351,")
        .contains(",0.1016,0.1597,569,0,569.0,0.660316,")
        .endsWith(",studentised bootstrap over 569 rows,0.95,2000,1,,");
    assertThat(lines.get(3)).startsWith("loss,log_loss,forest,,north,");
    assertThat(lines.get(7))
        .startsWith(
            "difference,log_loss,forest,logistic,,0.0544,,0.03,0.08,569,,,,,75,490,4,lower,");
    assertThat(lines.get(10)).startsWith("metric,roc_auc,forest,,,0.99,,0.98,1.0,569,");
    assertThat(lines.get(18)).startsWith("metric_difference,roc_auc,forest,logistic,south,-0.005,");
  }

  @Test
  void everyLineHasAsManyFieldsAsTheHeader() {
    List<String> lines = csv(SampleScores.full());
    long commas = lines.getFirst().chars().filter(c -> c == ',').count();
    assertThat(lines).allMatch(line -> line.chars().filter(c -> c == ',').count() == commas);
  }

  @Test
  void whatIsNotDefinedIsEmptyAndSaidInTheNotes() {
    SampleScores sample = new SampleScores();
    sample.results.add(SampleScores.infinite("log_loss", "p,q", OptionalDouble.of(0.43)));
    assertThat(csv(sample).get(1))
        .startsWith("loss,log_loss,\"p,q\",,,Infinity,,,,569,")
        .endsWith(
            ",no standard error: the mean is not finite; no interval: the mean is not finite;"
                + " no skill: the mean is not finite");
  }
}
