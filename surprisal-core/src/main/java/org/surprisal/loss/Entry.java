package org.surprisal.loss;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One loss of the catalogue: its formula, and what is known about it. */
final class Entry {
  /** The kinds of target that a loss can have. */
  enum Kind {
    REAL,
    SIGN,
    ZERO_ONE,
    CATEGORICAL,
    NONE,
    GROUPS,
    SAMPLE
  }

  /** Gives the definition for the arguments, a scale, and whether the target is categorical. */
  @FunctionalInterface
  interface Definer {
    Definition define(Arguments arguments, Scale scale, boolean categorical);
  }

  /** Gives what is claimed for the arguments, a scale, and whether the target is categorical. */
  @FunctionalInterface
  interface Claimer {
    Claims claim(Arguments arguments, Scale scale, boolean categorical);
  }

  private final Builder made;

  private Entry(Builder made) {
    this.made = made;
  }

  static Builder named(String name, String... aliases) {
    return new Builder(name, List.of(aliases));
  }

  String name() {
    return made.name;
  }

  List<String> aliases() {
    return made.aliases;
  }

  List<Parameter.Definition> parameters() {
    return made.parameters;
  }

  List<Kind> kinds() {
    return made.kinds;
  }

  Domain targetDomain() {
    return made.target;
  }

  String targetCure() {
    return made.targetCure;
  }

  Map<Scale, String> scales() {
    return made.scales;
  }

  @Nullable String scaleParameter() {
    return made.scaleParameter;
  }

  Scale defaultScale() {
    return made.defaultScale;
  }

  /** Whether its raw predictions are logits, so that those that look like probabilities are odd. */
  boolean takesLogits() {
    boolean ordered = made.link.contains("cumulative") || made.kinds.contains(Kind.NONE);
    return !ordered && (made.link.contains("logit") || made.link.contains("softmax"));
  }

  /** What is claimed of it and falsified by its contract test. */
  Claims claims(Arguments arguments, Scale scale, boolean categorical) {
    return made.claimer.claim(arguments, scale, categorical);
  }

  Definition define(Arguments arguments, Scale scale, boolean categorical) {
    return made.definer.define(arguments, scale, categorical);
  }

  Facts facts() {
    return new Facts(
        made.name,
        made.aliases,
        made.title,
        made.parameters.stream().map(Parameter.Definition::describe).toList(),
        targetText(),
        predictionText(),
        made.link,
        made.assumes,
        made.estimates,
        made.kinks,
        made.constant,
        made.use,
        made.avoid,
        made.elsewhere,
        made.sources);
  }

  private String targetText() {
    return made.kinds.stream()
        .map(kind ->
            switch (kind) {
              case REAL -> "real, " + made.target.text();
              case SIGN -> "label, {-1, 1}";
              case ZERO_ONE ->
                  made.target.equals(Domain.UNIT)
                      ? "label in [0, 1], soft allowed"
                      : "label in " + made.target.text();
              case CATEGORICAL ->
                  (kind == made.kinds.getFirst() ? "" : "with K columns: ")
                      + "class index 0 … K−1, or a distribution over the K classes";
              case NONE -> "none";
              case GROUPS -> "group of each row, integers";
              case SAMPLE -> "points of a sample, " + made.target.text();
            })
        .collect(Collectors.joining("; or "));
  }

  private String predictionText() {
    List<String> texts = new ArrayList<>();
    Arguments defaults = Arguments.defaults(made.name, made.parameters);
    boolean categorical = made.kinds.contains(Kind.CATEGORICAL);
    made.scales.forEach((scale, choice) -> {
      Definition definition = define(defaults, scale, categorical);
      String how = made.scaleParameter == null ? "" : " with " + made.scaleParameter + "=" + choice;
      texts.add(prediction(scale, definition) + how);
    });
    return String.join("; ", texts.stream().distinct().toList());
  }

  /**
   * @throws IllegalArgumentException if predictions are not given in this scale
   */
  void requireScale(Scale scale) {
    if (!made.scales.containsKey(scale)) {
      throw new IllegalArgumentException(
          made.name + " takes predictions as " + scales().keySet() + ", not " + scale);
    }
  }

  /** What predictions a definition takes, in words. */
  String prediction(Scale scale, Definition definition) {
    String domain = definition.prediction().text();
    return switch (definition.geometry().form()) {
      case POINT -> name(scale, definition) + " in " + domain;
      case PARAMETERS -> {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < definition.inputs().size(); i++) {
          columns.add(
              "column " + definition.inputs().get(i) + " in " + definition.domains().get(i).text());
        }
        yield String.join(", ", columns);
      }
      case PAIR -> "two vectors a‖b a row, in " + domain;
      case TRIPLET -> "three vectors anchor‖positive‖negative a row, in " + domain;
      case SAMPLE -> "points of a sample, in " + domain;
    };
  }

  private String name(Scale scale, Definition definition) {
    return switch (scale) {
      case RAW -> made.link.equals("identity") ? "estimate" : "raw score";
      case RESPONSE -> definition.prediction().equals(Domain.UNIT) ? "probability" : "estimate";
      case LOG_PROBABILITIES -> "log-probability";
    };
  }

  /** Collects what an entry says. */
  static final class Builder {
    private final String name;
    private final List<String> aliases;
    private final List<Parameter.Definition> parameters = new ArrayList<>();
    private final Map<Scale, String> scales = new EnumMap<>(Scale.class);
    private String title = "";
    private List<Kind> kinds = List.of(Kind.REAL);
    private Domain target = Domain.REAL;
    private String targetCure = "";
    private @Nullable String scaleParameter;
    private Scale defaultScale = Scale.RESPONSE;
    private Definer definer = (_, _, _) -> Definition.of("0");
    private String link = "identity";
    private String assumes = "no likelihood";
    private String estimates = "";
    private String kinks = "none";
    private String constant = "none";
    private String use = "";
    private String avoid = "";
    private List<String> elsewhere = List.of();
    private Claimer claimer = (_, _, _) -> Claims.NONE;
    private List<String> sources = List.of();

    private Builder(String name, List<String> aliases) {
      this.name = name;
      this.aliases = aliases;
      scales.put(Scale.RESPONSE, "");
      scales.put(Scale.RAW, "");
    }

    Builder title(String text) {
      title = text;
      return this;
    }

    Builder parameter(Parameter.Definition parameter) {
      parameters.add(parameter);
      return this;
    }

    Builder targets(Kind... allowed) {
      kinds = List.of(allowed);
      return this;
    }

    Builder target(Domain domain, String cure) {
      target = domain;
      targetCure = cure;
      return this;
    }

    /** Only this scale is taken. */
    Builder only(Scale... scale) {
      scales.clear();
      for (Scale one : scale) {
        scales.put(one, "");
      }
      defaultScale = scale[0];
      return this;
    }

    /** The scale is chosen by a parameter; the first choice is the default. */
    Builder scaleBy(String parameter, String meaning, Map<Scale, String> texts, Scale initial) {
      scales.clear();
      scales.putAll(texts);
      scaleParameter = parameter;
      defaultScale = initial;
      String[] others =
          scales.entrySet().stream()
              .filter(choice -> choice.getKey() != initial)
              .map(Map.Entry::getValue)
              .toArray(String[]::new);
      parameters.add(
          Parameter.Definition.choice(parameter, meaning, texts.getOrDefault(initial, ""), others));
      return this;
    }

    Builder link(String text) {
      link = text;
      return this;
    }

    Builder assumes(String text) {
      assumes = text;
      return this;
    }

    Builder estimates(String text) {
      estimates = text;
      return this;
    }

    Builder kinks(String text) {
      kinks = text;
      return this;
    }

    Builder droppedConstant(String text) {
      constant = text;
      return this;
    }

    /** When it is the right choice, and when it is not: a sentence or two each. */
    Builder choose(String when, String whenNot) {
      use = when;
      avoid = whenNot;
      return this;
    }

    /** What other libraries and texts call it or do differently. */
    Builder elsewhere(String... texts) {
      elsewhere = List.of(texts);
      return this;
    }

    /** What the contract test shall try to falsify. */
    Builder claims(Claims checked) {
      return claims((_, _, _) -> checked);
    }

    /** The same, where it depends on the scale, on the kind of target or on a choice. */
    Builder claims(Claimer by) {
      claimer = by;
      return this;
    }

    Builder sources(String... texts) {
      sources = List.of(texts);
      return this;
    }

    Entry definedBy(Definer by) {
      definer = by;
      return new Entry(this);
    }
  }
}
