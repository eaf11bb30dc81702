package org.surprisal.loss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of traps.txt: an input that broke another library, and the right answer. The file says how
 * its lines are written; the command line's tests read the same one.
 *
 * @param number that of the list of traps, such as T01
 * @param asked the other fields of the request: target, prediction, columns, …
 * @param answer what must come out; error and warning may have several parts
 */
record Trap(
    String number, String loss, Map<String, String> asked, Map<String, List<String>> answer) {
  private static final Pattern FIELD = Pattern.compile(" \\| ");

  static List<Trap> all() {
    return text().stream().map(Trap::of).toList();
  }

  /** The lines, continued ones joined, without comments. */
  private static List<String> text() {
    List<String> lines = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of("src/test/resources/traps.txt"))) {
        if (line.startsWith(" ")) {
          lines.addLast(lines.removeLast() + " " + line.strip());
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static Trap of(String line) {
    int arrow = line.indexOf(" -> ");
    String[] fields = FIELD.split(line.substring(0, arrow), -1);
    Map<String, String> asked = new LinkedHashMap<>();
    Stream.of(fields).skip(2).forEach(field -> asked.put(key(field), rest(field)));
    Map<String, List<String>> answer = new LinkedHashMap<>();
    for (String field : FIELD.split(line.substring(arrow + 4), -1)) {
      answer.computeIfAbsent(key(field), _ -> new ArrayList<>()).add(rest(field));
    }
    return new Trap(fields[0], fields[1], asked, answer);
  }

  private static String key(String field) {
    return field.substring(0, field.indexOf(' '));
  }

  private static String rest(String field) {
    return field.substring(field.indexOf(' ') + 1);
  }

  /** The numbers of a field of the request; none if it is missing. */
  double[] asked(String key) {
    double[] once = numbers(asked.getOrDefault(key, ""));
    boolean isRows = List.of("target", "prediction", "weight", "mask").contains(key);
    int times = isRows ? Integer.parseInt(asked.getOrDefault("times", "1")) : 1;
    return Stream.generate(() -> once).limit(times).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The numbers of a field of the answer. */
  double[] answer(String key) {
    return numbers(answer.get(key).getFirst());
  }

  /** How far a number may be off besides what the accuracy of the type allows. */
  double within() {
    return Double.parseDouble(asked.getOrDefault("within", "0"));
  }

  private static double[] numbers(String list) {
    return list.isEmpty()
        ? new double[0]
        : Stream.of(list.split(", ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** As a test is named. */
  @Override
  public String toString() {
    return number + " " + loss + " " + asked;
  }
}
