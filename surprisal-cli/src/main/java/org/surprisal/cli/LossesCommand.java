package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.surprisal.loss.Catalogue;
import org.surprisal.loss.Facts;
import org.surprisal.loss.Parameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surprisal losses}: the catalogue. */
@Command(
    name = "losses",
    description =
        "Lists the losses by family: name, parameters with defaults and domains, other names.",
    footerHeading = "%nExamples:%n",
    footer = {"  surprisal losses", "  surprisal losses --format json"})
final class LossesCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  Format format = Format.TABLE;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Facts> losses = Catalogue.all();
    if (format == Format.JSON) {
      json(out, losses);
    } else {
      table(out, losses);
    }
    return 0;
  }

  private static void json(PrintWriter out, List<Facts> losses) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartArray();
      for (Facts facts : losses) {
        json.writeStartObject();
        json.writeStringField("family", LossFamily.of(facts.name()).title());
        FactsWriter.write(json, facts);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.println();
  }

  private static void table(PrintWriter out, List<Facts> losses) {
    LossFamily family = null;
    for (Facts facts : losses) {
      LossFamily of = LossFamily.of(facts.name());
      if (of != family) {
        out.println(family == null ? of.heading() : System.lineSeparator() + of.heading());
        family = of;
      }
      signature(out, facts);
      Paragraph.print(out, "    ", facts.title());
      if (!facts.aliases().isEmpty()) {
        Paragraph.print(out, "    ", "also " + String.join(", ", facts.aliases()));
      }
      for (Parameter parameter : facts.parameters()) {
        Paragraph.print(
            out, "    " + parameter.name() + ": ", parameter.domain() + "; " + parameter.meaning());
      }
    }
    out.println();
    out.println("A typed formula is a loss too: surprisal explain 'log1p((z-y)^2/nu); nu=4'");
    out.println("All about one of them: surprisal explain NAME");
  }

  /** {@code huber(delta=1)}: the name with its parameters and their defaults. */
  private static void signature(PrintWriter out, Facts facts) {
    String parameters =
        facts.parameters().stream()
            .map(parameter -> parameter.name() + "=" + parameter.defaultText())
            .collect(Collectors.joining(", "));
    if (parameters.isEmpty()) {
      out.println(facts.name());
    } else {
      Paragraph.print(out, facts.name() + "(", parameters + ")");
    }
  }
}
