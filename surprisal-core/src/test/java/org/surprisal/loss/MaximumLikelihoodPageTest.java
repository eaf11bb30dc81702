package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page that tells where losses come from, with each number computed here. After a change that
 * is meant: mvn -pl surprisal-core test -Dtest=MaximumLikelihoodPageTest -Dpages.write=true
 */
final class MaximumLikelihoodPageTest {
  private static final Path PAGE = Path.of("..", "docs", "maximum-likelihood.md");
  private static final double[] TARGETS = {1, 2, 3, 4, 100};

  private final StringBuilder page = new StringBuilder();

  @Test
  void pageSaysWhatTheCodeSays() throws IOException {
    opening();
    families();
    coin();
    residuals();
    centres();
    comparison();
    constants();
    noBelief();
    yourOwn();
    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void paragraph(String... sentences) {
    line(String.join("\n", sentences));
    line("");
  }

  private void row(Object... cells) {
    line(
        List.of(cells).stream()
            .map(Object::toString)
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void header(Object... cells) {
    row(cells);
    line("|" + "---|".repeat(cells.length));
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.4f", x).replace("-0.0000", "0.0000");
  }

  private void opening() {
    line("# Where losses come from: maximum likelihood");
    line("");
    paragraph(
        "A prediction z says how targets should scatter: with a density p(y | z). Of all models, take",
        "the one under which the targets that came are most likely, so the one with the largest",
        "p(y₁ | z₁) · p(y₂ | z₂) · … A product of many small numbers underflows; its logarithm is a",
        "sum, and with a minus sign it is something to make small:");
    paragraph("> loss = −ln p(y | z), summed over the rows.");
    paragraph(
        "That is the surprisal of the target under the model. Choosing a loss is choosing a belief",
        "about the noise, whether one says so or not. In code:",
        "`Likelihood.studentT(4).loss()`, and back: `huber(1).likelihood()`.",
        "Every number on this page is computed by the library when it is built.");
  }

  private void families() {
    line("## The beliefs, and the losses that they are");
    line("");
    header("belief", "raw parameters", "link", "loss", "constant that may be dropped");
    for (Likelihood<?, ?> belief :
        List.of(
            Likelihood.bernoulli(),
            Likelihood.categorical(),
            Likelihood.gaussian(),
            Likelihood.laplace(),
            Likelihood.studentT(4),
            Likelihood.logistic(),
            Likelihood.logNormal(),
            Likelihood.poisson(),
            Likelihood.negativeBinomial(0.5),
            Likelihood.gamma(1))) {
      String names = String.join(", ", belief.parameters());
      row(
          belief,
          names.isEmpty() ? "logits" : names,
          belief.link(),
          "`" + belief.loss() + "`",
          belief.droppedConstant().equals("0") ? "none" : "`" + belief.droppedConstant() + "`");
    }
    line("");
  }

  private void coin() {
    Likelihood<?, ?> coin = Likelihood.bernoulli();
    double[] tosses = {1, 1, 1, 1, 1, 1, 1, 0, 0, 0};
    line("## A coin");
    line("");
    paragraph(
        "Seven heads in ten tosses. The mean binary cross-entropy of a constant probability p is",
        "smallest where the likelihood is largest, at the share of heads:");
    header("p", "likelihood of the ten", "mean loss");
    for (double p : new double[] {0.3, 0.5, 0.7, 0.9}) {
      double mean = meanLoss(coin, tosses, coin.link().raw(p));
      row(p, String.format(Locale.ROOT, "%.6f", Math.exp(-10 * mean)), number(mean));
    }
    line("");
    double start = coin.start(tosses)[0];
    paragraph(
        "The start value of a booster is that constant in the scale of its scores, the logit "
            + number(start)
            + ",",
        "whose probability is " + number(coin.link().response(start)[0]) + ".");
  }

  private static double meanLoss(Likelihood<?, ?> belief, double[] targets, double[] parameters) {
    double sum = 0;
    for (double y : targets) {
      sum -= belief.logDensity(y, parameters);
    }
    return sum / targets.length;
  }

  private void residuals() {
    line("## What one residual costs");
    line("");
    paragraph(
        "−ln density at a distance r from the centre, scale 1. Squared error is the Gaussian row up",
        "to a constant and a factor; the heavier the tails of the belief, the less a far target",
        "surprises:");
    Map<String, Likelihood<?, ?>> beliefs =
        new TreeMap<>(
            Map.of(
                "Gaussian", Likelihood.gaussian(),
                "Laplace", Likelihood.laplace(),
                "logistic", Likelihood.logistic(),
                "Student-t, ν = 4", Likelihood.studentT(4)));
    header("belief", "r = 0", "r = 1", "r = 3", "r = 10", "r = 100");
    beliefs.forEach((name, belief) ->
        row(
            name,
            number(-belief.logDensity(0, 0, 0)),
            number(-belief.logDensity(1, 0, 0)),
            number(-belief.logDensity(3, 0, 0)),
            number(-belief.logDensity(10, 0, 0)),
            number(-belief.logDensity(100, 0, 0))));
    line("");
  }

  private void centres() {
    line("## What is estimated");
    line("");
    paragraph(
        "The most likely centre and scale of the targets 1, 2, 3, 4, 100. The belief decides what the",
        "outlier does: under a Gaussian the centre is the mean, under Laplace noise the median.");
    header("belief", "centre", "scale");
    for (Likelihood<?, ?> belief : located()) {
      double[] response = belief.link().response(belief.start(TARGETS));
      boolean gaussian = belief.toString().equals("gaussian");
      row(belief, number(response[0]), number(gaussian ? Math.sqrt(response[1]) : response[1]));
    }
    line("");
  }

  private static List<Likelihood<?, ?>> located() {
    return List.of(
        Likelihood.gaussian(),
        Likelihood.logistic(),
        Likelihood.laplace(),
        Likelihood.studentT(4),
        Likelihood.studentT(1));
  }

  private void comparison() {
    line("## Which belief is the better one");
    line("");
    paragraph(
        "With its constant a loss is in nats, and beliefs can be compared by it: the mean of −ln",
        "density on the same five targets, each belief at its own best parameters.");
    header("belief", "mean of −ln density");
    for (Likelihood<?, ?> belief : located()) {
      row(belief, number(meanLoss(belief, TARGETS, belief.start(TARGETS))));
    }
    line("");
    paragraph(
        "Five targets prove nothing; on held-out data the same comparison does. Losses without their",
        "constants must never be compared so.");
  }

  private void constants() {
    Likelihood<?, ?> poisson = Likelihood.poisson();
    double z = poisson.link().raw(3)[0];
    double whole = -poisson.logDensity(5, z);
    double constant = poisson.droppedConstant(5);
    line("## The constant");
    line("");
    paragraph(
        "Terms without a prediction move no minimum, so they are often dropped, and then a loss may",
        "be negative. A Poisson mean of 3 and a count of 5:");
    header("", "value");
    row("`poisson(full=true)`", number(whole));
    row("`poisson`", number(whole - constant));
    row("what was dropped, ln 5!", number(constant));
    line("");
  }

  private void noBelief() {
    line("## Losses without a belief");
    line("");
    for (String name : List.of("hinge", "focal", "brier", "tukey", "triplet")) {
      assertThat(Loss.parse(name).likelihood()).isEmpty();
    }
    paragraph(
        "`hinge`, `focal`, `brier`, `tukey` and `triplet` are the negative log-likelihood of nothing:",
        "e^−loss does not integrate to 1 in y for any constant factor, or there is no target to have a",
        "density. They answer so. What they estimate is said on their own pages.");
  }

  private void yourOwn() {
    Likelihood<?, ?> own = Likelihood.of("-log(2*s) - abs(y - mu)/s", "mu", "s");
    line("## Your own");
    line("");
    line("```java");
    line("var loss = Likelihood.of(\"-log(2*s) - abs(y - mu)/s\", \"mu\", \"s\").loss();");
    line("```");
    line("");
    paragraph(
        "is the loss `" + own.loss().formula() + "`,",
        "with its derivatives, its kernel and its curves. At y = 1, μ = 0.5, s = 2 it is "
            + number(-own.logDensity(1, 0.5, 2))
            + ".");
    page.deleteCharAt(page.length() - 1);
  }
}
