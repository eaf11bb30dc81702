package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.surprisal.loss.Facts;
import org.surprisal.loss.Formula;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Parameter;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surprisal explain}: what is known about a loss, and what it looks like. */
@Command(
    name = "explain",
    description = "Explains a loss: formula, derivatives, domains, what it assumes, a plot.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  surprisal explain 'huber(delta=2)'",
      "  surprisal explain 'focal(gamma=2)' --latex",
      "  surprisal explain 'log1p((z-y)^2/nu); nu=4'",
      "  surprisal explain poisson --format json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Parameters(
      paramLabel = "LOSS",
      completionCandidates = LossNames.class,
      description = "A loss, such as 'huber(delta=1)', or a formula in z and y.")
  String loss = "";

  @Option(names = "--latex", description = "Write the formulas in LaTeX.")
  boolean latex;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  Format format = Format.TABLE;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Loss<Target, Prediction> parsed = Loss.parse(loss);
    if (format == Format.JSON) {
      json(out, parsed);
    } else {
      text(out, parsed);
    }
    return 0;
  }

  private void text(PrintWriter out, Loss<Target, Prediction> parsed) {
    Facts facts = parsed.facts();
    Paragraph.print(out, "", parsed.toString());
    Paragraph.print(out, "", facts.title());
    if (!facts.aliases().isEmpty()) {
      Paragraph.print(out, "", "also called " + String.join(", ", facts.aliases()));
    }
    out.println();
    Formula formula = parsed.formula();
    Formula gradient = formula.derivative();
    SoftmaxLines softmax = SoftmaxLines.of(parsed);
    print(out, "value", softmax.sum() + shown(formula));
    print(out, "gradient", softmax.by() + shown(gradient));
    print(out, "curvature", softmax.by() + shown(gradient.derivative()));
    if (gradient.text().contains("kink(")) {
      print(
          out, "", "kink(c, a, b) is if(c, a, b), and at a tie what is nearest to 0 between both");
    }
    if (softmax.isNeeded()) {
      print(out, "by logits", "with f' and f'' of each class from the two lines above:");
      print(out, "", "gradient by z_j: " + softmax.gradient());
      print(out, "", "curvature by z_j: " + softmax.curvature());
    }
    out.println();
    print(out, "target", facts.target());
    print(out, "prediction", facts.prediction());
    print(out, "link", facts.link());
    print(out, "assumes", facts.assumes());
    print(out, "estimates", facts.estimates());
    String label = "parameters";
    for (Parameter parameter : facts.parameters()) {
      print(out, label, sentence(parameter));
      label = "";
    }
    print(out, "kinks", facts.kinks());
    print(out, "constant", facts.constant());
    label = "sources";
    for (String source : facts.sources()) {
      print(out, label, source);
      label = "";
    }
    out.println();
    Curves curves = Curves.of(parsed);
    if (!curves.isEmpty()) {
      curves.print(out);
    }
  }

  private String shown(Formula formula) {
    return latex ? formula.latex() : formula.text();
  }

  private static String sentence(Parameter parameter) {
    return parameter.name()
        + ", default "
        + parameter.defaultText()
        + ", allowed "
        + parameter.domain()
        + ": "
        + parameter.meaning();
  }

  /** Prints a fact with its label; nothing where nothing is known. */
  private static void print(PrintWriter out, String label, String fact) {
    if (!fact.isBlank()) {
      Paragraph.print(out, label + " ".repeat(12 - label.length()), fact);
    }
  }

  private static void json(PrintWriter out, Loss<Target, Prediction> parsed) throws IOException {
    Formula formula = parsed.formula();
    Formula gradient = formula.derivative();
    Formula curvature = gradient.derivative();
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeStringField("spec", parsed.toString());
      FactsWriter.write(json, parsed.facts());
      json.writeStringField("formula", formula.text());
      json.writeStringField("gradient", gradient.text());
      json.writeStringField("curvature", curvature.text());
      if (SoftmaxLines.of(parsed).isNeeded()) {
        SoftmaxLines.of(parsed).write(json);
      }
      json.writeObjectFieldStart("latex");
      json.writeStringField("formula", formula.latex());
      json.writeStringField("gradient", gradient.latex());
      json.writeStringField("curvature", curvature.latex());
      json.writeEndObject();
      json.writeEndObject();
    }
    out.println();
  }
}
