package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in parts, names that lead nowhere, and what standard input may hold. */
class PartsOfFilesTest {
  @TempDir Path folder;

  private List<Double> numbers(Source source) {
    try (Tables tables = Tables.open(source, new ByteArrayInputStream(new byte[0]))) {
      return DuckFiles.numbers(tables.table(), "p");
    }
  }

  private Source where(String pattern, String condition) {
    return new Source(List.of(folder.resolve(pattern).toString()), condition, null, null);
  }

  @Test
  void aPartWithoutRowsIsNoFault() {
    Asking.file(folder, "a.csv", "y,p\n");
    Asking.file(folder, "b.csv", "y,p\n1,0.5\n0,0.25\n");
    Asking.file(folder, "c.csv", "y,p\n");
    Source all = Source.of(folder.resolve("*.csv").toString());
    assertThat(numbers(all)).containsExactly(0.5, 0.25);
    assertThat(numbers(where("*.csv", "y = 0"))).containsExactly(0.25);
  }

  @Test
  void aPartOfParquetWithoutRowsIsNoFault() {
    try (DuckFiles files = new DuckFiles(folder)) {
      files.parquet("a.parquet", "SELECT 1 AS y, 0.5 AS p");
      files.parquet("b.parquet", "SELECT 1 AS y, 0.5 AS p WHERE false");
    }
    assertThat(numbers(Source.of(folder.resolve("*.parquet").toString()))).containsExactly(0.5);
    assertThat(numbers(where("*.parquet", "p < 1"))).containsExactly(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.csv", "b.csv"})
  void noRowsAtAllIsAFault(String pattern) {
    Asking.file(folder, "a.csv", "y,p\n");
    Asking.file(folder, "b.csv", "y,p\n");
    String words = "b.csv has a header and no rows; a mean over no rows is not defined";
    Source source = Source.of(folder.resolve(pattern).toString());
    assertThatThrownBy(() -> numbers(source))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(words);
    assertThatThrownBy(() -> numbers(where(pattern, "y = 0"))).hasMessageEndingWith(words);
  }

  @Test
  void aNameThatLeadsNowhereIsSaid() {
    assertThatThrownBy(() -> numbers(Source.of(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name of a file is empty; is a variable of the shell not set?");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> numbers(Source.of(none + "/*.csv")))
        .isInstanceOf(DataException.class)
        .hasMessage(none + "/*.csv matches no file: there is no folder " + none);
  }

  @Test
  void packedJsonIsKnownByWhatStandsInIt() throws IOException {
    byte[] packed;
    try (DuckFiles files = new DuckFiles(folder)) {
      packed = Files.readAllBytes(files.gzip("rows.gz", "{\"p\": 0.5}\n{\"p\": 0.25}\n"));
    }
    try (Tables tables = Tables.open(Source.of("-"), new ByteArrayInputStream(packed))) {
      assertThat(DuckFiles.numbers(tables.table(), "p")).containsExactly(0.5, 0.25);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.jsonl", "data.json"})
  void jsonThatGoesTooDeepIsRefused(String name) {
    try (DuckFiles files = new DuckFiles(folder)) {
      String objects = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
      Path deep = files.text(name, "{\"p\": 0.5, \"t\": \"]}\\\"\"}\n{\"q\": " + objects + "}\n");
      assertThatThrownBy(() -> files.open(deep))
          .isInstanceOf(DataException.class)
          .hasMessage(
              name
                  + ", line 2: lists and objects within one another go deeper than 500 levels;"
                  + " leave that column out of the file, or make it one text");
      String lists = "[".repeat(400) + "]".repeat(400);
      Path fine = files.text(name, "{\"p\": 0.5, \"q\": " + lists + "}\n{\"p\": 0.25}\n");
      assertThat(DuckFiles.numbers(files.open(fine), "p")).containsExactly(0.5, 0.25);
      Path text = files.text(name, "{\"p\": 0.5, \"q\": \"" + "[\\\"".repeat(900) + "\"}\n");
      assertThat(DuckFiles.numbers(files.open(text), "p")).containsExactly(0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id <> 'b'"})
  void aRowOfAJoinIsToldByItsId(String condition) {
    Path main = Asking.file(folder, "m.csv", "id,y\nc,1\na,0\nd,1\nb,1\n");
    Path other = Asking.file(folder, "o.csv", "id,p\nd,1.5\nc,0.5\na,0.5\nb,0.5\n");
    Source source =
        new Source(
            List.of(main.toString()),
            condition.isEmpty() ? null : condition,
            other.toString(),
            "id");
    ScoreRequest request = ScoreRequest.of(source, "y", "p").losses(List.of("log_loss")).build();
    assertThatThrownBy(() -> Scoring.of(request))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("o.csv, id d, column p: prediction 1.5 is outside [0, 1]");
  }

  @Test
  void aConditionOnANameWithAPointIsToldOfQuotes() {
    Asking.file(folder, "a.csv", "y,p,a.p\n1,0.5,1\n");
    assertThatThrownBy(() -> numbers(where("a.csv", "a.p = 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("; a name with a point needs quotes: \"a.p\"");
  }

  @Test
  void aConditionMeansTheSameOnPartsAsOnOneFile() {
    Asking.file(folder, "a.csv", "y,p,c\n1,0.5,1\n0,0.2,1.0\n1,0.7,2\n");
    Asking.file(folder, "b.csv", "y,p,c\n1,0.4,x\n0,0.3,1\n");
    assertThat(numbers(where("?.csv", "c = '1'"))).containsExactly(0.5, 0.3);
  }
}
