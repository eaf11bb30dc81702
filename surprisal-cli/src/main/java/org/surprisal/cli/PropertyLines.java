package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Properties;

/** The facts about a loss that its contract test checks, as text and as JSON. */
final class PropertyLines {
  private static final int DIGITS = 6;

  private PropertyLines() {}

  /** Prints them in lines; nothing where none is known. */
  static void print(PrintWriter out, Loss<?, ?> loss) {
    Labelled.print(out, "likelihood", likelihood(loss));
    loss.properties().ifPresent(known -> Labelled.print(out, "checked", sentences(known)));
  }

  /** The belief by its name; empty if there is none, or none that has a name. */
  private static String likelihood(Loss<?, ?> loss) {
    String name = loss.likelihood().map(Object::toString).orElse("");
    return name.contains("typed") ? "" : name;
  }

  private static List<String> sentences(Properties known) {
    List<String> sentences = new ArrayList<>();
    if (known.strongConvexity() > 0) {
      sentences.add(
          "strongly convex in the prediction, with modulus " + shown(known.strongConvexity()));
    } else {
      sentences.add((known.convex() ? "convex" : "not convex") + " in the prediction");
    }
    sentences.add(
        known.boundedInfluence()
            ? "Lipschitz: no slope is steeper than "
                + bound(known.lipschitz(), known.lipschitzFormula())
                + ", so a row's influence is bounded"
            : "not Lipschitz: one row's influence has no bound");
    sentences.add(
        Double.isFinite(known.smoothness())
            ? "smooth: no slope changes faster than "
                + bound(known.smoothness(), known.smoothnessFormula())
            : "not smooth: slopes jump, or change without bound");
    if (known.proper()) {
      sentences.add("proper: the expected loss of a label is least at its probabilities");
    }
    return sentences;
  }

  /** A bound, and the formula in the parameters that gives it if it is more than a number. */
  private static String bound(double value, String formula) {
    boolean isFormula = formula.matches(".*[a-z].*") && !formula.equals("searched");
    return shown(value) + (isFormula ? " = " + formula : "");
  }

  private static String shown(double value) {
    return Figures.rounded(value, DIGITS);
  }

  /** Writes the same as fields of an object that the caller has opened. */
  static void write(JsonGenerator json, Loss<?, ?> loss) throws IOException {
    json.writeStringField("likelihood", likelihood(loss));
    if (loss.properties().isEmpty()) {
      return;
    }
    Properties known = loss.properties().get();
    json.writeObjectFieldStart("checked");
    json.writeBooleanField("convex", known.convex());
    number(json, "strong_convexity", known.strongConvexity());
    number(json, "lipschitz", known.lipschitz());
    number(json, "smoothness", known.smoothness());
    json.writeBooleanField("bounded_influence", known.boundedInfluence());
    json.writeBooleanField("proper", known.proper());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String field, double value) throws IOException {
    json.writeFieldName(field);
    Json.number(json, value);
  }
}
