package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no CSV, or damaged: what is said, in one line. */
class CsvTableErrorsTest {
  @TempDir Path folder;

  private CsvTable table(byte[] bytes) throws IOException {
    return CsvTable.open(Files.write(folder.resolve("data.csv"), bytes), "data.csv");
  }

  /** Reads column y as numbers and column t, if there is one, as texts. */
  private long rows(byte[] bytes) throws IOException {
    CsvTable table = table(bytes);
    Field y = Field.number(table.column("y"));
    List<Field> wanted =
        table.header().contains("t")
            ? List.of(y, Field.text(table.column("t"), TextValues.of(String::length)))
            : List.of(y);
    return table.read(wanted, false, 4, _ -> {}).rows();
  }

  private AbstractThrowableAssert<?, ?> refuses(byte[] bytes) {
    AbstractThrowableAssert<?, ?> refused =
        assertThatThrownBy(() -> rows(bytes)).isInstanceOf(DataException.class);
    refused.message().startsWith("data.csv").hasLineCount(1);
    return refused;
  }

  private AbstractThrowableAssert<?, ?> refuses(String text) {
    return refuses(text.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PAR1....PAR1|a Parquet file",
        "PK\3\4......[Content_Types].xml|an Excel workbook; save it as CSV",
        "PK\3\4......data.csv|a zip archive; unpack it first with unzip",
        "\u00d0\u00cf\u0011\u00e0|an old Excel workbook; save it as CSV",
        "BZh9|a bzip2 file; unpack it first with bunzip2",
        "(\u00b5/\u00fd|a zstd file; unpack it first with unzstd",
        "ARROW1|an Arrow file; export it as CSV or Parquet",
        "SQLite format 3|an SQLite database",
        "<!DOCTYPE html>|a web page; was a log-in or error page saved?",
      })
  void saysWhatAFileSeemsToBe(String bytes, String words) {
    refuses(bytes).hasMessageStartingWith("data.csv is not CSV: it seems to be " + words);
    refuses(GzipStreamTest.packed(bytes.getBytes(ISO_8859_1)))
        .hasMessageStartingWith("data.csv, unpacked, is not CSV: it seems to be " + words);
  }

  @Test
  void saysHowToConvertUtf16() {
    String text = "y,p\n1,0.5\n";
    refuses(("\uFEFF" + text).getBytes(UTF_16LE)).hasMessageEndingWith("iconv -f UTF-16 -t UTF-8");
    refuses(("\uFEFF" + text).getBytes(UTF_16BE)).hasMessageEndingWith("iconv -f UTF-16 -t UTF-8");
    refuses(text.getBytes(UTF_16LE)).hasMessageEndingWith("iconv -f UTF-16LE -t UTF-8");
    refuses(text.getBytes(UTF_16BE)).hasMessageEndingWith("iconv -f UTF-16BE -t UTF-8");
  }

  @Test
  void readsUtf8WhereItIsWantedAndAnythingElsewhere() throws IOException {
    refuses("\ny,gr\u00f6\u00dfe\n1,2\n")
        .hasMessage(
            "data.csv, line 2, column 2: the header 'gr\uFFFD\uFFFDe' is not UTF-8; convert the"
                + " file, for example with iconv -f WINDOWS-1252 -t UTF-8");
    refuses("y,t\n1,a\n\n2,gr\u00fcn\n")
        .hasMessageStartingWith("data.csv, line 4 (row 2), column t: 'gr\uFFFDn' is not UTF-8;");
    refuses("y,t\n\"1\",a\n\n2,gr\u00fcn\n")
        .hasMessageStartingWith("data.csv, line 4 (row 2), column t: 'gr\uFFFDn' is not UTF-8;");
    assertThat(rows("y,n\n1,gr\u00fcn\n2,\u00ff\u00fe\n".getBytes(ISO_8859_1))).isEqualTo(2);
    assertThat(rows("y,größe,t\n1,2,grün\n".getBytes(UTF_8))).isEqualTo(1);
  }

  @Test
  void saysThatAFileIsBinaryOrDamaged() {
    refuses("y,p\0\0\0\1\n1,2\n")
        .hasMessageStartingWith("data.csv, line 1, column 2: the header has a NUL byte");
    refuses("y,p\n1,2\n" + "\0".repeat(50) + ",2\n").hasMessageContaining("it has NUL bytes");
  }

  @Test
  void saysThatAHeaderIsMissing() throws IOException {
    refuses("1,0.5\n0,0.25\n")
        .hasMessage(
            "data.csv has no column 'y'; it seems to have no header line, as its first line has"
                + " numbers only (1, 0.5); put the names of the columns on a line above");
    assertThat(table("0,1\n5,6\n".getBytes(UTF_8)).column("1")).isEqualTo(1);
    refuses("1,p\n0,0.25\n").hasMessage("data.csv has no column 'y'. Columns: 1, p");
  }

  @Test
  void saysThatAHeaderStandsBetweenTheRows() {
    for (String mark : List.of("", "\uFEFF")) {
      refuses(("n,y,t\n0,1,a\n" + mark + "n,y,t\n0,1,b\n").getBytes(UTF_8))
          .hasMessage(
              "data.csv, line 3 (row 2), column y: 'y' is the header once more;"
                  + " remove the line, or name the files one by one");
      refuses(("y,n\n1,0\n" + mark + "y,n\n").getBytes(UTF_8))
          .hasMessageContaining("line 3 (row 2), column y: 'y' is the header once more");
    }
  }

  @Test
  void takesNamesThatAreEmptyOrTwiceIfNobodyAsksForThem() throws IOException {
    assertThat(rows(",y,p,p,\n0,1,2,3,4\n".getBytes(UTF_8))).isEqualTo(1);
    refuses("y,y\n1,2\n").hasMessageStartingWith("data.csv has more than one column 'y' (columns");
  }

  @Test
  void saysThatGzipIsCutShort() throws IOException {
    byte[] whole = GzipStreamTest.packed("y,p\n" + "1,2\n".repeat(100));
    assertThat(rows(whole)).isEqualTo(100);
    for (int length = 2; length < whole.length; length++) {
      refuses(Arrays.copyOf(whole, length))
          .hasMessage(
              "data.csv is cut short: the gzip stream ends in the middle; copy the file again");
    }
    refuses(Arrays.copyOf(whole, 1)).hasMessageContaining("has no column 'y'");
    refuses(new byte[0]).hasMessageContaining("is empty");
  }

  @Test
  void saysThatGzipIsDamaged() {
    byte[] whole = GzipStreamTest.packed("y,p\n" + "1,2\n".repeat(100));
    whole[whole.length - 6] ^= 1;
    refuses(whole)
        .hasMessage("data.csv is damaged: the gzip checksum does not match; copy the file again");
  }

  @Test
  void saysThatAFileHasChanged() throws IOException {
    CsvTable table = table("y,p\n1,2\n".getBytes(UTF_8));
    Files.writeString(folder.resolve("data.csv"), "p,y\n1,2\n");
    List<Field> wanted = List.of(Field.number(0));
    assertThatThrownBy(() -> table.read(wanted, false, 4, _ -> {}))
        .hasMessage("data.csv has changed while it was read; run the command again");
  }

  @Test
  void readsFieldsOfAMillionCharacters() throws IOException {
    String million = "x".repeat(1_000_000);
    for (String quote : List.of("", "\"")) {
      String wide = quote + million + quote;
      assertThat(rows(("y,t\n1," + wide + "\n2,b\n3," + wide).getBytes(UTF_8))).isEqualTo(3);
      assertThat(rows(("n,y\n" + wide + ",1\nb,2\n" + wide + ",3").getBytes(UTF_8))).isEqualTo(3);
      assertThat(rows((wide + ",y," + wide + "\n1,2,3").getBytes(UTF_8))).isEqualTo(1);
    }
    assertThat(rows(("n,y,m\n" + "b,1," + million.repeat(3) + "\n").getBytes(UTF_8))).isEqualTo(1);
    refuses("y\n" + million + "\n")
        .hasMessageStartingWith("data.csv, line 2 (row 1), column y: '" + "x".repeat(40) + "…' is");
    refuses("y\n" + "1".repeat(2_000_000) + "x\n").hasMessageContaining("is not a number");
    refuses("y,n\n2,b\n1," + million.repeat(17) + "\n")
        .hasMessageContaining("data.csv, line 3: a field is longer than 16777216 characters");
    refuses("y,n\n2,b\n1,\"" + million.repeat(17))
        .hasMessageContaining("data.csv, line 3: a field is longer than 16777216 characters");
  }

  @Test
  void saysThatAHeaderNeverEnds() {
    refuses("y,\"p\n" + "1,2\n".repeat(10))
        .hasMessageStartingWith(
            "data.csv, line 1: this is not well-formed CSV: a quoted field never ends");
    byte[] endless = new byte[70 << 20];
    Arrays.fill(endless, (byte) ',');
    refuses(endless).hasMessageContaining("the header is longer than 67108864 bytes");
  }

  @Test
  void knowsHowMuchOfTheFileIsRead() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows = new StringBuilder("y,p\n");
    random.doubles(300_000).forEach(p -> rows.append("1,").append(p).append('\n'));
    String text = rows.toString();
    for (byte[] bytes : List.of(text.getBytes(UTF_8), GzipStreamTest.packed(text))) {
      CsvTable table = table(bytes);
      double[] shares = new double[30];
      int[] blocks = new int[1];
      table.read(List.of(Field.number(0)), false, 10_000, b -> shares[blocks[0]++] = b.share());
      assertThat(shares).isSorted().endsWith(1.0);
      assertThat(shares[0]).isBetween(0.0, 0.5);
    }
  }
}
