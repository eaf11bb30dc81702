package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.surprisal.loss.Missing;

/** Scores of groups are those of a file of only their rows. */
class GroupsTest {
  @TempDir Path folder;

  private static String group(Random random) {
    return List.of("a", "b", "b", "c").get(random.nextInt(4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGroupIsScoredAsAFileOfItsRowsWouldBe(boolean weighted) {
    Random random = new Random(5);
    StringBuilder all = new StringBuilder("y,p,q,w,g\n");
    StringBuilder rowsOfB = new StringBuilder("y,p,q,w,g\n");
    for (String row : Asking.binaryRows(11, 400)) {
      String group = group(random);
      all.append(row).append(',').append(group).append('\n');
      if (group.equals("b")) {
        rowsOfB.append(row).append(',').append(group).append('\n');
      }
    }
    Path file = Asking.file(folder, "all.csv", all.toString());
    Path part = Asking.file(folder, "part.csv", rowsOfB.toString());
    requireSame(file, part, weighted, "log_loss", "brier", "absolute_error");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGroupOfManyDifferentTargetsToo(boolean weighted) {
    Random random = new Random(6);
    StringBuilder all = new StringBuilder("y,p,q,w,g\n");
    StringBuilder rowsOfB = new StringBuilder("y,p,q,w,g\n");
    for (int i = 0; i < 3000; i++) {
      double y = random.nextGaussian();
      String row = y + "," + (y + random.nextGaussian()) + ",0.5," + random.nextInt(3);
      String group = group(random);
      all.append(row).append(',').append(group).append('\n');
      if (group.equals("b")) {
        rowsOfB.append(row).append(',').append(group).append('\n');
      }
    }
    Path file = Asking.file(folder, "all.csv", all.toString());
    Path part = Asking.file(folder, "part.csv", rowsOfB.toString());
    requireSame(
        file, part, weighted, "squared_error", "absolute_error", "huber", "pinball(tau=0.9)");
  }

  /** All that is said of group b is what is said of the file of its rows, to the bit. */
  private static void requireSame(Path all, Path part, boolean weighted, String... losses) {
    String weight = weighted ? "w" : null;
    Scores grouped =
        Scoring.of(
            Asking.of(all, "p", "q")
                .losses(List.of(losses))
                .weight(weight)
                .by(List.of("g"))
                .build());
    Scores alone =
        Scoring.of(Asking.of(part, "p", "q").losses(List.of(losses)).weight(weight).build());
    List<Score> ofB = Asking.scores(grouped, "b");
    assertThat(ofB).hasSize(2 * losses.length);
    for (int i = 0; i < ofB.size(); i++) {
      assertThat(ofB.get(i))
          .usingRecursiveComparison()
          .ignoringFields("group", "skipped")
          .isEqualTo(alone.results().get(i));
    }
    List<Difference> differences =
        grouped.differences().stream().filter(d -> "b".equals(d.group())).toList();
    assertThat(differences)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("group")
        .isEqualTo(alone.differences());
  }

  @Test
  void metricsOfAGroupAreThoseOfItsRows() {
    Random random = new Random(8);
    StringBuilder all = new StringBuilder("y,p,q,w,g\n");
    StringBuilder rowsOfB = new StringBuilder("y,p,q,w,g\n");
    for (String row : Asking.binaryRows(12, 300)) {
      String group = group(random);
      all.append(row).append(',').append(group).append('\n');
      if (group.equals("b")) {
        rowsOfB.append(row).append(',').append(group).append('\n');
      }
    }
    List<Metric> metrics =
        Asking.metrics("accuracy", "f1", "roc_auc", "average_precision", "rmse", "r2");
    Scores grouped =
        Scoring.of(
            Asking.of(Asking.file(folder, "all.csv", all.toString()), "p", "q")
                .metrics(metrics)
                .weight("w")
                .confusion(true)
                .by(List.of("g"))
                .build());
    Scores alone =
        Scoring.of(
            Asking.of(Asking.file(folder, "part.csv", rowsOfB.toString()), "p", "q")
                .metrics(metrics)
                .weight("w")
                .confusion(true)
                .build());
    assertThat(grouped.metrics().stream().filter(m -> "b".equals(m.group())))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("group")
        .isEqualTo(alone.metrics());
    assertThat(grouped.metricDifferences().stream().filter(m -> "b".equals(m.group())))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("group")
        .isEqualTo(alone.metricDifferences());
    assertThat(grouped.confusions().stream().filter(m -> "b".equals(m.group())))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("group")
        .isEqualTo(alone.confusions());
  }

  private Scores grouped(List<String> rows, String... by) {
    StringBuilder text = new StringBuilder("y,p,g,h\n");
    for (int i = 0; i < rows.size(); i++) {
      text.append(i % 2)
          .append(",0.")
          .append(1 + i % 9)
          .append(',')
          .append(rows.get(i))
          .append('\n');
    }
    return Scoring.of(
        Asking.of(Asking.file(folder, "data.csv", text.toString()), "p")
            .losses(List.of("brier"))
            .by(List.of(by))
            .build());
  }

  private static List<String> repeated(int times, String... rows) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(List.of(rows));
    }
    return all;
  }

  @Test
  void aMissingValueIsAGroupAndNoMissingRow() {
    Scores scores = grouped(repeated(20, "x,1", ",1", "NA,1"), "g");
    assertThat(scores.results())
        .extracting(Score::group)
        .containsExactly(null, "(missing)", "NA", "x");
    assertThat(scores.results()).extracting(Score::rows).containsExactly(60L, 20L, 20L, 20L);
  }

  @Test
  void groupsOfNumbersComeBySizeBeforeTexts() {
    Scores scores =
        grouped(repeated(20, "10,b", "9,b", "1e2,b", "-1,b", "x,b", ",b", "9,10", "9,2"), "g", "h");
    assertThat(scores.results())
        .extracting(Score::group)
        .containsExactly(null, "(missing),b", "-1,b", "9,2", "9,10", "9,b", "10,b", "1e2,b", "x,b");
  }

  @Test
  void aTextThatLooksMissingIsNone() {
    Scores scores = grouped(repeated(20, ",1", "(missing),1"), "g");
    assertThat(scores.results())
        .extracting(Score::group)
        .containsExactly(null, "(missing)", "\"(missing)\"");
  }

  @Test
  void valuesWithCommasAndQuotesKeepTwoColumnsApart() {
    Scores scores =
        grouped(
            repeated(20, "\"a,b\",c", "a,\"b,c\"", "\"say \"\"a\"\"\",c", "a,b", ",b"), "g", "h");
    assertThat(scores.results())
        .extracting(Score::group)
        .containsExactly(
            null, "(missing),b", "a,b", "a,\"b,c\"", "\"a,b\",c", "\"say \"\"a\"\"\",c");
    assertThat(scores.by()).containsExactly("g", "h");
  }

  @Test
  void theOrderOfTheColumnsIsThatOfTheNames() {
    Scores scores = grouped(repeated(20, "a,1", "b,2", "a,2"), "h", "g");
    assertThat(scores.results())
        .extracting(Score::group)
        .containsExactly(null, "1,a", "2,a", "2,b");
  }

  @Test
  void groupsOfFewerThanTwentyRowsAreWithheldAndListed() {
    List<String> rows = repeated(19, "small,1", "large,1");
    rows.add("large,1");
    rows.add("one,1");
    Scores scores = grouped(rows, "g");
    assertThat(scores.results()).extracting(Score::group).containsExactly(null, "large");
    assertThat(scores.withheld())
        .containsExactly(new Withheld("one", 1), new Withheld("small", 19));
    assertThat(scores.results().getFirst().rows()).as("they count among all rows").isEqualTo(40);
  }

  @Test
  void blanksAroundAValueAreNoPartOfIt() {
    assertThat(grouped(repeated(10, "a,1", " a ,1"), "g").results())
        .extracting(Score::group)
        .containsExactly(null, "a");
  }

  @Test
  void aGroupWithoutWeightIsSaidAndHarmsNoOther() {
    StringBuilder text = new StringBuilder("y,p,w,g\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 2).append(",0.").append(1 + i % 9);
      text.append(i % 3 == 0 ? ",0,none\n" : ",2,some\n");
    }
    Path file = Asking.file(folder, "data.csv", text.toString());
    Scores scores =
        Scoring.of(
            Asking.of(file, "p")
                .losses(List.of("brier", "absolute_error"))
                .metrics(Asking.metrics("accuracy", "roc_auc"))
                .weight("w")
                .by(List.of("g"))
                .build());
    Score none = Asking.scores(scores, "none").getFirst();
    assertThat(none.mean()).isNaN();
    assertThat(none.standardError()).isEmpty();
    assertThat(none.skill()).isEmpty();
    assertThat(none.constantLoss()).isEmpty();
    assertThat(none.interval().because()).isEqualTo("no row has a positive weight");
    assertThat(Asking.scores(scores, "some").getFirst().mean())
        .isEqualTo(Asking.scores(scores, null).getFirst().mean());
  }

  @Test
  void aGroupOfLeftOutRowsOnlyIsNotShown() {
    StringBuilder text = new StringBuilder("y,p,g\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 2).append(i < 20 ? ",,gone\n" : ",0.5,kept\n");
    }
    Path file = Asking.file(folder, "data.csv", text.toString());
    Scores scores =
        Scoring.of(
            Asking.of(file, "p")
                .losses(List.of("brier"))
                .missing(Missing.SKIP)
                .by(List.of("g"))
                .build());
    assertThat(scores.results()).extracting(Score::group).containsExactly(null, "kept");
    assertThat(scores.results()).extracting(Score::skipped).containsExactly(20L, 0L);
  }

  private static String ids(int count) {
    StringBuilder text = new StringBuilder("y,p,g,h\n");
    for (int i = 0; i < count; i++) {
      text.append("1,0.5,").append(i / 2).append(',').append(i).append('\n');
    }
    return text.toString();
  }

  @Test
  void tenThousandGroupsAreTheMost() {
    Path file = Asking.file(folder, "data.csv", ids(10_001));
    ScoreRequest.Builder one = Asking.of(file, "p").losses(List.of("brier")).by(List.of("h"));
    assertThatThrownBy(() -> Scoring.of(one.build()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ", line 10002 (row 10001), column h: more than 10000 groups by h; group by a"
                + " column with fewer values");
    Path most = Asking.file(folder, "most.csv", ids(10_000));
    ScoreRequest.Builder two =
        Asking.of(most, "p").losses(List.of("brier")).by(List.of("g", "h")).resampling(null);
    assertThat(Scoring.of(two.build()).withheld()).hasSize(10_000);
  }

  @Test
  void tenThousandPairsOfValuesAreTheMost() {
    StringBuilder text = new StringBuilder("y,p,g,h\n");
    for (int i = 0; i < 101 * 100; i++) {
      text.append("1,0.5,").append(i / 100).append(',').append(i % 100).append('\n');
    }
    Path file = Asking.file(folder, "data.csv", text.toString());
    ScoreRequest.Builder builder =
        Asking.of(file, "p").losses(List.of("brier")).by(List.of("g", "h"));
    assertThatThrownBy(() -> Scoring.of(builder.build()))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": more than 10000 groups by g,h; group by a column with fewer values");
  }

  @Test
  void aColumnIsNamedOnceAndNoPattern() {
    Path file = Asking.file(folder, "y,p,g1,g2|1,0.5,a,b");
    ScoreRequest.Builder builder = Asking.of(file, "p").losses(List.of("brier"));
    assertThatThrownBy(() -> Scoring.of(builder.by(List.of("g1", "g1")).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'g1' is given twice");
    assertThatThrownBy(() -> Scoring.of(builder.by(List.of("g*")).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'g*'")
        .hasMessageContaining("one column");
    assertThatThrownBy(() -> Scoring.of(builder.by(List.of("g3")).build()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no column 'g3'");
  }
}
