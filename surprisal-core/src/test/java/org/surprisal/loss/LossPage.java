package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.surprisal.docs.Chart;
import org.surprisal.docs.Digits;
import org.surprisal.docs.Panel;

/** The page of a loss and its picture, all of it from the catalogue and the code. */
final class LossPage {
  private static final int DIGITS = 6;

  private final Loss<Target, Prediction> loss;
  private final Facts facts;
  private final List<PageLine> lines;
  private final StringBuilder page = new StringBuilder();

  LossPage(String name) {
    this.loss = Loss.parse(name);
    this.facts = loss.facts();
    this.lines = PageLines.of(loss);
  }

  /** The page as Markdown. */
  String markdown() {
    page.setLength(0);
    head();
    parameters();
    section("Rows", rows());
    page.append(PageFormulas.of(loss));
    section("Kinks", sentence(facts.kinks()));
    page.append(
        "## Picture\n\n![Value, gradient and curvature of `%s`]".replace("%s", loss.name()));
    page.append("(").append(loss.name()).append(".svg)\n\n");
    example();
    beliefs();
    section("When to use it", sentence(facts.use()));
    section("When not", sentence(facts.avoid()));
    list("Elsewhere", facts.elsewhere());
    list("Sources", facts.sources());
    page.append("[All losses](README.md)\n");
    return page.toString();
  }

  /** The picture. */
  String svg() {
    List<List<Panel>> groups = new ArrayList<>();
    for (PageLine line : lines) {
      String by = lines.size() > 1 ? " by " + line.axis().split(",", 2)[0] : "";
      groups.add(line.panels(by));
    }
    return Chart.svg("Value, gradient and curvature of " + loss, groups);
  }

  private void head() {
    page.append("<!-- Written by PagesTest from the catalogue; edit the entry instead. -->\n");
    page.append("# ").append(loss.name()).append("\n\n");
    page.append(sentence(facts.title())).append("\n\n");
    page.append("Spec: `").append(spec()).append("`");
    if (!facts.aliases().isEmpty()) {
      page.append("; also called ");
      page.append(String.join(", ", facts.aliases().stream().map(a -> "`" + a + "`").toList()));
    }
    page.append(".\n\n");
  }

  private String spec() {
    if (facts.parameters().isEmpty()) {
      return facts.name();
    }
    List<String> all =
        facts.parameters().stream().map(p -> p.name() + "=" + p.defaultText()).toList();
    return facts.name() + "(" + String.join(", ", all) + ")";
  }

  private void parameters() {
    if (facts.parameters().isEmpty()) {
      return;
    }
    page.append("| parameter | default | allowed | meaning |\n|---|---|---|---|\n");
    for (Parameter parameter : facts.parameters()) {
      page.append("| `")
          .append(parameter.name())
          .append("` | `")
          .append(parameter.defaultText())
          .append("` | ")
          .append(cell(parameter.domain()))
          .append(" | ")
          .append(cell(parameter.meaning()))
          .append(" |\n");
    }
    page.append('\n');
  }

  private String rows() {
    Entry.Kind kind = PageLines.kind(loss);
    Definition definition = PageFormulas.definition(loss, loss.scale(), kind);
    return PageGeometry.layout(definition, kind)
        + "\n\n- Target: "
        + plain(facts.target())
        + ".\n- Prediction: "
        + plain(facts.prediction())
        + ".\n- Link: "
        + plain(facts.link())
        + ".";
  }

  private void beliefs() {
    page.append("## Meaning\n\n- Assumes: ").append(ended(facts.assumes())).append('\n');
    page.append("- Its minimiser estimates: ")
        .append(ended(facts.estimates().isEmpty() ? "nothing that has a name" : facts.estimates()))
        .append('\n');
    if (!facts.constant().equals("none")) {
      page.append("- Constant: ").append(ended(facts.constant())).append('\n');
    }
    loss.noGradient()
        .ifPresent(why -> page.append("- No gradient: ").append(ended(why)).append('\n'));
    if (loss.noGradient().isEmpty()) {
      loss.noCurvature()
          .ifPresent(why -> page.append("- No curvature: ").append(ended(why)).append('\n'));
    }
    page.append('\n').append(PageProperties.of(loss));
  }

  private void example() {
    PageLine line = lines.getFirst();
    page.append("## Example\n\nComputed by the code, with ").append(DIGITS);
    page.append(" digits.\n\n| target | prediction | value | gradient | curvature |\n");
    page.append("|---|---|---|---|---|\n");
    for (PageLine.Probe probe : line.probes()) {
      if (probe.loss().equals(loss)) {
        for (int sixth = 1; sixth < 6; sixth += 2) {
          double x = (line.from() * (6 - sixth) + line.to() * sixth) / 6;
          double grid = line.to() - line.from() <= 1 ? 10 : 1;
          example(probe, Math.rint(x * grid) / grid);
        }
      }
    }
    page.append('\n');
  }

  private void example(PageLine.Probe probe, double x) {
    Batch<Target, Prediction> batch = probe.batch().apply(x);
    Optional<PageLine.Answer> answer = PageLine.answer(loss, batch);
    if (answer.isEmpty()) {
      return;
    }
    Numbers target = batch.target().numbers();
    page.append("| ").append(target.columns() == 0 ? "none" : numbers(target));
    List<String> parts = batch.prediction().parts().stream().map(LossPage::numbers).toList();
    page.append(" | ").append(String.join(" ‖ ", parts));
    page.append(" | ").append(Digits.text(answer.get().value(), DIGITS));
    page.append(" | ").append(numbers(answer.get().gradient()));
    page.append(" | ").append(numbers(answer.get().curvature())).append(" |\n");
  }

  private static String numbers(Numbers numbers) {
    double[] all = new double[Math.toIntExact(numbers.rows()) * numbers.columns()];
    Arrays.setAll(all, i -> numbers.get(i / numbers.columns(), i % numbers.columns()));
    return numbers(all);
  }

  private static String numbers(double[] all) {
    if (all.length == 0) {
      return "not defined";
    }
    return String.join(", ", Arrays.stream(all).mapToObj(x -> Digits.text(x, DIGITS)).toList());
  }

  private void section(String title, String text) {
    if (!text.isBlank()) {
      page.append("## ").append(title).append("\n\n").append(text).append("\n\n");
    }
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      page.append("## ").append(title).append("\n\n");
      lines.forEach(line -> page.append("- ").append(sentence(line)).append('\n'));
      page.append('\n');
    }
  }

  /** With a capital letter and a full stop, and nothing that Markdown would take for its own. */
  private static String sentence(String text) {
    if (text.isEmpty()) {
      return "";
    }
    boolean name = text.split(" ", 2)[0].chars().anyMatch(c -> c == '_' || c == '(' || c == '=');
    boolean symbol = text.length() > 1 && !Character.isLetter(text.charAt(1));
    String start =
        name || symbol ? text.substring(0, 1) : text.substring(0, 1).toUpperCase(Locale.ROOT);
    String whole = start + text.substring(1);
    return ended(whole);
  }

  private static String ended(String text) {
    return plain(text.endsWith(".") ? text : text + ".");
  }

  static String plain(String text) {
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("$", "\\$");
  }

  private static String cell(String text) {
    return plain(text).replace("|", "\\|");
  }
}
