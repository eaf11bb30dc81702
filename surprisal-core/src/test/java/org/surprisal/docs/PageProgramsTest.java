package org.surprisal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the programs of a page print is what stands there. */
final class PageProgramsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final boolean WRITE = Boolean.getBoolean("pages.write");

  @ParameterizedTest
  @ValueSource(strings = {"worked-examples.md", "pairings-and-choosing.md"})
  void printsWhatStandsThere(String name, @TempDir Path folder) throws Exception {
    Path file = DOCS.resolve(name);
    String page = Files.readString(file);
    String today = new PageProgram(page, folder).run();
    if (WRITE) {
      Files.writeString(file, today);
    }
    assertThat(today)
        .as(
            "docs/%s: its programs print something else now; if that is meant, write it anew and"
                + " review it: mvn -pl surprisal-core test -Dtest=PageProgramsTest"
                + " -Dpages.write=true",
            name)
        .isEqualTo(Files.readString(file));
  }
}
