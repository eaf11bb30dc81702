package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.duckdb.DuckDBColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDatabaseTest {
  private static final String LIBRARY = "/libduckdb_java.so_linux_amd64";

  @TempDir Path folder;

  @Test
  void isOpenedByItsFirstUseOnly() {
    try (DuckDatabase database = new DuckDatabase()) {
      assertThat(database.isOpen()).isFalse();
      DuckConnection first = database.connection();
      assertThat(database.isOpen()).isTrue();
      assertThat(database.connection()).isSameAs(first);
    }
  }

  @Test
  void usesOneThreadStatedMemoryAndNoNetwork() throws SQLException {
    try (DuckDatabase database = new DuckDatabase()) {
      assertThat(setting(database, "threads")).isEqualTo("1");
      assertThat(setting(database, "memory_limit")).isEqualTo("488.2 MiB");
      assertThat(setting(database, "autoinstall_known_extensions")).isEqualTo("false");
      assertThat(setting(database, "autoload_known_extensions")).isEqualTo("false");
    }
  }

  private static String setting(DuckDatabase database, String name) throws SQLException {
    List<String> found = new ArrayList<>();
    database
        .connection()
        .query(
            "SELECT current_setting('" + name + "')::VARCHAR",
            chunk -> found.add(chunk.vector(0).getString(0)));
    return found.getFirst();
  }

  @Test
  void itsTemporaryFolderGoesWithIt() throws SQLException, IOException {
    Path spill;
    try (DuckDatabase database = new DuckDatabase()) {
      spill = Path.of(setting(database, "temp_directory"));
      assertThat(spill.getParent()).exists();
      Files.createDirectories(spill.resolve("deep"));
      Files.writeString(spill.resolve("deep").resolve("left.tmp"), "x");
    }
    assertThat(spill.getParent()).doesNotExist();
  }

  @Test
  void aClosedOneIsNotOpenedAgain() {
    DuckDatabase database = new DuckDatabase();
    database.close();
    assertThatThrownBy(database::connection).hasMessage("the database is closed");
  }

  @Test
  void theLibraryIsUnpackedOnceAndADamagedOneIsReplaced() throws IOException {
    URL packed = packed();
    Path cache = folder.resolve("deep").resolve("cache");
    Path library = DuckLibrary.unpacked(packed, cache);
    assertThat(library).isNotNull();
    long written = Files.getLastModifiedTime(library).toMillis();
    assertThat(DuckLibrary.unpacked(packed, cache)).isEqualTo(library);
    assertThat(Files.getLastModifiedTime(library).toMillis()).isEqualTo(written);

    byte[] whole = Files.readAllBytes(library);
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(~whole[whole.length / 2]);
    }
    DuckLibrary.unpacked(packed, cache);
    assertThat(Files.mismatch(library, Files.write(folder.resolve("whole"), whole))).isEqualTo(-1);
    Files.write(library, new byte[10]);
    DuckLibrary.unpacked(packed, cache);
    assertThat(library).hasSize(whole.length);
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).containsExactly(library);
    }
  }

  @Test
  void nothingIsLoadedFromAFolderThatOthersMayWriteTo() throws IOException {
    Path shared =
        Files.createDirectory(
            folder.resolve("shared"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(DuckLibrary.unpacked(packed(), shared)).isNull();
    assertThat(shared).isEmptyDirectory();
  }

  private static URL packed() {
    URL packed = DuckDBColumnType.class.getResource(LIBRARY);
    assertThat(packed).isNotNull();
    return packed;
  }

  @Test
  void whatDuckDbSaysIsOneLineWithoutStatementAndCandidates() {
    assertThat(
            DuckProblem.line(
                "Binder Error: Referenced column \"q\" not found in FROM clause!\n"
                    + "Candidate bindings: \"p\", \"y\"\n\nLINE 1: SELECT q FROM t\n        ^"))
        .isEqualTo("Referenced column \"q\" not found in FROM clause");
    assertThat(DuckProblem.line("Parser Error: syntax error at or near \"FROM\"\n\nLINE 1: x"))
        .isEqualTo("syntax error at or near \"FROM\"");
    assertThat(
            DuckProblem.line(
                "Invalid Input Error: Attempting to execute an unsuccessful or closed pending"
                    + " query result\nError: Conversion Error: Could not convert string 'x'\n"))
        .isEqualTo("Could not convert string 'x'");
    assertThat(DuckProblem.line("x".repeat(1000))).hasSize(301).endsWith("…");
  }

  @Test
  void aQueryThatFailsAfterItsFirstRowsFails() {
    try (DuckDatabase database = new DuckDatabase()) {
      long[] rows = {0};
      assertThatThrownBy(() ->
              database
                  .connection()
                  .query(
                      "SELECT CASE WHEN i = 500000 THEN error('boom') ELSE i END"
                          + " FROM range(1000000) t(i)",
                      chunk -> rows[0] += chunk.rowCount()))
          .isInstanceOf(SQLException.class)
          .satisfies(problem -> assertThat(DuckProblem.line(problem)).isEqualTo("boom"));
      assertThat(rows[0]).isGreaterThan(0).isLessThan(500_000);
    }
  }

  @Test
  void whoeverTakesRowsMayAskForMore() throws SQLException {
    try (DuckDatabase database = new DuckDatabase()) {
      DuckConnection connection = database.connection();
      long[] rows = {0, 0};
      connection.run("CREATE TABLE t (x BIGINT)");
      connection.query(
          "FROM range(50000)",
          chunk -> {
            rows[0] += chunk.rowCount();
            try {
              connection.append("t", appender -> appender.beginRow().append(7L).endRow());
              connection.query("FROM range(5000)", inner -> rows[1] += inner.rowCount());
            } catch (SQLException problem) {
              throw new IllegalStateException(problem);
            }
          });
      assertThat(rows[0]).isEqualTo(50_000);
      assertThat(rows[1]).isEqualTo(25 * 5000);
      assertThat(connection.rows("SELECT count(*)::VARCHAR FROM t").getFirst())
          .containsExactly("25");
    }
  }
}
