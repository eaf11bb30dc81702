package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One way to use a loss of the catalogue: its parameters, the scale of its prediction, the kind of
 * its target and the number of columns. Draws valid rows from a seed.
 *
 * @param columns numbers of a row of the prediction
 * @param soft whether targets are distributions, or labels between 0 and 1
 */
record Scenario(
    Loss<Target, Prediction> loss, Scale scale, Entry.Kind kind, int columns, boolean soft) {

  /** The losses that the contract runs over: every entry with several values of each parameter. */
  static List<Loss<Target, Prediction>> losses(String name) {
    return Variants.of(name);
  }

  /** Every scenario of a loss of the catalogue. */
  static List<Scenario> of(String name) {
    return losses(name).stream().flatMap(loss -> of(loss).stream()).toList();
  }

  static List<Scenario> of(Loss<Target, Prediction> loss) {
    List<Scenario> scenarios = new ArrayList<>();
    Entry entry = loss.entry();
    boolean asked = loss.scale() != entry.defaultScale();
    for (Scale scale : entry.scales().keySet()) {
      for (Entry.Kind kind : entry.kinds()) {
        if ((!asked || scale == loss.scale()) && takes(loss, scale, kind)) {
          scenarios.addAll(shapes(new Scenario(loss, scale, kind, 2, false)));
        }
      }
    }
    if (scenarios.isEmpty()) {
      throw new AssertionError(loss + " has no scenario");
    }
    return scenarios;
  }

  /** Of several kinds of target, parameters may choose one, as mining=hard chooses groups. */
  private static boolean takes(Loss<Target, Prediction> loss, Scale scale, Entry.Kind kind) {
    Definition definition = loss.bind(scale, kind == Entry.Kind.CATEGORICAL, 2).definition();
    boolean classes = definition.geometry().kind() == Entry.Kind.CATEGORICAL;
    boolean none = definition.target() == null && !classes;
    boolean sample = definition.geometry().form() == Geometry.Form.SAMPLE;
    boolean oneOfTwo = loss.entry().kinds().contains(Entry.Kind.NONE);
    return sample == (kind == Entry.Kind.SAMPLE)
        && (!oneOfTwo || none == (kind == Entry.Kind.NONE));
  }

  private static List<Scenario> shapes(Scenario any) {
    Definition definition = any.definition();
    if (any.categorical()) {
      return definition.classesOf(0) != 0
          ? List.of(any.wide(1, false))
          : definition.needsClass()
              ? List.of(any.wide(2, false), any.wide(4, false))
              : List.of(any.wide(2, false), any.wide(3, false), any.wide(4, true));
    }
    return switch (definition.geometry().form()) {
      case POINT -> any.points(definition);
      case PARAMETERS -> any.parameters(definition);
      case PAIR -> List.of(any.wide(4, false), any.wide(6, any.kind == Entry.Kind.ZERO_ONE));
      case TRIPLET -> List.of(any.wide(6, false), any.wide(9, false));
      case SAMPLE -> List.of(any.wide(any.loss.name().equals("sinkhorn") ? 2 : 1, false));
    };
  }

  private List<Scenario> points(Definition definition) {
    String support = loss.parameters().getOrDefault("support", "none");
    if (!support.equals("none")) {
      return List.of(wide(support.split(",", -1).length, false));
    }
    if (!definition.byColumn().isEmpty()) {
      int each = definition.byColumn().getFirst().length;
      return List.of(wide(each, false), wide(each, kind == Entry.Kind.ZERO_ONE));
    }
    if (definition.hasOneTarget()) {
      return List.of(wide(3, false)); // an embedding
    }
    boolean classesToo = loss.entry().kinds().contains(Entry.Kind.CATEGORICAL);
    return classesToo || definition.sides() != null
        ? List.of(wide(1, false))
        : List.of(wide(1, false), wide(3, true));
  }

  private List<Scenario> parameters(Definition definition) {
    int inputs = definition.inputs().size();
    if (definition.hasFreeTarget()) {
      return List.of(wide(3, false), wide(7, kind == Entry.Kind.ZERO_ONE));
    }
    return List.of(wide(inputs, false), wide(2 * inputs, false));
  }

  private Scenario wide(int width, boolean softly) {
    return new Scenario(loss, scale, kind, width, softly);
  }

  boolean categorical() {
    return kind == Entry.Kind.CATEGORICAL;
  }

  Definition definition() {
    return loss.bind(scale, categorical(), columns).definition();
  }

  Geometry.Form form() {
    return definition().geometry().form();
  }

  /** Whether rows are each other's negatives. */
  boolean coupled() {
    Algorithm.Maker maker = definition().algorithm();
    return maker != null && maker.make(columns, targetColumns()).couples();
  }

  /** Whether a row's weight depends on how many rows its side has. */
  boolean sided() {
    return definition().sides() != null;
  }

  /** Whether each row needs the other row of its group. */
  boolean paired() {
    return loss.name().equals("nt_xent");
  }

  /** Whether one formula is applied to each number of the prediction. */
  boolean plain() {
    return form() == Geometry.Form.POINT && !coupled() && !sided() && targetColumns() == columns;
  }

  /** Whether the numbers of a row depend on other rows. */
  boolean dependent() {
    return coupled() || sided() || kind == Entry.Kind.SAMPLE;
  }

  /** Numbers of target or prediction as rows of a width; without columns as they are. */
  static Numbers rows(Numbers numbers, int width) {
    return width == 0 ? numbers : numbers.by(width);
  }

  /** What can be asked for: losses of rows, and the derivatives that there are. */
  Outputs outputs(Reduction reduction, Numbers losses, Numbers gradient, Numbers curvature) {
    Outputs outputs = Outputs.of(reduction).losses(losses);
    outputs = loss.noGradient().isEmpty() ? outputs.gradient(gradient) : outputs;
    return loss.noCurvature().isEmpty() ? outputs.curvature(Curvature.EXACT, curvature) : outputs;
  }

  /** Rows of the smallest batch that has every kind of row. */
  int batchRows() {
    return coupled() || sided() ? 6 : 1;
  }

  /** What the first number of a prediction may be. */
  Domain domain() {
    return domain(0);
  }

  /** What a number of the prediction may be. */
  Domain domain(int column) {
    Definition definition = definition();
    if (definition.hasFreeTarget()) { // its algorithm checks them
      boolean limits = loss.toString().contains("binary_cross_entropy") && column < targetColumns();
      return limits ? Domain.EXTENDED : Domain.REAL;
    }
    List<Domain> domains = definition.domains();
    return domains.get(Math.min(domains.size() - 1, column * domains.size() / columns));
  }

  /** What a target may be; class indices have none. */
  Domain targetDomain() {
    if (kind == Entry.Kind.GROUPS) {
      return Domain.INTEGERS;
    }
    Domain own = definition().targets();
    return categorical() ? Domain.UNIT : own != null ? own : loss.entry().targetDomain();
  }

  int classes() {
    return definition().classesOf(columns);
  }

  /** Numbers of target in a row. */
  int targetColumns() {
    return switch (kind) {
      case NONE -> 0;
      case CATEGORICAL -> soft ? columns : 1;
      case SAMPLE -> columns;
      default ->
          definition().hasFreeTarget()
              ? columns - 2 * (columns / 3)
              : definition().targetColumns(columns);
    };
  }

  Batch<Target, Prediction> batch(double[] targets, double[] predictions) {
    return batch(Numbers.of(targets), Numbers.of(predictions).by(columns));
  }

  /** Targets of this width may come without it. */
  Batch<Target, Prediction> batch(Numbers given, Numbers predictions) {
    Numbers targets =
        given.columns() == 1 && targetColumns() > 1 ? given.by(targetColumns()) : given;
    Target target =
        switch (kind) {
          case REAL -> new Target.Real(targets);
          case SIGN -> new Target.Sign(targets);
          case ZERO_ONE -> new Target.ZeroOne(targets);
          case CATEGORICAL -> soft ? new Target.Distribution(targets) : new Target.Classes(targets);
          case NONE -> new Target.None(predictions.rows());
          case GROUPS -> new Target.Groups(targets);
          case SAMPLE -> Target.sample(targets);
        };
    return Batch.of(target, Shapes.prediction(form(), predictions, scale));
  }

  /** Targets of {@code rows} rows. */
  double[] targets(Random random, int rows) {
    int width = targetColumns();
    Domain domain = targetDomain();
    int classes = classes();
    boolean sided = sided();
    double[] targets = new double[rows * width];
    for (int i = 0; i < rows; i++) {
      if (categorical() && soft) {
        simplex(random, targets, i * columns);
        continue;
      }
      for (int j = i * width; j < (i + 1) * width; j++) {
        targets[j] = sided ? i % 2 : target(random, i, domain, classes);
      }
    }
    return targets;
  }

  private double target(Random random, int row, Domain domain, int classes) {
    return switch (kind) {
      case REAL, SAMPLE ->
          domain.equals(Domain.UNIT)
              ? random.nextDouble()
              : domain.contains(-1)
                  ? 2 * random.nextGaussian()
                  : random.nextInt(4)
                      + (domain.contains(0) && !masses() ? 0 : 0.25)
                      + (random.nextBoolean() ? 0 : random.nextDouble());
      case SIGN -> random.nextBoolean() ? 1 : -1;
      case ZERO_ONE -> soft ? random.nextDouble() : random.nextInt(2);
      case CATEGORICAL -> random.nextInt(classes);
      case GROUPS -> row / 2 - 1;
      case NONE -> throw new IllegalStateException("no target");
    };
  }

  /** Whether a row is a histogram, which has no shape if all of it is 0. */
  private boolean masses() {
    return loss.parameters().containsKey("support");
  }

  /** Predictions of {@code rows} rows, within their domain and away from its borders. */
  double[] predictions(Random random, int rows) {
    double[] predictions = new double[rows * columns];
    Domain[] domains = new Domain[columns];
    Arrays.setAll(domains, this::domain);
    for (int i = 0; i < rows; i++) {
      if (categorical() && scale != Scale.RAW) {
        simplex(random, predictions, i * columns);
        for (int j = i * columns; scale != Scale.RESPONSE && j < (i + 1) * columns; j++) {
          predictions[j] = Math.log(predictions[j]);
        }
        continue;
      }
      for (int column = 0; column < columns; column++) {
        double x = 1.5 * random.nextGaussian();
        Domain domain = domains[column];
        predictions[i * columns + column] =
            domain.equals(Domain.UNIT)
                ? 0.01 + 0.98 * random.nextDouble()
                : domain.contains(-1) ? x : Math.exp(x);
      }
      boolean rises = loss.name().equals("cumulative_link"); // its thresholds, after the score
      for (int j = i * columns + 2; rises && j < (i + 1) * columns; j++) {
        predictions[j] = predictions[j - 1] + 0.2 + Math.abs(predictions[j]);
      }
    }
    return predictions;
  }

  private void simplex(Random random, double[] into, int from) {
    double sum = 0;
    for (int j = from; j < from + columns; j++) {
      into[j] = 0.02 - Math.log1p(-random.nextDouble());
      sum += into[j];
    }
    for (int j = from; j < from + columns; j++) {
      into[j] /= sum;
    }
  }

  double distanceToKink(double y, double z) {
    return new Bends(this).distance(y, z);
  }

  double kink(double y) {
    return new Bends(this).kink(y);
  }

  double @Nullable [] atKink(double y) {
    return new Bends(this).atKink(y);
  }

  double width(double y, double z) {
    return new Bends(this).width(y, z);
  }

  /** The value of a number parameter. */
  double value(String parameter) {
    String text = Objects.requireNonNull(loss.parameters().get(parameter), parameter);
    return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  @Override
  public String toString() {
    return loss + " " + scale + " " + kind + (soft ? " soft" : "") + " ×" + columns;
  }
}
