package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.surprisal.loss.Missing;

/**
 * Damaged files are read whole or refused in one line: no crash, no hang, no row that is lost in
 * silence. {@code -Dfuzz.seconds} says how long to look for one, {@code -Dfuzz.seed} where to
 * begin.
 */
class MutatedFilesTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 120);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int FEW = 450;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final List<String> LOSSES = List.of("squared_error", "log_loss", "absolute_error");

  private static final String PLAIN =
      """
      id,y,p,note
      7,1,0.25,a
      8,0,.5,
      9,1,1e-3,é
      10,0,NA,d

      11,1,0.12345678901234567,e
      """;

  private static final String JSON_LINES =
      """
      {"y": 1, "p": 0.25, "note": "a"}
      {"y": 0, "p": 5e-1, "note": null}

      {"p": 0.12345678901234567, "y": true, "note": "é\\n\\"", "id": 3}
      """;

  private static final String ROWS =
      "SELECT range AS id, range % 2 AS y, range / 9 AS p, 'note ' || range % 3 AS note"
          + " FROM range(9)";

  @TempDir Path folder;

  /**
   * Files of a format.
   *
   * @param packing what is done to the content last: damage is done before or after
   * @param rows how many rows a file has; asked only if it could be read
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Format(
      String extension,
      byte[] content,
      UnaryOperator<byte[]> packing,
      ToLongFunction<byte[]> rows) {
    byte[] damaged(SplittableRandom random, Mutations mutations) {
      return random.nextBoolean()
          ? packing.apply(mutations.of(content))
          : mutations.of(packing.apply(content));
    }
  }

  private static List<Format> formats(Path folder) throws IOException {
    List<Format> formats = new ArrayList<>();
    for (String text :
        List.of(
            PLAIN,
            "\uFEFF" + PLAIN.replace("\n", "\r\n"),
            PLAIN.replace(',', ';').replace('\n', '\r'),
            PLAIN.replace("a", "\"a,\n\"\"b\"\"\"").replace("note", "\"no,te\""))) {
      byte[] bytes = text.getBytes(UTF_8);
      formats.add(new Format("csv", bytes, UnaryOperator.identity(), NaiveRows::ofCsv));
      formats.add(new Format("csv.gz", bytes, GzipStreamTest::packed, NaiveRows::ofCsv));
      formats.add(new Format("csv.gz", bytes, MutatedFilesTest::twoMembers, NaiveRows::ofCsv));
    }
    byte[] json = JSON_LINES.getBytes(UTF_8);
    formats.add(new Format("jsonl", json, UnaryOperator.identity(), NaiveRows::ofJson));
    formats.add(new Format("jsonl.gz", json, GzipStreamTest::packed, NaiveRows::ofJson));
    try (DuckFiles files = new DuckFiles(folder)) {
      byte[] parquet = Files.readAllBytes(files.parquet("rows.parquet", ROWS));
      formats.add(new Format("parquet", parquet, UnaryOperator.identity(), _ -> 9));
    }
    return formats;
  }

  private static byte[] twoMembers(byte[] text) {
    return GzipStreamTest.joined(
        GzipStreamTest.packed(Arrays.copyOf(text, text.length / 2)),
        GzipStreamTest.packed(Arrays.copyOfRange(text, text.length / 2, text.length)));
  }

  @Test
  void aFewDamagedFilesAreReadWholeOrRefused() throws IOException {
    long[] read = damage(1, FEW, Long.MAX_VALUE);
    assertThat(read).doesNotContain(0);
  }

  @Test
  @Tag("long")
  void damagedFilesAreReadWholeOrRefused(TestReporter reporter) throws IOException {
    reporter.publishEntry("fuzz.seed", Long.toString(SEED));
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    long[] read = damage(SEED, Long.MAX_VALUE, end);
    reporter.publishEntry("files read whole, by format, and scored", Arrays.toString(read));
  }

  /** Reads damaged files: how many of each format could be read, and how many of all scored. */
  private long[] damage(long seed, long most, long end) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Format> formats = formats(folder);
    Mutations mutations = new Mutations(random, formats.stream().map(Format::content).toList());
    long[] read = new long[formats.size() + 1];
    for (long i = 0; i < most && System.nanoTime() < end; i++) {
      int k = (int) (i % formats.size());
      Format format = formats.get(k);
      byte[] damaged = format.damaged(random, mutations);
      Path file = folder.resolve("data." + format.extension());
      Files.write(file, damaged);
      ScoreRequest request = request(file, random);
      try {
        boolean whole = assertTimeoutPreemptively(LIMIT, () -> whole(file, format, damaged));
        boolean scored =
            assertTimeoutPreemptively(LIMIT, () -> scored(file, request, format, damaged));
        read[k] += whole ? 1 : 0;
        read[formats.size()] += scored ? 1 : 0;
      } catch (AssertionError | RuntimeException problem) {
        String bytes = Base64.getEncoder().encodeToString(damaged);
        throw new AssertionError(
            "seed %s, file %s, %s: %s".formatted(seed, i, file, bytes), problem);
      }
    }
    return read;
  }

  /** Whether the file can be read, all columns as texts; then it must hold what it holds. */
  private static boolean whole(Path file, Format format, byte[] damaged) {
    long[] delivered = new long[1];
    Table.Pass pass;
    try (Tables tables = Tables.open(Source.of(file.toString()), InputStream.nullInputStream())) {
      Table table = tables.table();
      List<Field> all =
          IntStream.range(0, table.header().size())
              .mapToObj(column -> Field.text(column, TextValues.of(String::length)))
              .toList();
      pass = table.read(all, true, 4, block -> delivered[0] += block.size());
    } catch (DataException problem) {
      return refused(file, problem);
    }
    assertThat(pass.rows()).isEqualTo(format.rows().applyAsLong(damaged));
    assertThat(delivered[0] + pass.skipped()).isEqualTo(pass.rows());
    return true;
  }

  private static ScoreRequest request(Path file, SplittableRandom random) {
    String loss = LOSSES.get(random.nextInt(LOSSES.size()));
    return ScoreRequest.of(Source.of(file.toString()), "y", "p")
        .losses(random.nextInt(8) == 0 ? List.of() : List.of(loss))
        .by(random.nextInt(8) == 0 ? List.of("note") : List.of())
        .missing(random.nextInt(4) == 0 ? Missing.ERROR : Missing.SKIP)
        .resampling(random.nextInt(4) == 0 ? Resampling.DEFAULT : null)
        .worst(random.nextInt(4))
        .build();
  }

  private static boolean scored(Path file, ScoreRequest request, Format format, byte[] damaged) {
    Scores scores;
    try {
      scores = Scoring.of(request);
    } catch (DataException | IllegalArgumentException problem) {
      return refused(file, problem);
    }
    assertThat(scores.rows()).isEqualTo(format.rows().applyAsLong(damaged));
    for (Score score : scores.results()) {
      if (score.group() == null) {
        assertThat(score.rows() + score.skipped()).isEqualTo(scores.rows());
      }
    }
    return true;
  }

  private static boolean refused(Path file, RuntimeException problem) {
    assertThat(problem.getMessage()).hasLineCount(1).hasSizeLessThan(2_000);
    if (problem instanceof DataException) {
      assertThat(problem.getMessage()).contains(file.getFileName().toString());
    }
    return false;
  }
}
