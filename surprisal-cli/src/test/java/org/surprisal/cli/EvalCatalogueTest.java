package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.surprisal.cli.References.Expected;
import org.surprisal.cli.References.Truth;
import org.surprisal.loss.Catalogue;
import org.surprisal.loss.Loss;

/** Every loss of the catalogue answers through the protocol what an independent tool computed. */
final class EvalCatalogueTest {
  private static final int LINES = 40;

  private static List<String> names() {
    return Catalogue.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void answersItsReferenceTable(String name) throws IOException {
    List<Expected> expected = References.read(name, LINES);
    assertThat(expected).isNotEmpty();
    List<String> answers =
        Ran.eval(expected.stream().map(Expected::request).toArray(String[]::new));
    assertThat(answers).hasSameSizeAs(expected);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Expected line = expected.get(i);
      String answer = answers.get(i);
      boolean agrees =
          agrees(answer, "value", line.value(), 0)
              && agrees(answer, "gradient", line.gradient(), line.noise())
              && agrees(answer, "curvature", line.curvature(), line.noise());
      if (!agrees) {
        wrong.add(line.request() + " is answered " + answer + ", not " + line);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Each gives gradient and curvature, or says why it does not. */
  @ParameterizedTest
  @MethodSource("names")
  void givesEachDerivativeOrSaysWhyNot(String name) throws IOException {
    Loss<?, ?> loss = Loss.parse(name);
    String request = References.read(name, 1).getFirst().request().replaceAll(",\"want\".*", "");
    String gradient = Ran.eval(request + ",\"want\":[\"gradient\"]}").getFirst();
    String curvature = Ran.eval(request + ",\"want\":[\"curvature\"]}").getFirst();
    assertThat(gradient)
        .startsWith(
            loss.noGradient()
                .map(reason -> "{\"error\":\"" + name + " has no gradient: " + reason)
                .orElse("{\"gradient\":["));
    if (loss.noCurvature().isPresent()) {
      assertThat(curvature)
          .startsWith("{\"error\":\"" + name + " has no ")
          .contains(loss.noCurvature().get());
    } else {
      assertThat(curvature).startsWith("{\"curvature\":[");
    }
  }

  private static boolean agrees(String answer, String field, List<Truth> truths, double noise) {
    if (truths.isEmpty()) {
      return true;
    }
    Matcher found = Pattern.compile('"' + field + "\":(\\[[^]]*]|[^,}]*)").matcher(answer);
    if (!found.find()) {
      return false;
    }
    double[] got =
        Stream.of(found.group(1).replaceAll("[\\[\\]\"]", "").split(",", -1))
            .mapToDouble(Double::parseDouble)
            .toArray();
    boolean agrees = got.length == truths.size();
    for (int i = 0; agrees && i < got.length; i++) {
      agrees = truths.get(i).admits(got[i], noise);
    }
    return agrees;
  }
}
