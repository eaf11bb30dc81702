package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.surprisal.kernel.Program;

/**
 * The program of every loss (value, gradient, curvature) as text beside the tests, so that a change
 * of what is computed shows in review.
 */
final class GoldenListingTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final boolean WRITE = Boolean.getBoolean("golden.write");
  private static final int ORDER = 2;

  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void programIsTheReviewedOne(String name) throws IOException {
    String listing = listing(name);
    Path file = GOLDEN.resolve(name + ".txt");
    if (WRITE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, listing);
    }
    assertThat(listing)
        .as(
            "program of %s; if the change is meant, write %s anew and review it:"
                + " mvn -pl surprisal-core test -Dtest=GoldenListingTest -Dgolden.write=true",
            name, file)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }

  @Test
  void everyListingIsOfALoss() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      List<String> listed =
          files.map(file -> file.getFileName().toString().replace(".txt", "")).sorted().toList();
      assertThat(listed).isEqualTo(Catalogue.names().stream().sorted().toList());
    }
  }

  /** The default loss, in every scale and kind of target that it takes. */
  private static String listing(String name) {
    Loss<Target, Prediction> loss = Loss.parse(name);
    Set<String> listings = new LinkedHashSet<>();
    for (Scenario scenario : Scenario.of(name)) {
      if (!scenario.loss().toString().equals(name)) {
        continue;
      }
      Bound bound = loss.bind(scenario.scale(), scenario.categorical(), 2);
      if (!bound.definition().hasFormula()) {
        listings.add("an algorithm, not a formula\n");
        continue;
      }
      Program program = bound.compiled().program(ORDER);
      listings.add("formula: " + bound.compiled().formula() + "\n" + program.listing());
    }
    return String.join("\n", listings);
  }
}
