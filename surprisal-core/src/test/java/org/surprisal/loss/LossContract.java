package org.surprisal.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What every loss must keep, whatever it is. It is told only what the catalogue says of a loss
 * (domains, parameters, what it estimates) and its reference rows, asks a {@link Subject} for
 * numbers, and collects what is wrong, so that planted wrong losses can be put before it.
 */
final class LossContract {
  /** What is checked. */
  enum Check {
    TABLE,
    REFUSED,
    NOT_A_NUMBER,
    DOMAIN,
    ZEROS,
    EXTREMES,
    GRADIENT,
    CURVATURE,
    KINK,
    WEIGHTS,
    REDUCTIONS,
    MASK,
    EMPTY,
    CLASS_WEIGHTS,
    FLOOR,
    BESIDE_TARGET,
    MINIMISER
  }

  record Violation(Check check, String text) {
    @Override
    public String toString() {
      return check + ": " + text;
    }
  }

  /** Most violations that are kept: a wrong loss breaks thousands of rows. */
  private static final int KEPT = 2_000;

  private final BiFunction<Loss<Target, Prediction>, Subject, Subject> plant;
  private final List<Violation> violations = new ArrayList<>();

  private LossContract(BiFunction<Loss<Target, Prediction>, Subject, Subject> plant) {
    this.plant = plant;
  }

  /** What a loss of the catalogue breaks. */
  static List<Violation> violations(String name) {
    return violations(name, (_, subject) -> subject, _ -> true, Scenario.of(name));
  }

  /**
   * What a changed loss breaks.
   *
   * @param plant turns the right computation of a loss into a wrong one
   * @param rows the reference rows to use
   * @param scenarios the ways to use the loss that are tried
   */
  static List<Violation> violations(
      String name,
      BiFunction<Loss<Target, Prediction>, Subject, Subject> plant,
      Predicate<ReferenceTables.Row> rows,
      List<Scenario> scenarios) {
    LossContract contract = new LossContract(plant);
    contract.table(name, rows);
    for (Scenario scenario : scenarios) {
      Subject subject = contract.subject(scenario.loss());
      if (scenario.kind() == Entry.Kind.SAMPLE) {
        contract.run(scenario, () -> new SampleChecks(contract, scenario, subject).run());
        continue;
      }
      contract.run(scenario, () -> new InputChecks(contract, scenario, subject).run());
      contract.run(scenario, () -> new DerivativeChecks(contract, scenario, subject).run());
      contract.run(scenario, () -> new WeightChecks(contract, scenario, subject).run());
      contract.run(scenario, () -> new MeaningChecks(contract, scenario, subject).run());
    }
    return contract.violations;
  }

  /** Right inputs are not refused. */
  private void run(Scenario scenario, Runnable checks) {
    try {
      checks.run();
    } catch (IllegalArgumentException e) {
      expect(Check.REFUSED, false, scenario + " is refused: " + e.getMessage());
    }
  }

  private Subject subject(Loss<Target, Prediction> loss) {
    return plant.apply(loss, Subject.of(loss));
  }

  /** Someone else's formula, at 50 digits. */
  private void table(String name, Predicate<ReferenceTables.Row> rows) {
    for (ReferenceTables.Row row : ReferenceTables.read(name)) {
      if (!rows.test(row)) {
        continue;
      }
      Loss<Target, Prediction> loss = Loss.parse(row.spec());
      Subject.Answer answer;
      try {
        answer = subject(loss).answer(row.batch(loss), Reduction.MEAN);
      } catch (IllegalArgumentException e) {
        expect(Check.TABLE, false, row + " is refused: " + e.getMessage());
        continue;
      }
      expect(Check.TABLE, row.value().admits(answer.mean()), row + ": value");
      double noise = row.noise(loss);
      for (int j = 0; j < row.gradient().size(); j++) {
        boolean slope = row.gradient().get(j).admits(answer.gradient()[j], noise);
        expect(Check.TABLE, slope, row + ": gradient " + j);
      }
      for (int j = 0; j < row.curvature().size(); j++) {
        boolean bend = row.curvature().get(j).admits(answer.curvature()[j], noise);
        expect(Check.TABLE, bend, row + ": curvature " + j);
      }
    }
  }

  void expect(Check check, boolean holds, String otherwise) {
    if (!holds && violations.size() < KEPT) {
      violations.add(new Violation(check, otherwise));
    }
  }

  /** The call must be refused with words that name what is wrong. */
  void expectRefusal(Check check, String what, Runnable call, String... words) {
    try {
      call.run();
      expect(check, false, what + " is not refused");
    } catch (IllegalArgumentException e) {
      for (String word : words) {
        boolean said = e.getMessage() != null && e.getMessage().contains(word);
        expect(check, said, what + ": '" + e.getMessage() + "' does not say '" + word + "'");
      }
    }
  }

  /** Same number: NaN equals NaN, and 0 equals −0. */
  static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }

  static boolean near(double a, double b, double relative, double absolute) {
    return same(a, b) || Math.abs(a - b) <= relative * Math.abs(b) + absolute;
  }
}
