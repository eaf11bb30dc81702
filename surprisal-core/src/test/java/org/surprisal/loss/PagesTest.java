package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the losses are what the catalogue and the code say today. */
final class PagesTest {
  private static final Path FOLDER = Path.of("..", "docs", "losses");
  private static final String INDEX = "README.md";
  private static final boolean WRITE = Boolean.getBoolean("pages.write");
  private static final String CURE =
      "%s is not what the code says; if the change is meant, write the pages anew and review them:"
          + " mvn -pl surprisal-core test -Dtest=PagesTest -Dpages.write=true";

  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void pageIsWhatTheCodeSays(String name) throws IOException {
    LossPage page = new LossPage(name);
    check(name + ".md", page.markdown());
    check(name + ".svg", page.svg());
  }

  @Test
  void indexListsEveryLoss() throws IOException {
    check(INDEX, PageIndex.markdown());
  }

  @Test
  void everyFileIsOfALoss() throws IOException {
    List<String> expected = new ArrayList<>(List.of(INDEX));
    Catalogue.names().forEach(name -> expected.addAll(List.of(name + ".md", name + ".svg")));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("files of docs/losses; one of a loss that is gone must go too")
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static void check(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if (WRITE) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(text)
        .as(CURE, "docs/losses/" + name)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }
}
