package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Formula;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

/** The formula of a loss with its derivatives, or that it has none and why. */
final class Formulas {
  private static final String ALGORITHM =
      "no formula: it is computed by an algorithm, not number by number";

  private final Loss<Target, Prediction> loss;
  private final Layout.Kind layout;

  Formulas(Loss<Target, Prediction> loss, Layout.Kind layout) {
    this.loss = loss;
    this.layout = layout;
  }

  /** Prints lines with their labels. */
  void print(PrintWriter out, boolean latex) {
    if (!loss.hasFormula()) {
      Labelled.print(out, "value", ALGORITHM);
      Labelled.print(out, "gradient", loss.noGradient().map(Formulas::none).orElse(together()));
      Labelled.print(out, "curvature", loss.noCurvature().map(Formulas::none).orElse(together()));
      return;
    }
    Function<Formula, String> shown = latex ? Formula::latex : Formula::text;
    Formula formula = loss.formula();
    SoftmaxLines softmax = SoftmaxLines.of(loss);
    List<Slopes> slopes = Slopes.of(formula);
    boolean isNamed = slopes.size() > 1 || softmax.isNeeded() || isCarried();
    Labelled.print(out, "value", sum(softmax, slopes) + shown.apply(formula));
    String label = "gradient";
    for (Slopes slope : slopes) {
      Labelled.print(out, label, by(slope, isNamed) + shown.apply(slope.gradient()));
      label = "";
    }
    label = "curvature";
    for (Slopes slope : slopes) {
      Labelled.print(out, label, by(slope, isNamed) + shown.apply(slope.curvature()));
      label = "";
    }
    if (slopes.stream().anyMatch(slope -> slope.gradient().text().contains("kink("))) {
      Labelled.print(
          out, "", "kink(c, a, b) is if(c, a, b), and at a tie what is nearest to 0 between both");
    }
    if (softmax.isNeeded()) {
      Labelled.print(
          out,
          "by logits",
          slopes.size() == 1
              ? "with f' and f'' of each class from the two lines above:"
              : "with f' and f'' the whole derivatives of each class's term by log_p, along which"
                  + " p = exp(log_p) moves too:");
      Labelled.print(out, "", "gradient by z_j: " + softmax.gradient());
      Labelled.print(out, "", "curvature by z_j: " + softmax.curvature());
    }
    Labelled.print(out, "where", where());
    loss.noGradient().ifPresent(reason -> Labelled.print(out, "", "no gradient: " + reason));
    loss.noCurvature().ifPresent(reason -> Labelled.print(out, "", "no curvature: " + reason));
  }

  /** Whether the formula is in something that is made of the columns of a row. */
  private boolean isCarried() {
    return !where().isEmpty();
  }

  private String sum(SoftmaxLines softmax, List<Slopes> slopes) {
    return slopes.getFirst().input().equals("m") && addsMargins()
        ? "Σ over classes j ≠ y of "
        : softmax.sum();
  }

  /** Whether all margins count: then one that is not the smallest changes the loss. */
  private boolean addsMargins() {
    return atScores(0, 2, 1) != atScores(0, 2, 1.5);
  }

  private double atScores(double... scores) {
    Numbers row = Numbers.of(scores).by(scores.length);
    return loss.total(loss.batch(Numbers.of(0.0), row)).sum();
  }

  private static String by(Slopes slope, boolean isNamed) {
    return isNamed ? "by " + slope.input() + ": " : "";
  }

  private static String none(String reason) {
    return "none: " + reason;
  }

  private static String together() {
    return "computed with the value, by each number of the prediction";
  }

  /** What the inputs of the formula are made of, where they are not columns themselves. */
  private String where() {
    List<String> inputs = Layout.inputs(loss.formula());
    return switch (layout) {
      case PAIR ->
          inputs.contains("c")
              ? "c = cos(a, b), d = 1 − c; the chain rule carries derivatives to a and b"
              : "d is the distance of a and b; the chain rule carries derivatives to both";
      case TRIPLET ->
          "ap and an are the distances of the anchor to the positive and to the negative; the"
              + " chain rule carries derivatives to all three";
      case CLASSES ->
          inputs.contains("m")
              ? (addsMargins() ? "m = z_y − z_j for each class j ≠ y" : "m = z_y − max z_j, j ≠ y")
                  + "; the derivative by z_y is that by m, by z_j its opposite"
              : loss.formula().inputs().contains(Layout.SURPLUS)
                  ? "surplus is Σ t − 1, once a row: rounding of the targets, no prediction"
                  : "";
      default -> "";
    };
  }

  /** Writes the same as fields of an object that the caller has opened. */
  void write(JsonGenerator json) throws IOException {
    if (loss.hasFormula()) {
      Formula formula = loss.formula();
      List<Slopes> slopes = Slopes.of(formula);
      Json.strings(json, "inputs", Layout.inputs(formula));
      texts(json, formula, slopes, Formula::text);
      if (SoftmaxLines.of(loss).isNeeded()) {
        SoftmaxLines.of(loss).write(json);
      }
      if (isCarried()) {
        json.writeStringField("where", where());
      }
      json.writeObjectFieldStart("latex");
      texts(json, formula, slopes, Formula::latex);
      json.writeEndObject();
    } else {
      json.writeNullField("formula");
      json.writeStringField("no_formula", ALGORITHM);
    }
    if (loss.noGradient().isPresent()) {
      json.writeStringField("no_gradient", loss.noGradient().orElseThrow());
    }
    if (loss.noCurvature().isPresent()) {
      json.writeStringField("no_curvature", loss.noCurvature().orElseThrow());
    }
  }

  private static void texts(
      JsonGenerator json, Formula formula, List<Slopes> slopes, Function<Formula, String> shown)
      throws IOException {
    json.writeStringField("formula", shown.apply(formula));
    if (slopes.size() == 1) {
      json.writeStringField("gradient", shown.apply(slopes.getFirst().gradient()));
      json.writeStringField("curvature", shown.apply(slopes.getFirst().curvature()));
      return;
    }
    json.writeObjectFieldStart("gradient");
    for (Slopes slope : slopes) {
      json.writeStringField(slope.input(), shown.apply(slope.gradient()));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("curvature");
    for (Slopes slope : slopes) {
      json.writeStringField(slope.input(), shown.apply(slope.curvature()));
    }
    json.writeEndObject();
  }
}
