package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Facts;
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
      "  surprisal explain 'max(0, ap - an + 1)'",
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
      description = "A loss, such as 'huber(delta=1)', or a formula in z and y, log_p, m, d, …")
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
    Layout layout = Layout.of(parsed);
    Paragraph.print(out, "", parsed.toString());
    Paragraph.print(out, "", facts.title());
    if (!facts.aliases().isEmpty()) {
      Paragraph.print(out, "", "also called " + String.join(", ", facts.aliases()));
    }
    out.println();
    new Formulas(parsed, layout.kind()).print(out, latex);
    out.println();
    Labelled.print(out, "target", facts.target());
    Labelled.print(out, "prediction", facts.prediction());
    Labelled.print(out, "rows", layout.sentence());
    Labelled.print(out, "link", facts.link());
    Labelled.print(out, "assumes", facts.assumes());
    Labelled.print(out, "estimates", facts.estimates());
    PropertyLines.print(out, parsed);
    Labelled.print(
        out, "parameters", facts.parameters().stream().map(ExplainCommand::sentence).toList());
    Labelled.print(out, "kinks", facts.kinks());
    Labelled.print(out, "constant", facts.constant());
    Labelled.print(out, "use when", facts.use());
    Labelled.print(out, "avoid when", facts.avoid());
    Labelled.print(out, "elsewhere", facts.elsewhere());
    Labelled.print(out, "sources", facts.sources());
    Curves curves = Curves.of(parsed, layout);
    if (curves != null) {
      out.println();
      curves.print(out);
    }
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

  private static void json(PrintWriter out, Loss<Target, Prediction> parsed) throws IOException {
    Layout layout = Layout.of(parsed);
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeStringField("spec", parsed.toString());
      FactsWriter.write(json, parsed.facts());
      json.writeStringField("rows", layout.sentence());
      PropertyLines.write(json, parsed);
      new Formulas(parsed, layout.kind()).write(json);
      json.writeEndObject();
    }
    out.println();
  }
}
