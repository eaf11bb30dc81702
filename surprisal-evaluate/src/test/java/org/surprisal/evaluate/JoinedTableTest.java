package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.surprisal.evaluate.DuckFiles.numbers;
import static org.surprisal.evaluate.DuckFiles.texts;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedTableTest {
  @TempDir Path folder;
  private DuckFiles files;

  @BeforeEach
  void open() {
    files = new DuckFiles(folder);
  }

  @AfterEach
  void close() {
    files.close();
  }

  private Table csv(String name, String text) {
    return files.csv(files.text(name, text));
  }

  private JoinedTable join(Table main, Table other) {
    return JoinedTable.of(files.database, main, other, "id");
  }

  @Test
  void rowsMeetByIdInTheOrderOfTheIds() {
    Table a = csv("a.csv", "id,y,p\n10,1,0.5\n9, 0,0.25\nb,1,0.75\n");
    Table b = csv("b.csv", "p,id,q\n0.1,b,7\n0.2, 10 ,8\n0.3,9,9\n");
    JoinedTable table = join(a, b);
    assertThat(table.name()).isEqualTo("a.csv joined with b.csv");
    assertThat(table.header()).containsExactly("id", "y", "a.p", "b.p", "q");
    assertThat(texts(table, "id")).containsExactly("10", "9", "b");
    assertThat(numbers(table, "a.p")).containsExactly(0.5, 0.25, 0.75);
    assertThat(numbers(table, "b.p")).containsExactly(0.2, 0.3, 0.1);
    assertThat(numbers(table, "q")).containsExactly(8.0, 9.0, 7.0);
    assertThat(numbers(table, "y")).containsExactly(1.0, 0.0, 1.0);
  }

  @Test
  void aNameInBothFilesIsQualified() {
    JoinedTable table =
        join(csv("a.csv", "id,y,p\n1,1,0.5\n"), csv("b.csv", "id,y,p,q\n1,0,2,3\n"));
    assertThat(table.header()).containsExactly("id", "a.y", "a.p", "b.y", "b.p", "q");
    assertThat(table.qualifiers()).containsExactly("a.", "b.");
    assertThatThrownBy(() -> table.column("x"))
        .hasMessageStartingWith("a.csv joined with b.csv has no column 'x'");
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, b.parquet, a, b",
    "runs/old.csv.gz, runs/new.jsonl, old, new",
    "one/p.csv, two/p.csv, one, two",
    "p.csv, p.csv, 1, 2",
    "p.csv, deep/p.csv, 1, 2",
    "v1.2.csv, v1.3.csv, v1.2, v1.3",
    "standard input, b.csv, standard input, b",
  })
  void stemsAreFileNamesThenFoldersThenNumbers(
      String main, String other, String left, String right) {
    assertThat(JoinNames.stems(main, other)).containsExactly(left, right);
  }

  @Test
  void theOrderOfRowsInEitherFileChangesNothing() {
    List<Integer> ids = IntStream.range(0, 5000).boxed().collect(Collectors.toList());
    Table b = csv("b.csv", text(ids, "q"));
    JoinedTable first = join(csv("a.csv", text(ids, "p")), b);
    Collections.shuffle(ids, new Random(7));
    JoinedTable second = join(csv("shuffled.csv", text(ids, "p")), b);
    assertThat(numbers(first, "p")).isEqualTo(numbers(second, "p")).hasSize(5000);
    assertThat(numbers(first, "q")).isEqualTo(numbers(first, "p"));
  }

  private static String text(List<Integer> ids, String column) {
    return "id,"
        + column
        + "\n"
        + ids.stream().map(i -> i + "," + i / 7.0 + "\n").collect(Collectors.joining());
  }

  @Test
  void whatDoesNotMatchIsCountedAndListed() {
    Table a =
        csv("a.csv", "id,p\n1,0\n2,0\n2,0\n,0\nNA,0\n3,0\n4,0\n5,0\n6,0\n7,0\n8,0\n9,0\n20,0\n");
    Table b = csv("b.csv", "id,q\n1,0\n2,0\n3,0\n3,0\n3,0\nz,0\n,0\n");
    Join join = join(a, b).join();
    assertThat(join)
        .isEqualTo(
            new Join(
                "id",
                1,
                new Join.Side(
                    "a.csv", 13, 2, 1, 2, List.of("2"), 7, List.of("20", "4", "5", "6", "7"), 1),
                new Join.Side("b.csv", 7, 1, 1, 3, List.of("3"), 1, List.of("z"), 1)));
    assertThat(join.main().rows())
        .isEqualTo(
            join.matched()
                + join.main().withoutId()
                + join.main().duplicateRows()
                + join.main().unmatched()
                + join.main().unclear());
  }

  @Test
  void formatsMayDiffer() {
    Table parquet =
        files.open(
            files.parquet("a.parquet", "SELECT i::DOUBLE AS id, i / 4 AS p FROM range(5000) t(i)"));
    Table csv = csv("b.csv", "id,q\n4999,1\n 7 ,2\n");
    Table json = files.open(files.text("c.jsonl", "{\"id\": 7, \"r\": 3}\n{\"id\": \"4999\"}\n"));
    JoinedTable two = join(parquet, csv);
    assertThat(texts(two, "id")).containsExactly("4999", "7");
    assertThat(numbers(two, "p")).containsExactly(4999 / 4.0, 7 / 4.0);
    assertThat(two.join().main().unmatched()).isEqualTo(4998);
    assertThat(texts(join(json, csv), "r")).containsExactly("", "3");
  }

  @Test
  void aFilterSeesTheJoinedColumns() {
    JoinedTable table =
        join(csv("a.csv", "id,p\n1,1\n2,2\n3,3\n"), csv("b.csv", "id,p\n3,0\n2,9\n1,5\n"));
    Table filtered = new FilteredTable(files.database, table, "\"a.p\" < \"b.p\" and id <> 1");
    assertThat(texts(filtered, "id")).containsExactly("2");
    assertThat(filtered.read(List.of(Field.number(0)), false, 10, block -> {}))
        .isEqualTo(new Table.Pass(3, 0, 2));
  }

  @Test
  void faultsNameTheId() {
    JoinedTable table =
        join(csv("a.csv", "id,p\nx1,1\nx2,NA\n"), csv("b.csv", "id,q\nx2,1\nx1,half\n"));
    assertThatThrownBy(() -> numbers(table, "p"))
        .hasMessageStartingWith(
            "a.csv joined with b.csv, id x2, column p: 'NA' is a missing value; ");
    assertThatThrownBy(() -> numbers(table, "q"))
        .hasMessageStartingWith(
            "a.csv joined with b.csv, id x1, column q: 'half' is not a number; ");
  }

  @Test
  void filesThatShareNoIdAreAnError() {
    assertThatThrownBy(() -> join(csv("a.csv", "id,p\n1,1\n"), csv("b.csv", "id,p\nx,1\n")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a.csv and b.csv have no id in common (the first are '1' and 'x'); is --id the right"
                + " column?");
    assertThatThrownBy(() -> join(csv("a.csv", "id,p\n1,1\n"), csv("b.csv", "key,p\nx,1\n")))
        .hasMessageStartingWith("b.csv has no column 'id'");
  }
}
