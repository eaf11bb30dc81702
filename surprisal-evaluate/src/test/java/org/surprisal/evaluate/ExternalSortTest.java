package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExternalSortTest {
  private record Row(int key, double score, double positive, double negative) {}

  @Test
  void rowsComeByKeyAndThenTheHighestScoreFirst() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    try (DuckDatabase database = new DuckDatabase();
        ExternalSort sort = new ExternalSort(database)) {
      for (int i = 0; i < 300_000; i++) {
        Row row =
            new Row(
                random.nextInt(3),
                random.nextInt(4) == 0 ? random.nextInt(5) : random.nextGaussian(),
                random.nextInt(2),
                random.nextInt(3));
        rows.add(row);
        sort.add(row.key(), row.score(), row.positive(), row.negative());
      }
      assertThat(sort.rows()).isEqualTo(300_000);
      rows.sort(
          Comparator.comparingInt(Row::key)
              .thenComparing(Comparator.comparingDouble(Row::score).reversed())
              .thenComparingDouble(Row::positive)
              .thenComparingDouble(Row::negative));
      assertThat(read(sort)).isEqualTo(rows);
      assertThat(read(sort)).isEqualTo(rows);
    }
  }

  private static List<Row> read(ExternalSort sort) {
    List<Row> rows = new ArrayList<>();
    sort.forEach(
        (key, score, positive, negative) -> rows.add(new Row(key, score, positive, negative)));
    return rows;
  }

  @Test
  void infinitiesAreScoresAndZerosAreOne() {
    try (DuckDatabase database = new DuckDatabase();
        ExternalSort sort = new ExternalSort(database)) {
      sort.add(0, -0.0, 1, 0);
      sort.add(0, Double.NEGATIVE_INFINITY, 1, 0);
      sort.add(0, 0.0, 0, 1);
      sort.add(0, Double.POSITIVE_INFINITY, 0, 1);
      assertThat(read(sort))
          .containsExactly(
              new Row(0, Double.POSITIVE_INFINITY, 0, 1),
              new Row(0, 0.0, 0, 1),
              new Row(0, 0.0, 1, 0),
              new Row(0, Double.NEGATIVE_INFINITY, 1, 0));
      assertThatThrownBy(() -> sort.add(0, Double.NaN, 1, 0))
          .hasMessage("score NaN has no place in an order");
    }
  }

  @Test
  void aSortWithoutRowsOpensNothing() {
    try (DuckDatabase database = new DuckDatabase();
        ExternalSort sort = new ExternalSort(database)) {
      assertThat(read(sort)).isEmpty();
      assertThat(database.isOpen()).isFalse();
    }
  }

  @Test
  void severalMayBeOpenAtOnce() {
    try (DuckDatabase database = new DuckDatabase();
        ExternalSort first = new ExternalSort(database);
        ExternalSort second = new ExternalSort(database)) {
      first.add(0, 1, 1, 0);
      second.add(0, 2, 1, 0);
      first.add(0, 3, 1, 0);
      assertThat(read(second)).containsExactly(new Row(0, 2, 1, 0));
      List<Row> rows = new ArrayList<>();
      first.forEach((key, score, p, n) -> rows.addAll(read(second)));
      assertThat(rows).hasSize(2);
      assertThat(read(first)).containsExactly(new Row(0, 3, 1, 0), new Row(0, 1, 1, 0));
    }
  }
}
