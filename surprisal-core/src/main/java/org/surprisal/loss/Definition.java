package org.surprisal.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.RowShape;

/**
 * What a loss computes once its arguments, the scale of its prediction and the kind of its target
 * are known: a formula on a geometry, or an algorithm. Immutable; each change gives a new one.
 */
final class Definition {
  /** Which rows of a loss of two sides count: those of target 0 alone, or both sides. */
  enum Sides {
    FAKE,
    BOTH
  }

  private final String formula;
  private final Algorithm.@Nullable Maker algorithm;
  private final @Nullable SampleAlgorithm comparison;
  private Geometry<?, ?> geometry;
  private List<String> inputs;
  private List<Domain> domains;
  private @Nullable String target;
  private boolean simplex;
  private boolean oneTarget;
  private boolean freeTarget;
  private boolean oneColumn;
  private int classes;
  private double temperature = 1;
  private @Nullable Sides sides;
  private Map<String, double[]> byColumn = Map.of();
  private @Nullable Domain targets;
  private String targetCure = "";
  private @Nullable String floor;
  private @Nullable UnaryOperator<double[]> constant;
  private @Nullable String noGradient;
  private @Nullable String noCurvature;

  private Definition(
      String formula,
      Algorithm.@Nullable Maker algorithm,
      @Nullable SampleAlgorithm comparison,
      Geometry<?, ?> geometry,
      Domain domain) {
    this.formula = formula;
    this.algorithm = algorithm;
    this.comparison = comparison;
    this.geometry = geometry;
    this.inputs = geometry.inputs();
    this.domains = geometry.inputs().stream().map(_ -> domain).toList();
    this.target = geometry.target();
  }

  private Definition(Definition other) {
    this.formula = other.formula;
    this.algorithm = other.algorithm;
    this.comparison = other.comparison;
    this.geometry = other.geometry;
    this.inputs = other.inputs;
    this.domains = other.domains;
    this.target = other.target;
    this.simplex = other.simplex;
    this.oneTarget = other.oneTarget;
    this.freeTarget = other.freeTarget;
    this.oneColumn = other.oneColumn;
    this.classes = other.classes;
    this.temperature = other.temperature;
    this.sides = other.sides;
    this.byColumn = other.byColumn;
    this.targets = other.targets;
    this.targetCure = other.targetCure;
    this.floor = other.floor;
    this.constant = other.constant;
    this.noGradient = other.noGradient;
    this.noCurvature = other.noCurvature;
  }

  /** A formula in z and y, both real, whose perfect prediction costs nothing. */
  static Definition of(String formula) {
    return new Definition(formula, null, null, Geometry.POINT, Domain.REAL).floor("0");
  }

  /** A formula in t and log_p, on logits. */
  static Definition softmax(String formula) {
    return new Definition(formula, null, null, Geometry.SOFTMAX, Domain.EXTENDED).floor("0");
  }

  /** A formula in the inputs of a geometry, which takes real numbers. */
  static Definition on(Geometry<?, ?> geometry, String formula) {
    return new Definition(formula, null, null, geometry, Domain.REAL);
  }

  /** What is a procedure and no formula, on predictions of the geometry's form. */
  static Definition algorithm(Geometry<?, ?> geometry, Algorithm.Maker maker) {
    return new Definition("", maker, null, geometry, Domain.REAL);
  }

  /** What compares two samples as wholes. */
  static Definition samples(SampleAlgorithm comparison) {
    return new Definition("", null, comparison, Geometry.SAMPLE, Domain.REAL);
  }

  /** With another prediction than z. */
  Definition on(String name, Domain domain) {
    Definition changed = new Definition(this);
    changed.inputs = List.of(name);
    changed.domains = List.of(domain);
    return changed;
  }

  /** With what each input may be, in their order. */
  Definition within(Domain... allowed) {
    Definition changed = new Definition(this);
    changed.domains = List.of(allowed);
    return changed;
  }

  /** One column a class: t is the target. */
  Definition categorical() {
    Definition changed = new Definition(this);
    changed.target = "t";
    return changed;
  }

  /** With predictions of a row that must sum to 1. */
  Definition summingToOne() {
    Definition changed = new Definition(this);
    changed.simplex = true;
    return changed;
  }

  /** With a single target for all columns of a row. */
  Definition oneTarget() {
    Definition changed = new Definition(this);
    changed.oneTarget = true;
    return changed;
  }

  /** With a single number of prediction a row, or of each point. */
  Definition oneColumn() {
    Definition changed = new Definition(this);
    changed.oneColumn = true;
    return changed;
  }

  /** With as many numbers of target a row as the batch has. */
  Definition freeTarget() {
    Definition changed = new Definition(this);
    changed.freeTarget = true;
    return changed;
  }

  /** Without a target. */
  Definition noTarget() {
    Definition changed = new Definition(this);
    changed.target = null;
    return changed;
  }

  /** With predictions that only their own algorithm can check, infinite ones included. */
  Definition anyPrediction() {
    Definition changed = new Definition(this);
    changed.domains = inputs.stream().map(_ -> Domain.EXTENDED).toList();
    return changed;
  }

  /** With targets of a domain that depends on the parameters. */
  Definition targetsIn(Domain allowed, String cure) {
    Definition changed = new Definition(this);
    changed.targets = allowed;
    changed.targetCure = cure;
    return changed;
  }

  /** With a number of classes that is not the number of columns. */
  Definition classes(int count) {
    Definition changed = new Definition(this);
    changed.classes = count;
    return changed;
  }

  /** With logits that are divided by a temperature before the softmax. */
  Definition temperature(double divisor) {
    Definition changed = new Definition(this);
    changed.temperature = divisor;
    return changed;
  }

  /**
   * The mean over the rows of target 1 plus the mean over those of target 0, or one of them: each
   * row counts W / Σ weights of its own side, where W is the weight of all.
   */
  Definition sides(Sides counted) {
    Definition changed = new Definition(this);
    changed.sides = counted;
    return changed;
  }

  /** With an input that differs from column to column. */
  Definition byColumn(String name, double[] values) {
    Definition changed = new Definition(this);
    Map<String, double[]> more = new LinkedHashMap<>(byColumn);
    more.put(name, values);
    changed.byColumn = more;
    return changed;
  }

  /**
   * With a formula in the target alone for the loss of a perfect prediction; null, or a value of ∞,
   * where it is not known.
   */
  Definition floor(@Nullable String text) {
    Definition changed = new Definition(this);
    changed.floor = text;
    return changed;
  }

  /** With the best constant prediction for a mean target; null if not the mean decides. */
  Definition constant(@Nullable UnaryOperator<double[]> best) {
    Definition changed = new Definition(this);
    changed.constant = best;
    return changed;
  }

  /** Refuses to give a gradient, and so a curvature, for a reason. */
  Definition noGradient(String reason) {
    Definition changed = new Definition(this);
    changed.noGradient = reason;
    changed.noCurvature = reason;
    return changed;
  }

  /** Refuses to give a curvature, for a reason. */
  Definition noCurvature(String reason) {
    Definition changed = new Definition(this);
    changed.noCurvature = reason;
    return changed;
  }

  /** With every prediction clamped to [epsilon, 1 − epsilon] before it is used. */
  Definition clipped() {
    String text = Clipping.of(formula, variable());
    Definition changed = new Definition(text, algorithm, comparison, geometry, prediction());
    changed.inputs = inputs;
    changed.target = target;
    changed.simplex = simplex;
    return changed;
  }

  /** The floor as a loss of its own, in the target alone. */
  Definition perfect(String text) {
    Definition changed = new Definition(text, null, null, Geometry.POINT, prediction());
    changed.inputs = List.of(variable());
    changed.target = target;
    changed.simplex = simplex;
    return changed;
  }

  RowShape shape(int columns, int rows) {
    return geometry.shape(this, columns, rows);
  }

  /** How many target numbers a row of so many predictions has. */
  int targetColumns(int columns) {
    return oneTarget ? 1 : geometry.targetColumns(columns);
  }

  /** How many classes a row of so many predictions has. */
  int classesOf(int columns) {
    return classes == 0 ? columns : classes;
  }

  /** Inputs of the formula, those made of the prediction first. */
  List<String> allInputs() {
    List<String> all = new ArrayList<>(inputs);
    if (target != null) {
      all.add(target);
    }
    all.addAll(byColumn.keySet());
    return all;
  }

  String formula() {
    return formula;
  }

  Algorithm.@Nullable Maker algorithm() {
    return algorithm;
  }

  Geometry<?, ?> geometry() {
    return geometry;
  }

  @Nullable SampleAlgorithm comparison() {
    return comparison;
  }

  /** Whether it is a formula. */
  boolean hasFormula() {
    return algorithm == null && comparison == null;
  }

  List<String> inputs() {
    return inputs;
  }

  List<Domain> domains() {
    return domains;
  }

  /** The name of the first input that is made of the prediction. */
  String variable() {
    return inputs.getFirst();
  }

  /** What the first input may be. */
  Domain prediction() {
    return domains.getFirst();
  }

  @Nullable String target() {
    return target;
  }

  /** Whether a single class must be given: margins are those of one class. */
  boolean needsClass() {
    return geometry == Geometry.MARGIN_MAX || geometry == Geometry.MARGIN_SUM || classes != 0;
  }

  boolean simplex() {
    return simplex;
  }

  /** Whether the columns are quantiles of one target, given as they are. */
  boolean mayCross() {
    return oneTarget && !byColumn.isEmpty() && geometry == Geometry.POINT;
  }

  boolean hasOneTarget() {
    return oneTarget;
  }

  /** What targets may be, if the entry does not tell. */
  @Nullable Domain targets() {
    return targets;
  }

  String targetCure() {
    return targetCure;
  }

  boolean hasOneColumn() {
    return oneColumn;
  }

  /** Whether a batch needs a target. */
  boolean takesTarget() {
    return target != null || geometry.kind() == Entry.Kind.CATEGORICAL;
  }

  boolean hasFreeTarget() {
    return freeTarget;
  }

  double temperature() {
    return temperature;
  }

  @Nullable Sides sides() {
    return sides;
  }

  List<double[]> byColumn() {
    return List.copyOf(byColumn.values());
  }

  @Nullable String floor() {
    return floor;
  }

  @Nullable UnaryOperator<double[]> constant() {
    return constant;
  }

  @Nullable String noGradient() {
    return noGradient;
  }

  @Nullable String noCurvature() {
    return noCurvature;
  }
}
