package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways of reading a file say the same: the scanner's, and FastCSV's for the whole of it. */
class CsvScannerTest {
  private static final int FILES = 2_000;

  /** A buffer in which no record fits. */
  private static final int ONLY_FAST_CSV = 0;

  private static final String[] PIECES = {
    ",",
    ",",
    ",",
    ",",
    ",",
    ";",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r\n",
    "\r",
    "\"",
    " ",
    "0",
    "1",
    "7",
    "0.5",
    "12345678",
    ".1234567890123456789",
    "e",
    "-",
    "+",
    ".",
    "NA",
    "nan",
    "inf",
    "true",
    "x",
    "é",
    "\0",
    "\u2028"
  };

  @TempDir Path folder;

  /** All that a pass tells: values as bits, places, and how it ended. */
  private static List<Object> read(Path file, int bufferBytes, boolean skip, int blockRows) {
    List<Object> told = new ArrayList<>();
    try {
      CsvTable table = new CsvTable(file, "data.csv", bufferBytes);
      told.add(table.header());
      int last = table.header().size() - 1;
      Table.Pass pass =
          table.read(
              last == 0
                  ? List.of(Field.truth(0))
                  : List.of(Field.number(last), Field.text(0, TextValues.of(String::hashCode))),
              skip,
              blockRows,
              block -> IntStream.range(0, block.size()).forEach(i -> tell(block, i, told)));
      told.add(pass);
    } catch (DataException problem) {
      assertThat(problem.getMessage()).startsWith("data.csv").hasLineCount(1);
      told.add(problem.getMessage());
    }
    return told;
  }

  private static void tell(Block block, int row, List<Object> told) {
    told.add(block.place(row));
    told.add(Double.doubleToRawLongBits(block.column(0)[row]));
  }

  /** Mostly rows as wide as the header, as ragged ones end the reading. */
  private static String file(SplittableRandom random) {
    int width = random.nextInt(1, 4);
    String[] ends = {"\n", "\r\n", "\r"};
    String end = ends[random.nextInt(3)];
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
    text.append("\n".repeat(random.nextInt(8) == 0 ? 1 : 0));
    text.append(random.nextInt(4) == 0 ? "\"a\"\"b\",c,d\n" : "a,b,c".substring(0, 2 * width - 1));
    for (int row = random.nextInt(12); row > 0; row--) {
      text.append(random.nextInt(8) == 0 ? ends[random.nextInt(3)] : end);
      for (int field = 0; field < width; field++) {
        text.append(field == 0 ? "" : ",").append(field(random));
      }
    }
    for (int wild = random.nextInt(8) - 4; wild > 0; wild--) {
      text.insert(random.nextInt(text.length() + 1), PIECES[random.nextInt(PIECES.length)]);
    }
    String separator = new String[] {",", ",", ",", ";", "\t"}[random.nextInt(5)];
    return text.append(random.nextBoolean() ? end : "").toString().replace(",", separator);
  }

  private static String field(SplittableRandom random) {
    return switch (random.nextInt(64)) {
      case 0 -> "NA";
      case 1 -> "";
      case 2 -> "\"" + "1\n".repeat(random.nextInt(2)) + "\"";
      case 3 -> "abc";
      case 4 -> "1".repeat(random.nextInt(60));
      case 5, 6 -> " " + random.nextInt(10) + " ";
      case 7, 8 -> "\"" + random.nextInt(10) + "\"";
      default -> Double.toString(random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble());
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64})
  void readsWhatFastCsvReads(int blockRows) throws IOException {
    long seed = 20261121L + blockRows;
    SplittableRandom random = new SplittableRandom(seed);
    Path file = folder.resolve("data.csv");
    int whole = 0;
    for (int i = 0; i < FILES; i++) {
      String text = file(random);
      Files.writeString(file, text);
      boolean skip = random.nextBoolean();
      List<Object> expected = read(file, ONLY_FAST_CSV, skip, blockRows);
      int bufferBytes = random.nextInt(1, 80);
      for (int bytes : new int[] {bufferBytes, 1 << 16}) {
        assertThat(read(file, bytes, skip, blockRows))
            .as("buffer of %s bytes, seed %s, %s", bytes, seed, text)
            .isEqualTo(expected);
      }
      whole += expected.getLast() instanceof Table.Pass ? 1 : 0;
    }
    assertThat(whole).isBetween(FILES / 4, FILES - FILES / 4);
  }

  /** The header and the places of all rows, by FastCSV from the first character on. */
  @Test
  void findsTheRowsThatFastCsvFinds() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    Path file = folder.resolve("data.csv");
    int compared = 0;
    for (int i = 0; i < FILES; i++) {
      String text = file(random);
      Files.writeString(file, text);
      List<Object> told = read(file, random.nextInt(80), false, 3);
      if (told.getLast() instanceof Table.Pass pass) {
        List<Object> expected = places(text);
        assertThat(told.stream().filter(each -> !(each instanceof Long)).toList())
            .as(text)
            .startsWith(expected.toArray())
            .hasSize(expected.size() + 1);
        assertThat(pass.rows()).isEqualTo(expected.size() - 1);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(FILES / 8);
  }

  private static List<Object> places(String text) throws IOException {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    char separator = NaiveRows.separator(plain);
    List<Object> places = new ArrayList<>();
    try (var reader = CsvTable.parser(separator).ofCsvRecord(plain)) {
      for (CsvRecord record : reader) {
        long line = record.getStartingLineNumber();
        places.add(
            places.isEmpty()
                ? record.getFields().stream().map(String::strip).toList()
                : "data.csv, line %s (row %s)".formatted(line, places.size()));
      }
    }
    return places;
  }

  @Test
  void readsTextsOnce() throws IOException {
    Path file = folder.resolve("data.csv");
    Files.writeString(file, "id,p\na,1\nb,2\n\"c\",3\nd,4\n");
    for (int bytes = 0; bytes < 30; bytes++) {
      List<String> texts = new ArrayList<>();
      TextValues each = TextValues.eachRow(text -> texts.add(text) ? 1 : 0);
      new CsvTable(file, "data.csv", bytes).read(List.of(Field.text(0, each)), false, 2, _ -> {});
      assertThat(texts).containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void placesFaultsBehindQuotes() throws IOException {
    Path file = folder.resolve("data.csv");
    Files.writeString(file, "y,t\r\n1,a\r\n\r\n2,\"b\r\nb\"\r\n3,c\r\nx,d\r\n");
    CsvTable table = CsvTable.open(file);
    List<Field> wanted = List.of(Field.number(0));
    assertThatThrownBy(() -> table.read(wanted, false, 8, _ -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ", line 7 (row 4), column y: 'x' is not a number");
    Files.writeString(file, "y,t\n1,a\n2,\"b\n3,c\n");
    assertThatThrownBy(() -> table.read(wanted, false, 8, _ -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(file + " has changed while it was read; run the command again");
    CsvTable changed = CsvTable.open(file);
    assertThatThrownBy(() -> changed.read(wanted, false, 8, _ -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ", line 3: this is not well-formed CSV: a quoted field never ends;"
                + " is a quote missing, or one too many?");
  }
}
