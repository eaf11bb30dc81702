package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.loss.Missing;

/** Several files, patterns and standard input as one table. */
class SeveralFilesTest {
  @TempDir Path folder;

  private Scores scores(String... files) {
    return scoresOf("", files);
  }

  private static Scores scoresOf(String input, String... files) {
    ScoreRequest request =
        ScoreRequest.of(Source.of(files), "y", "p")
            .losses(List.of("squared_error"))
            .resampling(Asking.FEW)
            .worst(2)
            .build();
    return Scoring.of(
        request, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), Progress.NONE);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String text) {
    Asking.file(folder, name, text.replace('|', '\n') + "\n");
  }

  @Test
  void columnsMayStandInAnotherOrder() {
    write("a.csv", "y,p|0,1|0,2");
    write("b.csv", "p,other,y|3,7,0|1,7,0");
    assertThatThrownBy(() -> scores(path("a.csv"), path("b.csv")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            path("b.csv")
                + " has other columns than "
                + path("a.csv")
                + ": it also has other; files that are scored together need the same");
    write("b.csv", "p,y|3,0|1,0");
    Scores scores = scores(path("a.csv"), path("b.csv"));
    assertThat(Asking.only(scores).mean()).isEqualTo(15 / 4.0);
    assertThat(scores.rows()).isEqualTo(4);
    assertThat(scores.worst().getFirst().rows())
        .extracting(Worst.Row::place)
        .containsExactly(new RowPlace(path("b.csv"), 2, 1), new RowPlace(path("a.csv"), 3, 2));
  }

  @Test
  void aFileThatLacksAColumnIsNamed() {
    write("a.csv", "y,p|0,1");
    write("b.csv", "y,q|0,1");
    assertThatThrownBy(() -> scores(path("a.csv"), path("b.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(path("b.csv") + " has other columns")
        .hasMessageContaining("it lacks p")
        .message()
        .hasLineCount(1);
  }

  @Test
  void filesTogetherAreOneFile() {
    StringBuilder all = new StringBuilder("y,p");
    StringBuilder odd = new StringBuilder("y,p");
    StringBuilder even = new StringBuilder("p,y");
    for (int i = 0; i < 100; i++) {
      all.append('|').append(i % 7).append(',').append(i * i % 11);
      if (i < 30) {
        odd.append('|').append(i % 7).append(',').append(i * i % 11);
      } else {
        even.append('|').append(i * i % 11).append(',').append(i % 7);
      }
    }
    write("all.csv", all.toString());
    write("part-1.csv", odd.toString());
    write("part-2.csv", even.toString());
    assertThat(scores(path("part-*.csv")).results()).isEqualTo(scores(path("all.csv")).results());
  }

  @Test
  void anErrorIsFoundInItsFile() {
    write("part-1.csv", "y,p|0,1");
    write("part-2.csv", "p,y|1,0|x,0");
    assertThatThrownBy(() -> scores(path("part-?.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            path("part-2.csv") + ", line 3 (row 2), column p: 'x' is not a number");
  }

  @Test
  void patternsFindFilesInFolders() throws IOException {
    Files.createDirectories(folder.resolve("x/deep"));
    Files.createDirectories(folder.resolve("y"));
    write("x/p.csv", "y,p|0,1");
    write("y/p.csv", "y,p|0,2");
    write("x/deep/p.csv", "y,p|0,3");
    assertThat(scores(path("*/p.csv")).rows()).isEqualTo(2);
    assertThat(Asking.only(scores(path("**/p.csv"))).mean()).isEqualTo((1 + 4 + 9) / 3.0);
    assertThat(scores(path("{x,y}/p.*")).rows()).isEqualTo(2);
  }

  @Test
  void aFolderThatLeadsBackDoesNotStopAPattern() throws IOException {
    Files.createDirectories(folder.resolve("x"));
    write("x/p.csv", "y,p|0,1");
    Files.createSymbolicLink(folder.resolve("x/back"), folder);
    assertThat(scores(path("**/p.csv")).rows()).isPositive();
  }

  @Test
  void aNameWithSignsOfAPatternIsAFile() {
    write("part[1].csv", "y,p|0,1");
    assertThat(scores(path("part[1].csv")).rows()).isOne();
  }

  @Test
  void patternsThatFindNothingAreSaid() {
    assertThatThrownBy(() -> scores(path("part-*.csv")))
        .isInstanceOf(DataException.class)
        .hasMessage(path("part-*.csv") + " matches no file");
    assertThatThrownBy(() -> scores(path("none/part-*.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("matches no file");
    assertThatThrownBy(() -> scores(path("part[.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(path("part[.csv") + " is neither a file nor a pattern")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aFileIsNamedOnce() {
    write("a.csv", "y,p|0,1");
    assertThatThrownBy(() -> scores(path("a.csv"), path("*.csv")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is named twice, and its rows would count twice");
  }

  @Test
  void standardInputIsAFileToo() {
    write("a.csv", "y,p|0,1");
    Scores alone = scoresOf("y,p\n0,3\n0,1\n", "-");
    assertThat(Asking.only(alone).mean()).isEqualTo(5);
    assertThat(alone.worst().getFirst().rows().getFirst().place())
        .isEqualTo(new RowPlace("standard input", 2, 1));
    assertThat(scoresOf("p,y\n3,0\n", path("a.csv"), "-").rows()).isEqualTo(2);
    assertThatThrownBy(() -> scoresOf("y,p\n0,3\n", "-", "-"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("- is named twice; standard input can be read once");
    assertThatThrownBy(() -> scoresOf("", "-"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("standard input is empty");
    assertThatThrownBy(() -> scoresOf("y,p\n0,x\n", "-"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("standard input, line 2 (row 1), column p: 'x'");
  }

  @Test
  void groupsAndLabelsGoOnInTheNextFile() {
    write("part-1.csv", "y,p,g" + "|yes,0.5,a|no,0.5,b".repeat(10));
    write("part-2.csv", "g,p,y" + "|b,0.5,no|a,0.5,yes|c,0.5,no".repeat(10));
    Scores scores =
        Scoring.of(
            ScoreRequest.of(Source.of(path("part-*.csv")), "y", "p")
                .losses(List.of("log_loss"))
                .by(List.of("g"))
                .positive("yes")
                .resampling(Asking.FEW)
                .build());
    assertThat(scores.results()).extracting(Score::group).containsExactly(null, "a", "b");
    assertThat(scores.withheld()).containsExactly(new Withheld("c", 10));
  }

  @Test
  void worstRowsOfAJoinHaveTheirIdsAlsoWhereRowsAreLeftOut() {
    StringBuilder left = new StringBuilder("id,y");
    StringBuilder right = new StringBuilder("id,p");
    for (int i = 1; i <= 9000; i++) {
      left.append('|').append("r%05d".formatted(i)).append(",0");
      right.append('|').append("r%05d".formatted(9001 - i)).append(',');
      right.append(i % 3 == 0 ? "" : i == 500 ? "7" : i == 8981 ? "5" : "1");
    }
    write("left.csv", left.toString());
    write("right.csv", right.toString());
    Scores scores =
        Scoring.of(
            ScoreRequest.of(
                    new Source(List.of(path("left.csv")), null, path("right.csv"), "id"), "y", "p")
                .losses(List.of("squared_error"))
                .missing(Missing.SKIP)
                .resampling(null)
                .worst(3)
                .build());
    assertThat(scores.results().getFirst().skipped()).isEqualTo(3000);
    assertThat(scores.worst().getFirst().rows())
        .extracting(Worst.Row::id)
        .containsExactly("r08501", "r00020", "r00002");
  }

  /** What both files of a join say must be the same, whatever part it plays. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id,y,p,w,g|1,1,.5,1,u|2,0,.5,1,u; id,w|1,1|2,3; left.w is 1 and right.w is 3; --weight",
        "id,y,p,w,g|1,1,.5,1,u|2,0,.5,1,u; id,g|1,u|2,v; left.g is u and right.g is v; --by",
        "id,y,p,w,g|1,1,.5,1,u|2,0,.5,1,u; id,y|1,1|2,1; left.y is 0 and right.y is 1; --target",
      })
  void filesOfAJoinMustAgree(String left, String right, String words, String option) {
    write("left.csv", left);
    write("right.csv", right);
    Source source = new Source(List.of(path("left.csv")), null, path("right.csv"), "id");
    ScoreRequest request = ScoreRequest.of(source, "y", "p").weight("w").by(List.of("g")).build();
    assertThatThrownBy(() -> Scoring.of(request))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("id 2: the files disagree: " + words)
        .hasMessageContaining("; say which counts with " + option + " left.");
  }
}
