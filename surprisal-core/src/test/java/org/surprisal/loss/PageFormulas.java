package org.surprisal.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.surprisal.docs.Algebra;
import org.surprisal.formula.Expr;
import org.surprisal.formula.Latex;
import org.surprisal.formula.Printer;

/** The formulas of a loss and their derivatives, as mathematics that a browser sets. */
final class PageFormulas {
  /** From this length on a formula of a label is shown for each label by itself. */
  private static final int LONG = 260;

  /** Formulas beyond this are no help to a reader; the section on constants has them in words. */
  private static final int LONGEST = 600;

  private static final int MOST_CHOICES = 12;

  private static final String TIE =
      "\\text{otherwise; at a tie the element between both nearest to 0}";

  private static final String TIE_NOTE =
      "\\* At a tie of both cases: the element between their slopes that is nearest to 0.\n\n";

  /** What the inputs of a softmax formula are in terms of ln p; the rest of a sum of 1 is 0. */
  private static final Map<String, String> OF_LOG_P =
      Map.of(
          "p", "exp(log_p)",
          "rest", "(-expm1(log_p))",
          "log_rest", "log(-expm1(log_p))",
          "surplus", "0"); // which is left out where it stands alone

  private final Loss<Target, Prediction> loss;
  private final StringBuilder page = new StringBuilder();

  private PageFormulas(Loss<Target, Prediction> loss) {
    this.loss = loss;
  }

  /** Markdown of the sections on formulas and derivatives. */
  static String of(Loss<Target, Prediction> loss) {
    PageFormulas formulas = new PageFormulas(loss);
    formulas.forms();
    formulas.choices();
    String page = formulas.page.toString();
    return page.contains("\\text{otherwise}^{*}") ? page + TIE_NOTE : page;
  }

  static Definition definition(Loss<?, ?> loss, Scale scale, Entry.Kind kind) {
    return define(loss.entry(), defaults(loss), scale, kind);
  }

  private static Arguments defaults(Loss<?, ?> loss) {
    return Arguments.defaults(loss.name(), loss.entry().parameters());
  }

  private static Definition define(Entry entry, Arguments arguments, Scale scale, Entry.Kind kind) {
    return entry.define(arguments, scale, kind == Entry.Kind.CATEGORICAL);
  }

  /** One form for each scale of the prediction and kind of target whose formulas differ. */
  private void forms() {
    Map<String, String> known = new LinkedHashMap<>();
    Entry entry = loss.entry();
    List<Scale> scales = new ArrayList<>(List.of(loss.scale()));
    entry.scales().keySet().stream().filter(scale -> scale != loss.scale()).forEach(scales::add);
    for (Entry.Kind kind : entry.kinds()) {
      for (Scale scale : scales) {
        Definition definition = definition(loss, scale, kind);
        String form = form(definition, kind);
        known.putIfAbsent(form, heading(definition, scale, kind));
      }
    }
    page.append("## Formula\n\n");
    known.forEach((form, heading) -> {
      if (known.size() > 1) {
        page.append("### ").append(heading).append("\n\n");
      }
      page.append(form);
    });
  }

  private String heading(Definition definition, Scale scale, Entry.Kind kind) {
    String raw = loss.entry().takesLogits() ? "From logits" : "From raw predictions";
    String given =
        switch (scale) {
          case RAW -> definition.hasFormula() ? raw : "A batch";
          case RESPONSE ->
              definition.prediction().equals(Domain.UNIT) ? "From probabilities" : "From means";
          case LOG_PROBABILITIES -> "From log-probabilities";
        };
    return kind == Entry.Kind.CATEGORICAL ? given + ", K classes" : given;
  }

  private String form(Definition definition, Entry.Kind kind) {
    if (PageProcedures.has(loss.name(), definition)) {
      return PageProcedures.of(loss.name());
    }
    StringBuilder text = new StringBuilder();
    String geometry = definition.geometry().toString();
    boolean softmax = geometry.startsWith("softmax");
    Formula formula = formula(definition, kind, Map.of());
    text.append(LossPage.plain(PageGeometry.intro(definition, kind))).append("\n\n");
    text.append(math(symbol(formula, definition) + " = " + latex(formula)));
    text.append("First and second derivative");
    text.append(softmax ? " by $`\\ln p_k`$:\n\n" : ":\n\n");
    List<String> inputs = softmax ? List.of("log_p") : definition.inputs();
    boolean tooLong =
        kind == Entry.Kind.ZERO_ONE
            && inputs.stream().anyMatch(input -> second(formula, input).length() > LONG);
    for (String label : tooLong ? List.of("1", "0") : List.of("")) {
      Formula one = tooLong ? formula(definition, kind, Map.of("y", label)) : formula;
      text.append(tooLong ? "for y = " + label + "\n\n" : "");
      inputs.forEach(input -> text.append(derivatives(one, input)));
    }
    return text.append(PageGeometry.chain(definition, latex(formula.derivative()))).toString();
  }

  private static String symbol(Formula formula, Definition definition) {
    List<String> names = new ArrayList<>(formula.inputs());
    names.removeIf(name ->
        definition.inputs().indexOf(name) < 0
            && !name.equals(definition.target())
            && !name.equals("log_p"));
    return "f\\left("
        + String.join(", ", names.stream().map(PageFormulas::name).toList())
        + "\\right)";
  }

  private static String derivatives(Formula formula, String input) {
    Formula slope = formula.derivative(input);
    String by = "\\partial " + name(input);
    String twice =
        input.equals("log_p") ? "\\partial \\left(" + name(input) + "\\right)^2" : by + "^2";
    return math("\\frac{\\partial f}{" + by + "} = " + latex(slope))
        + math("\\frac{\\partial^2 f}{" + twice + "} = " + latex(slope.derivative(input)));
  }

  private static String second(Formula formula, String input) {
    return latex(formula.derivative(input).derivative(input));
  }

  private static String name(String input) {
    return latex(Formula.parse(input, List.of(input), Map.of()));
  }

  private Formula formula(Definition definition, Entry.Kind kind, Map<String, String> given) {
    Map<String, Double> numbers = new TreeMap<>(defaults(loss).numbers());
    if (kind == Entry.Kind.CATEGORICAL) {
      numbers.put(CategoricalLosses.CLASSES, 3.0);
    }
    String text = definition.formula().replace(" + surplus", "");
    for (Map.Entry<String, String> value : given.entrySet()) {
      text = text.replaceAll("\\b" + value.getKey() + "\\b", value.getValue());
    }
    List<String> inputs = new ArrayList<>(definition.allInputs());
    if (definition.geometry().toString().startsWith("softmax")) {
      for (Map.Entry<String, String> part : OF_LOG_P.entrySet()) {
        if (inputs.remove(part.getKey())) {
          text = text.replaceAll("\\b" + part.getKey() + "\\b", part.getValue());
        }
      }
      inputs.remove("log_p");
      inputs.addFirst("log_p");
    }
    return Formula.parse(text, inputs, numbers);
  }

  /** As pages show it: the macro {@code operatorname} is refused by some that set them. */
  static String latex(Formula formula) {
    return Latex.latex(shorter(formula))
        .replace("\\operatorname{", "\\mathrm{")
        .replace("e^{\\ln p}", "p")
        .replaceAll("e\\^\\{(\\d+) \\\\, \\\\ln p}", "p^{$1}")
        .replace(TIE, "\\text{otherwise}^{*}");
  }

  /** What a loss is at a single prediction is its limit there, and readers need no case for it. */
  private static Expr shorter(Formula formula) {
    Set<String> free = new LinkedHashSet<>(formula.inputs());
    free.removeAll(Set.of("y", "t"));
    return Algebra.shorter(formula.expression(), free);
  }

  /** Formulas as they are computed and as a page shows them, for a test that they are the same. */
  static Map<Formula, String> shown(Loss<Target, Prediction> loss) {
    PageFormulas page = new PageFormulas(loss);
    Map<Formula, String> shown = new LinkedHashMap<>();
    for (Entry.Kind kind : loss.entry().kinds()) {
      for (Scale scale : loss.entry().scales().keySet()) {
        Definition definition = definition(loss, scale, kind);
        if (!PageProcedures.has(loss.name(), definition)) {
          Formula formula = page.formula(definition, kind, Map.of());
          shown.put(formula, Printer.text(shorter(formula)));
          for (String input : formula.inputs()) {
            Formula slope = formula.derivative(input);
            Formula bend = slope.derivative(input);
            shown.put(slope, Printer.text(shorter(slope)));
            shown.put(bend, Printer.text(shorter(bend)));
          }
        }
      }
    }
    return shown;
  }

  static String math(String latex) {
    return "```math\n" + latex + "\n```\n\n";
  }

  /** What other choices of the parameters make of the formula. */
  private void choices() {
    Entry.Kind kind = PageLines.kind(loss);
    Definition usual = definition(loss, loss.scale(), kind);
    String shown = usual.hasFormula() ? latex(formula(usual, kind, Map.of())) : "";
    Map<String, Set<String>> specs = new LinkedHashMap<>();
    for (Arguments arguments : arguments()) {
      try {
        Definition definition = define(loss.entry(), arguments, loss.scale(), kind);
        if (!PageProcedures.has(loss.name(), definition)) {
          Formula formula = formula(definition, kind, Map.of());
          String text = symbol(formula, definition) + " = " + latex(formula);
          if (!text.endsWith(" = " + shown) && text.length() < LONGEST) {
            specs
                .computeIfAbsent(text, _ -> new LinkedHashSet<>())
                .add("`" + loss.name() + arguments.text() + "`");
          }
        }
      } catch (SpecException _) {
        // a choice that needs another parameter beside it
      }
    }
    if (!specs.isEmpty()) {
      page.append("### Other choices\n\n");
      specs.forEach((formula, names) -> {
        page.append(String.join(", ", names)).append(":\n\n").append(math(formula));
      });
    }
  }

  /** All combinations of choices, or one after the other where there are too many. */
  private List<Arguments> arguments() {
    List<Arguments> all = new ArrayList<>(List.of(defaults(loss)));
    List<Arguments> single = new ArrayList<>();
    for (Parameter.Definition parameter : loss.entry().parameters()) {
      List<Arguments> more = new ArrayList<>();
      for (Object value : values(parameter)) {
        all.forEach(arguments -> more.add(arguments.with(parameter.name(), value)));
        single.add(defaults(loss).with(parameter.name(), value));
      }
      all.addAll(more);
    }
    return all.size() > MOST_CHOICES ? single : all.subList(1, all.size());
  }

  private List<Object> values(Parameter.Definition parameter) {
    return switch (parameter.kind()) {
      case Parameter.Kind.Choice(List<String> choices) ->
          parameter.name().equals(loss.entry().scaleParameter())
              ? List.of()
              : List.copyOf(choices.subList(1, choices.size()));
      case Parameter.Kind.Flag() -> List.of(!(Boolean) parameter.initial());
      default -> List.of();
    };
  }
}
