package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.surprisal.loss.LossContract.Check;
import org.surprisal.loss.LossContract.Violation;

/** Wrong versions of every loss: the contract must reject each of them, by the check named here. */
final class PlantedLossesTest {
  /** The kinds of mistake, and the checks that must notice them. */
  enum Mistake {
    GRADIENT_SIGN(Check.TABLE, Check.GRADIENT),
    GRADIENT_TWICE(Check.TABLE, Check.GRADIENT),
    VALUE_TWICE(Check.TABLE, Check.GRADIENT),
    CURVATURE_TWICE(Check.TABLE, Check.CURVATURE),
    CURVATURE_SIGN(Check.TABLE, Check.CURVATURE),
    CURVATURE_ZERO(Check.TABLE, Check.CURVATURE),
    CURVATURE_ONE(Check.TABLE, Check.CURVATURE),
    TIE_SIDE(Check.KINK),
    CLIPPED(Check.TABLE),
    SINGLE_PRECISION(Check.TABLE),
    UNSTABLE(Check.TABLE),
    WEIGHT_TWICE(Check.WEIGHTS),
    WEIGHT_DROPPED(Check.WEIGHTS),
    MEAN_FOR_SUM(Check.REDUCTIONS),
    SUM_FOR_MEAN(Check.REDUCTIONS),
    MASK_FORGOTTEN(Check.MASK),
    SKIPS_QUIETLY(Check.NOT_A_NUMBER, Check.DOMAIN);

    @SuppressWarnings("ImmutableEnumChecker") // never changed after it is made
    private final Set<Check> caughtBy;

    Mistake(Check... caughtBy) {
      this.caughtBy = EnumSet.copyOf(List.of(caughtBy));
    }

    /** (p − y)² loses its digits beside the target only, within what one ulp of p does. */
    private Set<Check> caughtBy(String name) {
      if (this == UNSTABLE && name.equals("brier")) {
        return EnumSet.of(Check.BESIDE_TARGET);
      }
      boolean slopeless = this == VALUE_TWICE && Loss.parse(name).noGradient().isPresent();
      return slopeless ? EnumSet.of(Check.TABLE) : caughtBy;
    }
  }

  /** About as many rows of a table as are used. */
  private static final int ROWS = 100;

  static Stream<Arguments> mistakes() {
    return Catalogue.names().stream()
        .flatMap(name -> mistakes(name).map(mistake -> Arguments.of(name, mistake)));
  }

  private static Stream<Mistake> mistakes(String name) {
    Loss<Target, Prediction> loss = Loss.parse(name);
    Scenario first = plain(name).getFirst();
    boolean sample = first.kind() == Entry.Kind.SAMPLE;
    boolean derives = loss.noGradient().isEmpty();
    boolean bends = derives && loss.noCurvature().isEmpty();
    boolean straight = bends && isStraight(name);
    return Stream.of(Mistake.values())
        .filter(mistake ->
            switch (mistake) {
              case GRADIENT_SIGN, GRADIENT_TWICE, SUM_FOR_MEAN -> derives;
              case CURVATURE_TWICE, CURVATURE_SIGN, CURVATURE_ZERO -> bends && !straight;
              case CURVATURE_ONE -> straight;
              case TIE_SIDE -> first.plain() && !Double.isNaN(first.kink(1));
              case UNSTABLE -> Plants.hasNaive(name);
              // Only the order of scores counts, and numbers 0 and 1 are exact.
              case CLIPPED, SINGLE_PRECISION -> !name.equals("zero_one");
              case MASK_FORGOTTEN -> !sample; // there is one row
              default -> true;
            });
  }

  /** Whether its second derivative is 0 wherever it exists. */
  private static boolean isStraight(String name) {
    return ReferenceTables.read(name).stream()
        .filter(row -> row.spec().equals(name))
        .flatMap(row -> row.curvature().stream())
        .allMatch(truth -> truth.rounded() == 0);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("mistakes")
  void isRejected(String name, Mistake mistake) {
    List<Violation> violations =
        LossContract.violations(name, plant(name, mistake), thinned(name), plain(name));
    TreeMap<Check, Long> caught = new TreeMap<>();
    violations.forEach(violation -> caught.merge(violation.check(), 1L, Long::sum));
    assertThat(caught)
        .as("%s with %s is caught by %s", name, mistake, caught)
        .containsKeys(mistake.caughtBy(name).toArray(Check[]::new));
  }

  /** Default parameters and a part of the table are enough, and take a tenth of the time. */
  private static List<Scenario> plain(String name) {
    return Scenario.of(name).stream()
        .filter(scenario -> scenario.loss().toString().equals(name))
        .toList();
  }

  private static Predicate<ReferenceTables.Row> thinned(String name) {
    int every = Math.max(1, ReferenceTables.read(name).size() / ROWS);
    return row -> ((row.line() * 7919) >> 4) % every == 0; // no pattern of the table survives this
  }

  static Stream<Arguments> ofFamilies() {
    return Stream.of(FamilyPlants.Mistake.values())
        .flatMap(mistake ->
            Catalogue.names().stream()
                .filter(mistake::fits)
                .map(name -> Arguments.of(name, mistake)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofFamilies")
  void isRejectedToo(String name, FamilyPlants.Mistake mistake) {
    List<Violation> violations =
        LossContract.violations(name, mistake::plant, thinned(name), plain(name));
    assertThat(violations.stream().map(Violation::check))
        .as("checks that catch %s with %s", name, mistake)
        .contains(mistake.caughtBy());
  }

  private static BiFunction<Loss<Target, Prediction>, Subject, Subject> plant(
      String name, Mistake mistake) {
    return (loss, right) ->
        switch (mistake) {
          case GRADIENT_SIGN -> Plants.scaled(right, 1, -1, 1);
          case GRADIENT_TWICE -> Plants.scaled(right, 1, 2, 1);
          case VALUE_TWICE -> Plants.scaled(right, 2, 1, 1);
          case CURVATURE_TWICE -> Plants.scaled(right, 1, 1, 2);
          case CURVATURE_SIGN -> Plants.scaled(right, 1, 1, -1);
          case CURVATURE_ZERO -> Plants.scaled(right, 1, 1, 0);
          case CURVATURE_ONE -> Plants.curvatureOne(right);
          case TIE_SIDE -> Plants.otherSide(loss, right);
          case CLIPPED -> Plants.clipped(right);
          case SINGLE_PRECISION -> Plants.single(right);
          case UNSTABLE -> Plants.naive(name, loss, right);
          case WEIGHT_TWICE -> Plants.weightTwice(right);
          case WEIGHT_DROPPED -> Plants.weightDropped(right);
          case MEAN_FOR_SUM -> Plants.swapped(right, Reduction.SUM, Reduction.MEAN);
          case SUM_FOR_MEAN -> Plants.swapped(right, Reduction.MEAN, Reduction.SUM);
          case MASK_FORGOTTEN -> Plants.maskForgotten(right);
          case SKIPS_QUIETLY -> Plants.skipsQuietly(right);
        };
  }
}
