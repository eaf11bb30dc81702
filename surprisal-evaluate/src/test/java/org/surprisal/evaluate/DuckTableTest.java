package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.surprisal.evaluate.DuckFiles.numbers;
import static org.surprisal.evaluate.DuckFiles.read;
import static org.surprisal.evaluate.DuckFiles.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckTableTest {
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

  private Table parquet(String query) {
    return files.open(files.parquet("data.parquet", query));
  }

  private Table json(String text) {
    return files.open(files.text("data.jsonl", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "HUGEINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL(4,1)",
        "DECIMAL(18,3)",
        "DECIMAL(38,10)",
        "VARCHAR"
      })
  void everyTypeOfNumberIsRead(String type) {
    Table table = parquet("SELECT CAST(i AS " + type + ") AS x FROM range(5) t(i)");
    assertThat(numbers(table, "x")).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(texts(table, "x")).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void numbersAreTheNearestDoubles() {
    Table table =
        parquet(
            "SELECT 0.1::FLOAT AS f, 123456789012345.678::DECIMAL(18,3) AS d,"
                + " 9007199254740993::BIGINT AS i, 18446744073709551615::UBIGINT AS u,"
                + " '-170141183460469231731687303715884105728'::HUGEINT AS h, '1e-3' AS t,"
                + " 'inf'::DOUBLE AS inf, 5e-324::DOUBLE AS tiny");
    assertThat(numbers(table, "f")).containsExactly((double) 0.1f);
    assertThat(numbers(table, "d")).containsExactly(123456789012345.67);
    assertThat(numbers(table, "i")).containsExactly(9007199254740992.0);
    assertThat(numbers(table, "u")).containsExactly(0x1p64);
    assertThat(numbers(table, "t")).containsExactly(0.001);
    assertThat(numbers(table, "inf")).containsExactly(Double.POSITIVE_INFINITY);
    assertThat(numbers(table, "tiny")).containsExactly(Double.MIN_VALUE);
    assertThat(texts(table, "f")).containsExactly("0.1");
    assertThat(texts(table, "d")).containsExactly("123456789012345.678");
    assertThat(texts(table, "u")).containsExactly("18446744073709551615");
  }

  @Test
  void labelsAreTheTextsThatACsvFileWouldHold() {
    Table table =
        parquet(
            "SELECT true AS b, 'yes' AS s, 'x'::ENUM('x', 'y') AS e, DATE '2020-02-01' AS d,"
                + " 2.0::DOUBLE AS one, 0.25::DOUBLE AS q, 1.50::DECIMAL(5,2) AS m,"
                + " 1000::DECIMAL(6,2) AS k, ' padded ' AS p");
    assertThat(texts(table, "b")).containsExactly("true");
    assertThat(texts(table, "s")).containsExactly("yes");
    assertThat(texts(table, "e")).containsExactly("x");
    assertThat(texts(table, "d")).containsExactly("2020-02-01");
    assertThat(texts(table, "one")).containsExactly("2");
    assertThat(texts(table, "q")).containsExactly("0.25");
    assertThat(texts(table, "m")).containsExactly("1.5");
    assertThat(texts(table, "k")).containsExactly("1000");
    assertThat(texts(table, "p")).containsExactly("padded");
  }

  @Test
  void trueAndFalseAreNumbersWhereTargetsAre() {
    Table table = parquet("SELECT i = 1 AS y FROM range(3) t(i)");
    assertThat(read(table, Field.truth(0), false)).containsExactly(0.0, 1.0, 0.0);
    assertThatThrownBy(() -> numbers(table, "y"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data.parquet, row 1, column y: 'false' is not a number; ");
  }

  @Test
  void nullAndNanAreMissing() {
    Table table =
        parquet(
            "SELECT * FROM (VALUES (1.0::DOUBLE, 'a'), (NULL, 'b'), ('nan'::DOUBLE, NULL),"
                + " (4, 'NA')) t(p, g)");
    assertThat(read(table, Field.number(0), true)).containsExactly(1.0, 4.0);
    assertThatThrownBy(() -> numbers(table, "p"))
        .hasMessage(
            "data.parquet, row 2, column p: the value is missing; fill it in, or leave such rows"
                + " out with --missing skip");
    assertThat(texts(table, "g")).containsExactly("a", "b", "", "NA");
    Table.Pass pass = table.read(List.of(Field.number(0)), true, 10, block -> {});
    assertThat(pass).isEqualTo(new Table.Pass(4, 2, 0));
  }

  @Test
  void theFirstFaultOfTheFirstFaultyRowIsNamed() {
    Table table =
        parquet(
            "SELECT CASE WHEN i = 7 THEN 'x' ELSE i::VARCHAR END AS a,"
                + " CASE WHEN i >= 7 THEN 'y' ELSE i::VARCHAR END AS b,"
                + " CASE WHEN i = 8 THEN NULL ELSE i END AS c FROM range(20) t(i)");
    assertThatThrownBy(() ->
            table.read(
                List.of(Field.number(2), Field.number(1), Field.number(0)), false, 4, b -> {}))
        .hasMessageStartingWith("data.parquet, row 8, column a: 'x' is not a number; ");
  }

  @ParameterizedTest
  @CsvSource({"'[1, 2]', INTEGER[]", "'{''a'': 1}', STRUCT(a INTEGER)", "'map {1: 2}', 'MAP('"})
  void aListOrARecordIsNoNumber(String value, String type) {
    Table table = parquet("SELECT 1 AS y, " + value + " AS x");
    assertThat(numbers(table, "y")).containsExactly(1.0);
    assertThatThrownBy(() -> numbers(table, "x"))
        .hasMessageStartingWith("data.parquet: column x holds values of type " + type)
        .hasMessageEndingWith("; expected numbers, texts or true and false");
  }

  @Test
  void namesAreThoseOfTheFile() {
    Table table =
        parquet(
            "SELECT 1 AS \"a \"\"b\"\"\", {'x': 1, 'y': [{'z': 2}]} AS s, 3 AS \"p,q\", 4 AS é");
    assertThat(table.header()).containsExactly("a \"b\"", "s", "p,q", "é");
    assertThat(numbers(table, "é")).containsExactly(4.0);
    assertThatThrownBy(() -> table.column("P,Q"))
        .hasMessageStartingWith("data.parquet has no column 'P,Q'");
  }

  @Test
  void rowsKeepTheirOrderOverManyRowGroups() {
    Table table = parquet("SELECT i AS x FROM range(300000) t(i)");
    assertThat(numbers(table, "x"))
        .isEqualTo(IntStream.range(0, 300_000).mapToObj(i -> (double) i).toList());
  }

  @Test
  void aPathIsNoPattern() {
    Path file = files.parquet("a[1]*'?.parquet", "SELECT 5 AS x");
    files.parquet("a1.parquet", "SELECT 6 AS x");
    assertThat(numbers(files.open(file), "x")).containsExactly(5.0);
  }

  @Test
  void jsonMeansWhatTheSameTextMeansInCsv() {
    List<String> numbers =
        List.of("1", "0.1", "1e-3", "-0.0", "1e400", "123456789012345678901234567890", "5e-324");
    String json = String.join("", numbers.stream().map(n -> "{\"p\": " + n + "}\n").toList());
    String csv = "p\n" + String.join("\n", numbers) + "\n";
    assertThat(numbers(json(json), "p"))
        .isEqualTo(numbers(files.csv(files.text("data.csv", csv)), "p"));
    assertThat(numbers(json("{\"p\": \" 0.5\"}\n{\"p\": 0.25}\n"), "p")).containsExactly(0.5, 0.25);
  }

  @Test
  void namesThatDifferInCaseAreTwoColumns() {
    assertThat(numbers(json("{\"p\": 1, \"P\": 2}\n"), "p")).containsExactly(1.0);
    Table parquet = parquet("SELECT 1 AS p, 2 AS q");
    assertThat(numbers(parquet, "q")).containsExactly(2.0);
  }

  @Test
  void labelsInJsonAreTheSameForOneAndOnePointNought() {
    Table table =
        json("{\"g\": 1.0}\n{\"g\": 1}\n{\"g\": \"1.0\"}\n{\"g\": 0.25}\n{\"g\": 12e-1}\n");
    assertThat(texts(table, "g")).containsExactly("1", "1", "1.0", "0.25", "1.2");
    assertThat(texts(json("{\"s\": \"\\t\\ud83d\\ude00 \\\\ \\/ x\"}\n"), "s"))
        .containsExactly("😀 \\ / x");
  }

  @Test
  void jsonRowsMayLackKeysAndHaveTrueFalseAndNull() {
    Table table =
        json("{\"y\": true, \"p\": 0.5}\n\n{\"p\": null, \"y\": false}\n{\"y\": 1, \"late\": 2}\n");
    assertThat(table.header()).containsExactly("y", "p", "late");
    assertThat(read(table, Field.truth(0), false)).containsExactly(1.0, 0.0, 1.0);
    assertThat(read(table, Field.number(1), true)).containsExactly(0.5);
    assertThat(texts(table, "late")).containsExactly("", "", "2");
    assertThat(texts(json("{\"s\": \"a\\u00e9\\n\\\"b\"}\n"), "s")).containsExactly("aé\n\"b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"p\": 1},\n {\"p\": 2}]",
        "  {\"p\": 1}\n{\"p\": 2}",
        "{\n\"p\": 1\n}\n{\n\"p\": 2\n}\n"
      })
  void jsonMayBeAListOrSpreadOverLines(String text) {
    assertThat(numbers(files.open(files.text("data.json", text)), "p")).containsExactly(1.0, 2.0);
  }

  @Test
  void jsonMayBeGzipped() {
    Table table = files.open(files.gzip("data.jsonl.gz", "{\"p\": 1}\n{\"p\": 2}\n"));
    assertThat(numbers(table, "p")).containsExactly(1.0, 2.0);
    assertThat(numbers(table, "p")).containsExactly(1.0, 2.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"p\": 1}\\n{\"p\": 2\\n{\"p\": 3}\\n| data.jsonl, row 2: not well-formed JSON (",
        "{\"p\": 1\\n{\"p\": 2}\\n| data.jsonl, row 1: not well-formed JSON (",
        "{\"p\": 1}\\n{\"p\": 2}garbage\\n| data.jsonl, row 2: not well-formed JSON (",
        "{\"p\": 1}\\n[1]\\n| data.jsonl holds other JSON than objects; every line must be one",
        "5\\n6\\n| data.jsonl holds other JSON than objects; every line must be one object",
        "{\"p\": 1}\\n{\"p\": 1, \"p\": 2}\\n| data.jsonl, row 2: Object {",
      })
  void brokenJsonIsOneLineThatNamesTheRow(String text, String message) {
    assertThatThrownBy(() -> numbers(json(text.replace("\\n", "\n")), "p"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message.strip())
        .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n", "LINE"));
  }

  @Test
  void aListWithinJsonIsNamed() {
    assertThatThrownBy(() -> numbers(json("{\"p\": 1}\n{\"p\": [1]}\n"), "p"))
        .hasMessage(
            "data.jsonl, row 2, column p: '[1]' is a list or an object; expected a number, a text,"
                + " true or false");
  }

  @Test
  void aBadNumberInJsonIsNamed() {
    assertThatThrownBy(() -> numbers(json("{\"p\": 1}\n{\"p\": \"half\"}\n"), "p"))
        .hasMessageStartingWith("data.jsonl, row 2, column p: 'half' is not a number; ");
  }

  @Test
  void aParquetFileThatIsCutShortOrNoneIsSaid() throws IOException {
    byte[] whole = Files.readAllBytes(files.parquet("w.parquet", "SELECT 1 AS p FROM range(100)"));
    assertThatThrownBy(() -> files.open(files.bytes("t.parquet", Arrays.copyOf(whole, 100))))
        .hasMessage("t.parquet is cut short: a Parquet file ends in PAR1; copy the file again");
    assertThatThrownBy(() -> files.open(files.bytes("t.parquet", Arrays.copyOf(whole, 4))))
        .hasMessage("t.parquet is cut short: a Parquet file ends in PAR1; copy the file again");
    assertThatThrownBy(() -> files.open(files.text("t.parquet", "y,p\n1,0.5\n")))
        .hasMessage("t.parquet is not a Parquet file; does its name end in .parquet by mistake?");
    assertThatThrownBy(() -> files.open(files.text("t.parquet", "")))
        .hasMessage("t.parquet is empty; expected a Parquet file");
    assertThatThrownBy(() -> files.open(folder.resolve("none.parquet")))
        .hasMessage("none.parquet does not exist; expected a Parquet file");
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length / 2, whole.length - 20, (byte) 0x77);
    assertThatThrownBy(() -> files.open(files.bytes("t.parquet", damaged)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("t.parquet cannot be read as Parquet: ")
        .hasMessageEndingWith("; is the file damaged?");
  }

  @Test
  void pagesThatAreDamagedAreSaid() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            files.parquet("w.parquet", "SELECT (i * 7919) % 1000003 AS p FROM range(400000) t(i)"));
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length / 2, whole.length / 2 + 2000, (byte) 0xff);
    Table table = files.open(files.bytes("t.parquet", damaged));
    assertThatThrownBy(() -> numbers(table, "p"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("t.parquet cannot be read as Parquet: ")
        .hasMessageEndingWith("; is the file damaged?")
        .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n"));
  }

  @Test
  void aGzipThatIsCutShortIsSaidEvenAtTheEndOfARow() throws IOException {
    String text = "{\"p\": 1}\n".repeat(5000);
    byte[] whole = Files.readAllBytes(files.gzip("w.jsonl.gz", text));
    assertThatThrownBy(
            () -> files.open(files.bytes("t.jsonl.gz", Arrays.copyOf(whole, whole.length - 4))))
        .hasMessageStartingWith("t.jsonl.gz is cut short: ");
  }

  @Test
  void emptyTablesAreSaid() {
    assertThatThrownBy(() -> numbers(parquet("SELECT 1 AS p WHERE false"), "p"))
        .hasMessage("data.parquet has no rows; a mean over no rows is not defined");
    assertThatThrownBy(() -> json("")).hasMessageStartingWith("data.jsonl is empty; every line");
    assertThatThrownBy(() -> json("\n\n")).hasMessageStartingWith("data.jsonl ");
  }
}
