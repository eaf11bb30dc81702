package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The guide to scoring leaves nothing out; what it shows is run by {@link ReadmeTest}. */
final class ScoringGuideTest {
  private static final String GUIDE = "docs/scoring.md";

  /** Names in the table of keys that are values, not keys. */
  private static final Set<String> VALUES = Set.of("higher", "lower");

  @Test
  void everyOptionIsInTheGuide() throws IOException {
    String guide = Shown.text(GUIDE);
    CommandLine command = new CommandLine(new ScoreCommand(InputStream.nullInputStream()));
    for (String option : command.getCommandSpec().optionsMap().keySet()) {
      assertThat(option.equals("-h") || guide.contains(option)).as(option).isTrue();
    }
  }

  @Test
  void theGuideNamesTheKeysOfTheJsonAndNoOthers() throws IOException {
    String guide = Shown.text(GUIDE);
    String section =
        guide.substring(guide.indexOf("\n### JSON\n"), guide.indexOf("\n## From Java\n"));
    Set<String> named =
        section
            .lines()
            .filter(line -> line.startsWith("|"))
            .flatMap(line -> Pattern.compile("`([a-z_]+)`").matcher(line).results())
            .map((MatchResult found) -> found.group(1))
            .filter(name -> !VALUES.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isEqualTo(keys());
  }

  /** The keys of an output in which every part has something. */
  private static Set<String> keys() throws IOException {
    Ran ran =
        Ran.of(
            "score",
            "../examples/wine/predictions.csv",
            "--join=../examples/wine/neighbours.csv",
            "--id=id",
            "--target=cultivar",
            "--prediction=forest_*,neighbours_*",
            "--metric=accuracy",
            "--confusion",
            "--worst=1",
            "--by=strength,cultivar",
            "--format=json");
    assertThat(ran.err()).isEmpty();
    Set<String> keys = new TreeSet<>();
    try (JsonParser json = new JsonFactory().createParser(ran.out())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          keys.add(json.currentName());
        }
      }
    }
    return keys;
  }
}
