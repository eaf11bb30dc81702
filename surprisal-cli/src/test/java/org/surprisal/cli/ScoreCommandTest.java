package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoreCommandTest {
  @TempDir Path folder;

  private Ran score(String text, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    List<String> arguments = new ArrayList<>(List.of("score", file.toString(), "--target", "y"));
    arguments.addAll(List.of(options));
    return Ran.of(arguments.toArray(String[]::new));
  }

  private static final String TWO = "y,p,q\n1,0.5,0.9\n0,0.25,0.2\n";

  @Test
  void printsATable() throws IOException {
    Ran ran = score(TWO, "--prediction", "p,q", "--loss", "log_loss,brier", "--resamples", "0");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith(
            folder.resolve("data.csv")
                + "\n  target y; prediction p, q; scale response; no weights\n")
        .contains("2 rows used, 0 skipped")
        .contains(
            """
            loss      prediction      mean  std. error  constant   skill
            ────────  ──────────  ────────  ──────────  ────────  ──────
            log_loss  p           0.490415       0.203  0.693147  0.2925
            log_loss  q *         0.164252      0.0589  0.693147   0.763
            brier     p            0.15625      0.0938      0.25   0.375
            brier     q *            0.025       0.015      0.25     0.9
            """)
        .contains("mean = Σ loss / rows")
        .contains("* lowest mean of its loss");
  }

  @Test
  void theTableSaysWhatIsNotDefinedAndWhy() throws IOException {
    Ran ran = score("y,p\n1,0\n0,0.5\n", "--prediction", "p", "--loss", "log_loss,(z-y)^2/2");
    assertThat(ran.out())
        .contains("log_loss of p: ∞ (1 row: 1; with clip 1e-15: 17.616)\n")
        .contains("– no interval for log_loss: the mean is infinite")
        .contains("– no skill for log_loss: the mean is not finite")
        .contains("– no skill for formula('(z-y)^2/2'): the loss of a perfect prediction");
  }

  @Test
  void whatItSaysOfClippingIsWhatAClippedLossGives() throws IOException {
    Ran ran =
        score("y,p\n1,0\n0,0.5\n", "--prediction", "p", "--loss", "clip(log_loss, epsilon=1e-15)");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("  17.616  ").contains("2 rows used, 0 skipped, 1 clipped");
  }

  @Test
  void linesStayNarrow() throws IOException {
    String loss =
        "formula('log1p((z - y)^2 / nu) + abs(z - y) * scale_of_it', nu=4, scale_of_it=1)";
    Ran ran =
        score(
            "y,a_prediction_with_a_very_long_name\n1e-300,2.3456789e300\n0,-1e-5\n",
            "--prediction",
            "a_prediction_with_a_very_long_name",
            "--loss",
            loss);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("formula('log1p((z - y)^2 … is ")
        .contains("is a_prediction_with");
    assertThat(ran.out().lines().skip(1)).allMatch(line -> line.length() <= 100);
  }

  @Test
  void speaksJson() throws IOException {
    Ran ran = score(TWO, "--prediction", "p", "--loss", "huber(delta=2)", "--format", "json");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().replaceAll("\\s", ""))
        .contains(
            """
            "target":"y","positive":null,"weights":null,"threshold":0.5,"by":[],"rows":2,
            "filtered":0,"level":0.95,"resamples":2000,"seed":1,"join":null,
            "results":[{"loss":"huber(delta=2)","prediction":"p","group":null,
            "mean":0.078125,"standard_error":0.046875,"interval":null,"rows":2,"skipped":0,
            "weight":2.0,"constant_loss":0.125,"skill":0.375,"parameters":{"delta":2.0},
            "scale":"response","reduction":"mean","weights":null,"clipped":0,
            "interval_kind":null,"level":0.95,"resamples":2000,"seed":1,"infinite":null,
            "warnings":[],"notes":["nointerval:2rowsaretoofewforaninterval"]}],
            "differences":[],"metrics":[],"metric_differences":[],"confusion":[],"worst":[],
            "withheld":[]}
            """
                .replaceAll("\\s", ""));
  }

  @Test
  void jsonWritesWhatIsNotFiniteAsText() throws IOException {
    Ran ran = score("y,p\n1,0\n0,0.5\n", "--prediction", "p", "--format", "json");
    assertThat(ran.out())
        .contains("\"mean\" : \"Infinity\"")
        .contains("\"standard_error\" : null")
        .contains("\"skill\" : null")
        .contains(
            "\"notes\" : [ \"no standard error: the mean is not finite\", \"no interval: the mean"
                + " is")
        .contains("\"no skill: the mean is not finite\" ]")
        .contains("\"first\" : [ 1 ]")
        .contains("\"clipped_mean\" : 17.6")
        .contains("\"inferred\" : \"no --loss given: y holds only 0 and 1");
    int depth = 0;
    byte[] bytes = ran.out().getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
    }
    assertThat(depth).isZero();
  }

  @Test
  void speaksCsv() throws IOException {
    Ran ran =
        score(
            "y,\"p,q\",w\n1,0,1\n0,0.5,2\n",
            "--prediction",
            "p,q",
            "--weight",
            "w",
            "--format",
            "csv");
    assertThat(ran.err()).startsWith("no --loss given: ");
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("kind,loss,prediction,versus,group,mean,standard_error,lower,upper,rows,");
    assertThat(lines.get(0)).endsWith(",warnings,notes");
    assertThat(lines.get(1))
        .contains(",\"no standard error: the mean is not finite; no interval: the mean is infinite")
        .endsWith("; no skill: the mean is not finite\"");
    assertThat(lines.get(1)).startsWith("loss,log_loss,\"p,q\",,,Infinity,,,,2,0,3.0,0.636");
    assertThat(lines.get(2))
        .startsWith("loss,brier,\"p,q\",,,0.5,")
        .contains(",response,mean,w,0,");
  }

  @Test
  void warningsTravelToTheOutput() throws IOException {
    String rows = "1,0.7\n0,0.2\n".repeat(50);
    Ran table = score("y,p\n" + rows, "--prediction", "p", "--loss", "bce");
    assertThat(table.out()).contains("warning: binary_cross_entropy of p: all 100 logits lie in");
    Ran json = score("y,p\n" + rows, "--prediction", "p", "--loss", "bce", "--format", "json");
    assertThat(json.out()).contains("\"warnings\" : [ \"all 100 logits lie in [0, 1]");
    Ran asked =
        score("y,p\n" + rows, "--prediction", "p", "--loss", "bce", "--scale", "probabilities");
    assertThat(asked.out()).doesNotContain("warning").contains("0.289909");
  }

  @Test
  void skipsOnRequest() throws IOException {
    String text = "y,p\n1,0.5\n0,\n";
    assertThat(score(text, "--prediction", "p", "--missing", "skip").out())
        .contains("1 row used, 1 skipped");
    Ran refused = score(text, "--prediction", "p");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("line 3 (row 2), column p: the value is missing");
  }

  @Test
  void badDataIsOneLineAndExitCode1() throws IOException {
    for (String text :
        List.of("", "y,p\n", "y,q\n1,2\n", "y,p\n1,x\n", "y,p\n1,1.5\n", "y,p\n1\n")) {
      Ran ran = score(text, "--prediction", "p", "--loss", "log_loss");
      assertThat(ran.code()).as(text).isEqualTo(1);
      assertThat(ran.out()).as(text).isEmpty();
      assertThat(ran.err()).as(text).hasLineCount(1).startsWith("surprisal: ").contains("data.csv");
    }
  }

  @Test
  void badUsageIsOneLineAndExitCode2() throws IOException {
    for (List<String> options :
        List.of(
            List.of("--loss", "log_los"),
            List.of("--loss", "log1p((z-y)"),
            List.of("--loss", "huber(delta=-1)"),
            List.of("--loss", "cross_entropy"),
            List.of("--loss", "bce", "--scale", "odds"),
            List.of("--loss", "bce", "--scale", "raw,raw"),
            List.of("--loss", "log_loss", "--scale", "raw"),
            List.of("--loss", "mse,l2"),
            List.of("--loss", "mse", "--prediction", "p"),
            List.of("--missing", "drop"),
            List.of("--format", "xml"),
            List.of("--metric", "acuracy"),
            List.of("--metric", "pr_auc"),
            List.of("--level", "95"),
            List.of("--level", "nan"),
            List.of("--resamples", "-1"),
            List.of("--seed", "one"),
            List.of("--threshold", "1"),
            List.of("--worst", "-1"),
            List.of("--join", "other.csv"),
            List.of("--id", "id"),
            List.of("--fail-if", "log_loss"),
            List.of("--loss", "brier", "--fail-if", "log_loss > 1"),
            List.of("--fail-if", "brier[nobody] > 1"),
            List.of("--resamples", "0", "--fail-if", "upper(brier) > 1"),
            List.of("--weigth", "w"))) {
      List<String> all = new ArrayList<>(List.of("--prediction", "p"));
      all.addAll(options);
      Ran ran = score(TWO, all.toArray(String[]::new));
      assertThat(ran.code()).as(ran.err()).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).hasLineCount(1).startsWith("surprisal: ");
    }
  }

  @Test
  void helpShowsExamples() {
    assertThat(Ran.of("score", "--help").out()).contains("Examples:", "--loss log_loss,brier");
  }
}
