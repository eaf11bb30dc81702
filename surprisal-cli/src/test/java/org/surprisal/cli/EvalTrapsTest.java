package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs that broke other libraries, asked through the line protocol. They are those that the tests
 * of the core ask through Java, from the same file.
 */
final class EvalTrapsTest {
  private static final Path FILE =
      Path.of("..", "surprisal-core", "src", "test", "resources", "traps.txt");
  private static final List<String> OUTPUTS = List.of("value", "gradient", "curvature");
  private static final List<String> TEXTS = List.of("loss", "reduction", "dtype", "missing");

  /** A line of the file: what is asked, loss included, and what must come out. */
  record Trap(String number, Map<String, String> asked, Map<String, List<String>> answer) {
    @Override
    public String toString() {
      return number + " " + asked;
    }
  }

  static List<Trap> traps() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith(" ")) {
        lines.addLast(lines.removeLast() + " " + line.strip());
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(line);
      }
    }
    return lines.stream().map(EvalTrapsTest::trap).toList();
  }

  private static Trap trap(String line) {
    String[] sides = line.split(" -> ", 2);
    String[] fields = sides[0].split(" \\| ", -1);
    Map<String, String> asked = new LinkedHashMap<>(Map.of("loss", fields[1]));
    Stream.of(fields).skip(2).map(f -> f.split(" ", 2)).forEach(f -> asked.put(f[0], f[1]));
    Map<String, List<String>> answer =
        Stream.of(sides[1].split(" \\| ", -1))
            .map(field -> field.split(" ", 2))
            .collect(
                Collectors.groupingBy(
                    f -> f[0],
                    LinkedHashMap::new,
                    Collectors.mapping(f -> f[1], Collectors.toList())));
    return new Trap(fields[0], asked, answer);
  }

  @Test
  void allTrapsOfLossesAreHere() throws IOException {
    assertThat(new TreeSet<>(traps().stream().map(Trap::number).toList())).hasSize(60);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traps")
  void isNoTrapHere(Trap trap) throws IOException {
    List<String> lines = Ran.eval(request(trap));
    assertThat(lines).hasSize(1);
    Map<String, List<String>> got = read(lines.getFirst());
    assertThat(got.containsKey("error")).as("%s", got).isEqualTo(trap.answer.containsKey("error"));
    for (String key : trap.answer.keySet()) {
      List<String> wanted = trap.answer.get(key);
      switch (key) {
        case "error" -> assertThat(got.get(key).getFirst()).contains(wanted);
        case "warning" -> assertThat(String.join("; ", got.get("warnings"))).contains(wanted);
        case "empty" -> assertThat(got.get(key)).containsExactly("true");
        default -> near(trap, key, got.get(key), wanted.getFirst().split(", ", -1));
      }
    }
    if (!trap.answer.containsKey("warning") && !trap.answer.toString().contains("Infinity")) {
      assertThat(got).doesNotContainKey("warnings");
    }
  }

  private static void near(Trap trap, String key, List<String> got, String... wanted) {
    assertThat(got).as(key).isNotNull().hasSameSizeAs(wanted);
    boolean isFloat = trap.asked.getOrDefault("dtype", "").equals("float");
    double within = Double.parseDouble(trap.asked.getOrDefault("within", "0"));
    for (int i = 0; i < wanted.length; i++) {
      double truth = Double.parseDouble(wanted[i]);
      double number = Double.parseDouble(got.get(i));
      double allowed = Math.max((isFloat ? 1e-6 : 1e-12) * Math.abs(truth), within);
      boolean isNear = Double.isFinite(truth) && Math.abs(number - truth) <= allowed;
      assertThat(isNear || number == truth)
          .as("%s[%d] = %s, not %s", key, i, number, truth)
          .isTrue();
    }
  }

  private static String request(Trap trap) {
    int times = Integer.parseInt(trap.asked.getOrDefault("times", "1"));
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, String> field : trap.asked.entrySet()) {
      String key = field.getKey();
      if (TEXTS.contains(key)) {
        fields.add("\"%s\":\"%s\"".formatted(key, field.getValue()));
      } else if (key.equals("columns")) {
        fields.add("\"columns\":" + field.getValue());
      } else if (!List.of("want", "within", "times").contains(key)) {
        String numbers = String.join(", ", Collections.nCopies(times, field.getValue()));
        fields.add("\"%s\":[%s]".formatted(key, numbers.replaceAll("-?Infinity", "\"$0\"")));
      }
    }
    String want =
        OUTPUTS.stream()
            .filter(
                o -> trap.answer.containsKey(o) || trap.asked.getOrDefault("want", "").equals(o))
            .map(output -> "\"" + output + "\"")
            .collect(Collectors.joining(","));
    return "{" + String.join(",", fields) + ",\"want\":[" + want + "]}";
  }

  /** The fields of an answer, each as a list. */
  private static Map<String, List<String>> read(String line) throws IOException {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try (JsonParser json = Json.parser(bytes, 0, bytes.length)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        List<String> values = fields.computeIfAbsent(json.currentName(), _ -> new ArrayList<>());
        if (json.nextToken() == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(json.getText());
          }
        } else {
          values.add(json.getText());
        }
      }
    }
    return fields;
  }
}
