package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surprisal at}: what a loss says about a few typed rows. */
@Command(
    name = "at",
    description = "Shows value, gradient and curvature of a loss for a few typed rows.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  surprisal at 'huber(delta=1)' --target 2,1,0 --prediction 2.1,.5,-.3",
      "  surprisal at bce --target 1,0 --prediction -1,2 --weight 1,3",
      "  surprisal at cross_entropy --columns 3 --target 2,0 --prediction 0,0,1,2,0,-1",
      "  surprisal at gaussian --columns 2 --target 1 --prediction 0.5,-1",
      "  surprisal at triplet --columns 6 --prediction 0,0,1,0,0,2",
      "  surprisal at '(z-y)^4' --target 0,0 --prediction=-1,2"
    })
final class AtCommand implements Callable<Integer> {
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

  @Option(
      names = "--target",
      paramLabel = "Y,…",
      description = "The targets: one a row, or one per prediction; none for triplet and the like.")
  @Nullable String target;

  @Option(
      names = "--prediction",
      required = true,
      paramLabel = "Z,…",
      description = "The predictions, row after row.")
  String prediction = "";

  @Option(names = "--weight", paramLabel = "W,…", description = "One weight a row.")
  @Nullable String weight;

  @Option(
      names = "--columns",
      paramLabel = "K",
      description = "How many predictions a row has; default ${DEFAULT-VALUE}.")
  int columns = 1;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  Format format = Format.TABLE;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    Loss<Target, Prediction> parsed = Loss.parse(loss);
    AtRows rows;
    try {
      rows =
          new AtRows(
              parsed,
              target == null ? null : numbers("--target", target),
              numbers("--prediction", prediction),
              weight == null ? null : numbers("--weight", weight),
              columns);
    } catch (Refusal e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
    rows.evaluate();
    if (format == Format.JSON) {
      json(command.getOut(), parsed, rows);
    } else {
      table(command.getOut(), parsed, rows);
    }
    return 0;
  }

  /** The numbers of a list such as {@code 2.1,.5,-.3,nan,inf}. */
  private static NumberList numbers(String option, String text) {
    NumberList numbers = new NumberList();
    for (String part : List.of(text.split(",", -1))) {
      String typed = part.strip();
      numbers.add(
          switch (typed) {
            case "nan", "NaN" -> Double.NaN;
            case "inf", "+inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(option, numbers.size() + 1, typed);
          });
    }
    return numbers;
  }

  private static double finite(String option, int place, String typed) {
    // Java alone would also take 1d, 0x1p3 and the like.
    if (!typed.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      throw new Refusal(
          option + ": value " + place + " is " + Figures.quoted(typed) + ", not a number");
    }
    double value = Double.parseDouble(typed);
    if (Double.isInfinite(value)) {
      throw new Refusal(option + ": value " + place + " = " + typed + " is beyond double");
    }
    return value;
  }

  private static void table(PrintWriter out, Loss<Target, Prediction> loss, AtRows rows) {
    out.println(loss);
    if (!loss.name().equals("formula")) {
      out.println(loss.facts().title());
    }
    out.println();
    rows.table().print(out);
    for (String note : rows.notes()) {
      out.println();
      Paragraph.print(out, "", note);
    }
    for (String warning : rows.warnings()) {
      out.println();
      Paragraph.print(out, "warning: ", warning);
    }
  }

  private static void json(PrintWriter out, Loss<Target, Prediction> loss, AtRows rows)
      throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeStringField("loss", loss.toString());
      rows.write(json);
      Json.strings(json, "notes", rows.notes());
      Json.strings(json, "warnings", rows.warnings());
      json.writeEndObject();
    }
    out.println();
  }
}
