package org.surprisal.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.surprisal.cli.Gate.Measured;
import org.surprisal.cli.Gate.Quantity;
import org.surprisal.evaluate.Metric;
import org.surprisal.evaluate.MetricScore;
import org.surprisal.evaluate.Score;
import org.surprisal.evaluate.ScoreRequest;
import org.surprisal.evaluate.Scores;
import org.surprisal.loss.Catalogue;
import org.surprisal.loss.Loss;
import org.surprisal.text.NearestNames;

/** The conditions under which a build fails, and whether scores meet them. */
final class Gates {
  private final List<Gate> gates;

  private Gates(List<Gate> gates) {
    this.gates = gates;
  }

  /**
   * The conditions, as far as they can be checked before a file is read.
   *
   * @throws Refusal if one cannot be read or is about what is not scored
   */
  static Gates of(List<String> texts, ScoreRequest request) {
    List<Gate> gates = texts.stream().map(GateParser::parse).toList();
    List<String> losses =
        request.losses().stream().map(spec -> Loss.parse(spec).toString()).toList();
    Set<String> predictions = new LinkedHashSet<>(request.predictions());
    request.predictions().forEach(list -> predictions.addAll(parts(list)));
    for (Gate gate : gates) {
      if (request.resampling() == null
          && (gate.quantity() == Quantity.LOWER || gate.quantity() == Quantity.UPPER)) {
        throw refusal(gate, "there are no intervals with --resamples 0");
      }
      // Without --loss the file decides what is scored, and in a joined table what it is called.
      measure(gate, losses, request.metrics(), request.losses().isEmpty());
      String prediction = gate.prediction();
      if (prediction != null
          && request.source().join() == null
          && !predictions.contains(prediction)) {
        Set<String> names = new LinkedHashSet<>();
        request.predictions().forEach(list -> names.addAll(parts(list)));
        throw unknownPrediction(gate, prediction, names);
      }
    }
    return new Gates(gates);
  }

  private static List<String> parts(String list) {
    return Stream.of(list.split(",", -1)).map(String::strip).toList();
  }

  /** What scores meet, one message a condition that is met. */
  List<String> metBy(Scores scores) {
    List<String> losses = scores.results().stream().map(Score::loss).distinct().toList();
    List<Metric> metrics = scores.metrics().stream().map(MetricScore::metric).distinct().toList();
    List<String> met = new ArrayList<>();
    for (Gate gate : gates) {
      String measure = measure(gate, losses, metrics, false);
      List<Measured> all = measured(scores, measure);
      String prediction = gate.prediction();
      if (prediction != null) {
        Set<String> names = new LinkedHashSet<>();
        all.forEach(one -> names.add(one.prediction()));
        all =
            all.stream()
                .filter(one -> isMeant(one.prediction(), prediction, names.contains(prediction)))
                .toList();
        if (all.isEmpty()) {
          throw unknownPrediction(gate, prediction, names);
        }
      }
      for (Measured one : all) {
        String why = gate.metBy(one);
        if (why != null) {
          met.add(why);
          break;
        }
      }
    }
    return met;
  }

  /** In joined files {@code p} means the p of each, unless there is one of just that name. */
  private static boolean isMeant(String name, String typed, boolean isName) {
    return name.equals(typed) || (!isName && name.endsWith("." + typed));
  }

  private static List<Measured> measured(Scores scores, String measure) {
    Stream<Measured> losses =
        ScoreSheet.overall(scores)
            .filter(score -> score.loss().equals(measure))
            .map(s ->
                new Measured(
                    measure,
                    s.prediction(),
                    OptionalDouble.of(s.mean()),
                    s.skill(),
                    s.interval(),
                    ScoreNotes.of(s)));
    Stream<Measured> metrics =
        scores.metrics().stream()
            .filter(m -> m.group() == null && m.metric().text().equals(measure))
            .map(m ->
                new Measured(
                    measure,
                    m.prediction(),
                    m.value(),
                    OptionalDouble.empty(),
                    m.interval(),
                    ScoreNotes.of(m)));
    List<Measured> found = losses.toList();
    return found.isEmpty() ? metrics.toList() : found;
  }

  /**
   * The full name of what a condition is about.
   *
   * @param isOpen whether further losses may be scored; the name is then empty if it is one
   */
  private static String measure(
      Gate gate, List<String> losses, List<Metric> metrics, boolean isOpen) {
    String typed = gate.measure();
    String spec = canonical(typed);
    List<String> found =
        losses.stream().filter(loss -> loss.equals(spec) || isNameOf(typed, spec, loss)).toList();
    if (found.contains(String.valueOf(spec)) || found.size() == 1) {
      return found.contains(String.valueOf(spec)) ? String.valueOf(spec) : found.getFirst();
    }
    if (found.size() > 1) {
      throw refusal(gate, typed + " may mean " + String.join(" or ", found) + "; write it in full");
    }
    Optional<Metric> metric = Metric.find(typed);
    if (metric.isPresent() && metrics.contains(metric.get())) {
      if (gate.quantity() == Quantity.SKILL) {
        throw refusal(gate, metric.get() + " is a metric; skill is of losses");
      }
      return metric.get().text();
    }
    if (isOpen && spec != null) {
      return "";
    }
    throw notScored(gate, spec, metric.orElse(null), losses, metrics);
  }

  private static @Nullable String canonical(String typed) {
    try {
      return Loss.parse(typed).toString();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** Whether {@code typed} is the name of a loss that was asked for with parameters. */
  private static boolean isNameOf(String typed, @Nullable String spec, String loss) {
    String name = spec == null ? typed : spec.split("\\(", 2)[0];
    return typed.indexOf('(') < 0 && loss.startsWith(name + "(");
  }

  private static Refusal notScored(
      Gate gate,
      @Nullable String spec,
      @Nullable Metric metric,
      List<String> losses,
      List<Metric> metrics) {
    List<String> scored = new ArrayList<>(losses);
    metrics.forEach(m -> scored.add(m.text()));
    String all = scored.isEmpty() ? "" : "; scored are " + String.join(", ", scored);
    if (metric != null) {
      return refusal(gate, metric + " is not scored; add --metric " + metric);
    }
    if (spec != null) {
      return refusal(gate, spec + " is not scored; name it with --loss" + all);
    }
    List<String> names = new ArrayList<>(scored);
    names.addAll(Catalogue.names());
    Stream.of(Metric.values()).forEach(m -> names.add(m.text()));
    String question =
        NearestNames.question("; ", gate.measure(), names.stream().distinct().toList());
    return refusal(gate, "there is no loss or metric '" + gate.measure() + "'" + question + all);
  }

  private static Refusal unknownPrediction(Gate gate, String prediction, Set<String> names) {
    return refusal(
        gate,
        "there is no prediction '"
            + prediction
            + "'"
            + NearestNames.question("; ", prediction, names)
            + "; there are "
            + String.join(", ", names));
  }

  private static Refusal refusal(Gate gate, String problem) {
    return new Refusal("--fail-if '" + gate.text() + "': " + problem);
  }
}
