package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir Path folder;

  private List<Double> column(String text, String name, boolean skip) {
    CsvTable table = CsvTable.open(CsvFile.of(folder, text).path());
    List<Double> values = new ArrayList<>();
    table.read(
        List.of(Field.number(table.column(name))),
        skip,
        3,
        block -> IntStream.range(0, block.size()).forEach(i -> values.add(block.column(0)[i])));
    return values;
  }

  @Test
  void readsAcrossBlocks() {
    assertThat(column("a,b\n1,2\n3,4\n5,6\n7,8\n", "b", false)).containsExactly(2.0, 4.0, 6.0, 8.0);
    assertThat(column("a,b\n1,2\n3,4\n5,6", "a", false)).containsExactly(1.0, 3.0, 5.0);
  }

  @Test
  void readsAnyLineEnds() {
    String text = "y,p\r1,2\n3,4\r\n\r\n\n\r5,6\r\r7,8";
    assertThat(column(text, "y", false)).containsExactly(1.0, 3.0, 5.0, 7.0);
    assertThat(column(text.replace("4", "\"4\""), "p", false)).containsExactly(2.0, 4.0, 6.0, 8.0);
  }

  @Test
  void readsGzipWhateverTheNameSays() throws IOException {
    Path file = folder.resolve("data.csv");
    Files.write(
        file,
        GzipStreamTest.joined(GzipStreamTest.packed("y\n1\n2"), GzipStreamTest.packed("5\n3")));
    List<Double> values = new ArrayList<>();
    CsvTable.open(file)
        .read(List.of(Field.number(0)), false, 1, block -> values.add(block.column(0)[0]));
    assertThat(values).containsExactly(1.0, 25.0, 3.0);
  }

  @Test
  void readsQuotedFields() {
    String text =
        "\"name, full\",\"say \"\"y\"\"\",p\r\n\"Doe,\r\nJane\",\"1\",0.5\r\n\"x\"\"\",2,3\r\n";
    assertThat(column(text, "say \"y\"", false)).containsExactly(1.0, 2.0);
    assertThat(column(text, "p", false)).containsExactly(0.5, 3.0);
  }

  @Test
  void acceptsMarksBlankLinesAndSpaces() {
    assertThat(column("\uFEFFy, p \n\n1, 2\n\n\n3,4 \n\n", "y", false)).containsExactly(1.0, 3.0);
    assertThat(column("\uFEFF\"y\",p\n1,2\n", "p", false)).containsExactly(2.0);
  }

  @Test
  void takesOtherSeparatorsWhereTheHeaderHasNoComma() {
    assertThat(column("y;p\n1;2\n", "p", false)).containsExactly(2.0);
    assertThat(column("y\tp\n1\t2\n", "p", false)).containsExactly(2.0);
    assertThat(column("\"a,b\";p\n1;2\n", "a,b", false)).containsExactly(1.0);
    assertThat(column("y;z,p\n1,2\n", "y;z", false)).containsExactly(1.0);
    assertThat(column("y\n1\n", "y", false)).containsExactly(1.0);
  }

  @Test
  void columnsThatAreNotWantedMayHoldAnything() {
    assertThat(column("y,note\n1,abc\n2,\n", "y", false)).containsExactly(1.0, 2.0);
  }

  @Test
  void leavesOutMissingRowsOnRequest() {
    assertThat(column("y,p\n1,2\n,3\nNA,4\nnan,5\n6,\n", "y", true)).containsExactly(1.0, 6.0);
  }

  @Test
  void knowsWhereARowStands() {
    CsvTable table = CsvTable.open(CsvFile.of(folder, "y,t\n1,\"a\nb\"\n\n2,c\n").path());
    List<String> places = new ArrayList<>();
    table.read(List.of(Field.number(0)), false, 1, block -> places.add(block.place(0)));
    assertThat(places)
        .allSatisfy(place -> assertThat(place).startsWith(table.name() + ", line "))
        .extracting(place -> place.substring(place.indexOf("line")))
        .containsExactly("line 2 (row 1)", "line 5 (row 2)");
  }
}
