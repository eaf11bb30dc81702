package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.surprisal.evaluate.DuckFiles.numbers;
import static org.surprisal.evaluate.DuckFiles.places;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilteredTableTest {
  private static final String CSV =
      """
      y,p,region,day,zip,ok
      1, 0.5 ,north,2024-01-01,00123,true
      0,NA,south,2024-01-02,00456,false
      1,0.25,"north",2024-02-01,12345,TRUE
      bad,1e-3,,2024-03-01,00123,false
      0,0.75,NA,2024-04-01,99999,NA
      """;

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

  private Table where(String expression) {
    Path file = files.text("data.csv", CSV);
    return new FilteredTable(files.database, files.csv(file), expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region = 'north' | 1, 3",
        "p < 0.3 and p > 0.1 | 3",
        "p is null | 2",
        "day >= date '2024-02-01' | 3, 4, 5",
        "day >= '2024-02-01' | 3, 4, 5",
        "zip like '00%' | 1, 2, 4",
        "ok | 1, 3",
        "not ok | 2, 4",
        "region = 'NA' | 5",
        "region is null | 4",
        "true | 1, 2, 3, 4, 5",
        "NULL::BOOLEAN | ''",
        "y in ('1', 'bad') | 1, 3, 4",
        "\"P\" = 0.001 -- a comment | 4",
        "zip = ';' or region = ')' or p = 0.25 | 3",
      })
  void rowsAreThoseForWhichTheExpressionIsTrue(String expression, String rows) {
    Table table = where(expression);
    Table all =
        new FilteredTable(files.database, files.csv(files.text("data.csv", CSV)), expression);
    List<Long> kept =
        rows.isEmpty()
            ? List.of()
            : List.of(rows.split(", ")).stream().map(row -> Long.valueOf(row.strip())).toList();
    assertThat(table.header()).isEqualTo(all.header());
    List<Long> seen = new ArrayList<>();
    Table.Pass pass =
        table.read(
            List.of(Field.text(2, TextValues.of(text -> 0))),
            false,
            2,
            block -> {
              for (int i = 0; i < block.size(); i++) {
                seen.add(block.number(i));
              }
            });
    assertThat(seen).isEqualTo(kept);
    assertThat(pass).isEqualTo(new Table.Pass(5, 0, 5 - kept.size()));
  }

  @Test
  void whatIsLeftOutMayBeFaultyOrMissing() {
    assertThat(numbers(where("p is not null"), "p")).containsExactly(0.5, 0.25, 0.001, 0.75);
    assertThat(numbers(where("y <> 'bad'"), "y")).containsExactly(1.0, 0.0, 1.0, 0.0);
    assertThatThrownBy(() -> numbers(where("zip <> '12345'"), "y"))
        .hasMessageStartingWith("data.csv, line 5 (row 4), column y: 'bad' is not a number; ");
    assertThatThrownBy(() -> numbers(where("true"), "p"))
        .hasMessageStartingWith("data.csv, line 3 (row 2), column p: 'NA' is a missing value; ");
  }

  @Test
  void bitsAreTheSameWithoutDuckDbWithAFilterAndInDuckDb() throws SQLException {
    Random random = new Random(11);
    List<String> texts = new ArrayList<>(List.of("5e-324", "1e400", "-0", "0.1", ".5", "1."));
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      texts.add(
          Double.isFinite(value) && i % 2 == 0
              ? new BigDecimal(value).round(new MathContext(1 + random.nextInt(25))).toString()
              : Double.toString(random.nextDouble()));
    }
    Path file = files.text("bits.csv", "p,g\n" + String.join(",x\n", texts) + ",x\n");
    List<Double> plain = numbers(files.csv(file), "p");
    assertThat(plain).hasSize(texts.size());
    Table filtered = new FilteredTable(files.database, files.csv(file), "g = 'x'");
    assertThat(numbers(filtered, "p")).isEqualTo(plain);
    // 1e400 is no number to DuckDB.
    Path cast =
        files.parquet(
            "cast.parquet",
            "SELECT coalesce(try_cast(p AS DOUBLE), 'inf'::DOUBLE) AS p FROM read_csv("
                + DuckSql.text(file.toString())
                + ", all_varchar=true)");
    assertThat(numbers(files.open(cast), "p")).isEqualTo(plain);
    Path json =
        files.text(
            "bits.jsonl",
            texts.stream()
                .map(text -> "{\"p\": \"" + text + "\"}\n")
                .collect(Collectors.joining()));
    assertThat(numbers(files.open(json), "p")).isEqualTo(plain);
  }

  @Test
  void aValueThatDoesNotFitIsSaidHoweverLateItComes() {
    Path file =
        files.parquet(
            "late.parquet",
            "SELECT CASE WHEN i = 90000 THEN 'x' ELSE i::VARCHAR END AS g FROM range(100000) t(i)");
    assertThatThrownBy(() -> places(files.open(file).where("g::INTEGER >= 0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--where 'g::INTEGER >= 0': Could not convert string 'x' to INT32 when casting from"
                + " source column g; the columns are g");
  }

  @Test
  void parquetAndJsonAreFilteredToo() {
    Path parquet =
        files.parquet("d.parquet", "SELECT i AS y, i / 10.0 AS p FROM range(10000) t(i)");
    Table table = files.open(parquet).where("p >= 999.8 or y = 3");
    assertThat(numbers(table, "y")).containsExactly(3.0, 9998.0, 9999.0);
    assertThat(places(table)).containsExactly(4L, 9999L, 10_000L);
    assertThat(table.read(List.of(Field.number(0)), false, 10, block -> {}))
        .isEqualTo(new Table.Pass(10_000, 0, 9997));
    Path json = files.text("d.jsonl", "{\"y\": 1, \"g\": \"a\"}\n{\"y\": 0, \"g\": \"b\"}\n");
    assertThat(numbers(files.open(json).where("g = 'b'"), "y")).containsExactly(0.0);
  }

  @Test
  void anExpressionWithRandomNumbersMeansTheSameRowsEachTime() {
    Table table = where("random() < 0.5 and y <> 'bad'");
    assertThat(places(table)).isEqualTo(places(table));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p > | syntax error at end of input",
        "q > 1 | Referenced column \"q\" not found in FROM clause",
        "region > 1 | Cannot compare values of type VARCHAR and type INTEGER_LITERAL",
        "p + 1 | it gives DOUBLE, not true or false; compare it with something",
        "sum(p) > 1 | WHERE clause cannot contain aggregates",
        "row_number() over () > 1 | WHERE clause cannot contain window functions",
        "foo(p) > 1 | Scalar Function with name foo does not exist",
        "unnest([1, 2]) > 1 | UNNEST not supported here",
        "p > 1; select 1 | ",
        "p > 1); drop table x; select (1 | ",
        "p > 1), (true | expected one SQL expression",
        "true) FROM range(3) WHERE (true | expected one SQL expression",
        "true) ORDER BY (true | expected one SQL expression",
        "true) UNION ALL SELECT (true | expected one SQL expression",
        "p in (select 1) | expected one SQL expression, without SELECT, parameters or a semicolon",
        "exists (from read_csv('x.csv')) | expected one SQL expression",
        "p > $1 | ",
        "'' | is empty; expected an SQL expression such as",
        "cast(region as integer) > 1 | Could not convert string 'north' to INT32 when casting from"
            + " source column region",
      })
  void whatIsNoExpressionIsRefusedInOneLine(String expression, String why) {
    assertThatThrownBy(() -> places(where(expression)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--where")
        .hasMessageContaining(why == null ? "" : why)
        .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n", "LINE"));
    Path parquet = files.parquet("d.parquet", "SELECT 'north' AS region, 0.5::DOUBLE AS p");
    assertThatThrownBy(() -> places(files.open(parquet).where(expression)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--where")
        .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n", "LINE"));
  }

  @Test
  void theColumnsThatExistAreListed() {
    assertThatThrownBy(() -> where("q > 1"))
        .hasMessage(
            "--where 'q > 1': Referenced column \"q\" not found in FROM clause; the columns are"
                + " y, p, region, day, zip, ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p > 0", "P > 0"})
  void namesThatSqlDoesNotTellApartAreRefused(String expression) {
    Path file = files.text("twice.csv", "p,P\n1,2\n");
    assertThatThrownBy(() -> new FilteredTable(files.database, files.csv(file), expression))
        .hasMessage(
            "twice.csv has columns 'p' and 'P', which SQL does not tell apart; rename one of them,"
                + " or leave both out of --where");
    Path same = files.text("same.csv", "p,p\n1,2\n");
    assertThatThrownBy(() -> new FilteredTable(files.database, files.csv(same), expression))
        .hasMessage("same.csv has more than one column 'p' (columns 1 and 2); rename one of them");
  }
}
