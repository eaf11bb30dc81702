package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of {@code surprisal score}, from files to what is printed. */
final class ScoreOptionsTest {
  private static final int ROWS = 60;

  @TempDir Path folder;

  /** Two models for a yes or a no, in regions of 25, 25 and 10 rows. */
  private static String rows() {
    StringBuilder text = new StringBuilder("id,y,answer,p,q,region,w\n");
    for (int i = 0; i < ROWS; i++) {
      boolean isYes = i * 7 % 10 < 4;
      double p = (isYes ? 60 : 30) + i * 13 % 37 - 18;
      double q = (isYes ? 55 : 40) + i * 11 % 41 - 20;
      String region = i < 25 ? "north" : i < 50 ? "south" : "west";
      text.append(i).append(isYes ? ",1,yes," : ",0,no,").append(p / 100).append(',');
      text.append(q / 100).append(',').append(region).append(",2\n");
    }
    return text.toString();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Ran score(String... options) throws IOException {
    return of(file("data.csv", rows()), options);
  }

  private static Ran of(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("score", file.toString()));
    arguments.addAll(List.of(options));
    return Ran.of(arguments.toArray(String[]::new));
  }

  @Test
  void sameSeedSameBytesAndOtherSeedOtherInterval() throws IOException {
    for (String format : List.of("table", "json", "csv", "markdown")) {
      String[] options = {
        "--target", "y", "--prediction", "p,q", "--by=region", "--format", format
      };
      assertThat(score(options).out()).isNotEmpty().isEqualTo(score(options).out());
    }
    String[] options = {"--target", "y", "--prediction", "p", "--loss", "brier", "--seed"};
    assertThat(score(with(options, "1")).out()).contains("seed 1.");
    assertThat(score(with(options, "2")).out().lines().toList().get(6))
        .isNotEqualTo(score(with(options, "1")).out().lines().toList().get(6));
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void groupsHaveLinesAndSmallOnesAreNamed() throws IOException {
    Ran ran = score("--target", "y", "--prediction", "p", "--loss", "brier", "--by", "region");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("groups by region\n")
        .contains("\nbrier  p           all rows    60  ")
        .contains("\nbrier  p           north       25  ")
        .contains("\nbrier  p           south       25  ")
        .contains("\n1 group with fewer than 20 rows is not shown: west (10)\n");
  }

  @Test
  void metricsConfusionAndWorstRowsAreShown() throws IOException {
    Ran ran =
        score(
            "--target",
            "answer",
            "--positive",
            "yes",
            "--prediction",
            "p,q",
            "--loss",
            "log_loss",
            "--metric",
            "auc,accuracy",
            "--confusion",
            "--threshold",
            "0.4",
            "--worst",
            "2");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("target answer (positive: yes)")
        .contains("\nroc_auc ↑   p")
        .contains("\naccuracy ↑  p − q")
        .contains("accuracy: positive where p ≥ 0.4\n")
        .contains("Confusion of p: rows; yes is predicted where p ≥ 0.4\n")
        .contains("Rows that cost most: log_loss of q\nrow  line  ");
  }

  @Test
  void aConditionLeavesRowsOutAndSaysHowMany() throws IOException {
    Ran ran =
        score(
            "--target", "y", "--prediction", "p", "--loss", "brier", "--where", "region = 'north'");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("25 rows used, 0 skipped, 35 left out by --where\n");
  }

  @Test
  void anOptionOfOneValueStandsOnce() throws IOException {
    Ran ran =
        score(
            "--target",
            "y",
            "--prediction",
            "p",
            "--loss",
            "brier",
            "--where",
            "y = 1",
            "--where=y = 0");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("--where is given twice; give it once");
    assertThat(score("--target", "y", "--prediction", "p", "--prediction", "q").code()).isZero();
  }

  @Test
  void filesAreJoinedByIdInAnyOrder() throws IOException {
    List<String> lines = new ArrayList<>(rows().lines().toList());
    String header = lines.removeFirst();
    Path second = file("b.csv", header + "\n" + String.join("\n", lines.reversed()) + "\n");
    Ran ran =
        score(
            "--target",
            "y",
            "--prediction",
            "p",
            "--loss",
            "brier",
            "--id=id",
            "--join",
            second.toString());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("joined by id: 60 rows matched\n")
        .contains("\nbrier  data.p − b.p           0 ");
    Ran gated =
        score(
            "--target",
            "y",
            "--prediction",
            "p",
            "--loss",
            "brier",
            "--id=id",
            "--join",
            second.toString(),
            "--fail-if",
            "brier[p] > 0",
            "--fail-if",
            "brier[b.p] > 0");
    assertThat(gated.err())
        .contains("'brier[p] > 0' is met: brier of data.p")
        .contains("'brier[b.p] > 0' is met: brier of b.p");
  }

  @Test
  void gzipAndStandardInputGiveTheSameNumbers() throws IOException {
    String[] options = {"--target", "y", "--prediction", "p", "--format", "csv"};
    String plain = score(options).out();
    Path zipped = folder.resolve("data.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(rows().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(of(zipped, options).out()).isEqualTo(plain);
    Ran piped = Ran.with(rows(), with(new String[] {"score", "-"}, options));
    assertThat(piped.out()).isEqualTo(plain);
  }

  @Test
  void aConditionThatIsMetIsExitCode3AndTheResultIsPrintedAllTheSame() throws IOException {
    Ran ran =
        score(
            "--target",
            "y",
            "--prediction",
            "p,q",
            "--loss",
            "brier",
            "--fail-if",
            "brier > 0.01",
            "--fail-if",
            "brier > 0.9",
            "--fail-if",
            "upper(brier)[q] > 0");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).contains("brier  p");
    assertThat(ran.err().lines().toList())
        .hasSize(2)
        .allMatch(line ->
            line.startsWith("surprisal: --fail-if 'brier > 0.01' is met: brier of p")
                || line.startsWith(
                    "surprisal: --fail-if 'upper(brier)[q] > 0' is met: upper(brier)"));
  }

  @Test
  void aConditionThatIsNotMetIsExitCode0() throws IOException {
    Ran ran = score("--target", "y", "--prediction", "p", "--fail-if", "log_loss > 0.9");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
  }

  @Test
  void aConditionAboutWhatTheFileDecidedNotToScoreIsBadUsage() throws IOException {
    Ran ran = score("--target", "y", "--prediction", "p", "--fail-if", "huber > 0.9");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).hasLineCount(1).contains("scored are log_loss, brier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "csv", "markdown"})
  void aBadFileLeavesNothingOnStandardOutput(String format) throws IOException {
    Path bad = file("bad.csv", rows() + "60,1,yes,oops,0.5,north,2\n");
    Ran ran = of(bad, "--target", "y", "--prediction", "p", "--format", format);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).hasLineCount(1).contains("bad.csv, line 62 (row 61), column p: 'oops'");
  }

  @Test
  void helpListsEveryMetricAndTheExitCodes() {
    String help = Ran.of("score", "--help").out();
    assertThat(help)
        .contains("\n  roc_auc ↑ ")
        .contains("\n  rmse ↓ ")
        .contains("  3   a --fail-if condition is met\n");
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void whatIsAlwaysNeededIsAskedFor() {
    assertThat(Ran.of("score").err()).contains("score lacks a FILE");
    assertThat(Ran.of("score", "x.csv").err()).contains("score lacks --target COL");
    Ran ran = Ran.of("score", "x.csv", "--target", "y");
    assertThat(ran.err()).contains("score lacks --prediction COL[,COL…]").hasLineCount(1);
    assertThat(ran.code()).isEqualTo(2);
  }
}
