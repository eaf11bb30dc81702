package org.surprisal.loss;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.Distance;
import org.surprisal.kernel.MarginShape;
import org.surprisal.kernel.PairShape;
import org.surprisal.kernel.ParameterShape;
import org.surprisal.kernel.PointShape;
import org.surprisal.kernel.RowShape;
import org.surprisal.kernel.Softmax;
import org.surprisal.kernel.TripletShape;

/**
 * How a row of the prediction becomes the scalars of a formula, and how derivatives come back.
 *
 * @param <T> the targets that it takes
 * @param <P> the predictions that it takes
 */
@SuppressWarnings("UnusedTypeParameter") // they tie a formula's loss to its targets at compile time
public final class Geometry<T extends Target, P extends Prediction> {
  /** Which record of {@link Prediction} a row is. */
  enum Form {
    POINT,
    PARAMETERS,
    PAIR,
    TRIPLET,
    SAMPLE
  }

  /** Makes the shape of rows of so many columns. */
  @FunctionalInterface
  interface Maker {
    RowShape make(Definition definition, int columns, int rows);
  }

  /** Each number of the prediction for itself; columns are summed. Inputs: {@code z}, {@code y}. */
  public static final Geometry<Target.Real, Prediction.Point> POINT =
      new Geometry<>("point", Entry.Kind.REAL, Form.POINT, List.of("z"), "y", Geometry::points);

  /**
   * K logits a row, Σ_k f(t_k, ln p_k). Inputs: {@code t}, {@code log_p}. A formula without {@code
   * t} is that of the true class: Σ_k t_k·f(ln p_k).
   */
  public static final Geometry<Target.Categorical, Prediction.Scored> SOFTMAX =
      new Geometry<>(
          "softmax",
          Entry.Kind.CATEGORICAL,
          Form.POINT,
          List.of("log_p"),
          "t",
          (definition, columns, rows) -> new Softmax(columns, definition.temperature(), rows));

  /** K scores a row, f of the smallest margin m = z_y − z_j, j ≠ y. Input: {@code m}. */
  public static final Geometry<Target.Classes, Prediction.Raw> MARGIN_MAX = margins(true);

  /** K scores a row, Σ_{j≠y} f(z_y − z_j). Input: {@code m}. */
  public static final Geometry<Target.Classes, Prediction.Raw> MARGIN_SUM = margins(false);

  /** Two vectors a row. Inputs: their Euclidean distance {@code d}, and {@code y}. */
  public static final Geometry<Target.Real, Prediction.Pair> PAIR =
      pair(Entry.Kind.REAL, Distance.EUCLIDEAN);

  /**
   * Three vectors a row. Inputs: the squared Euclidean distances {@code ap} of the anchor to the
   * positive and {@code an} to the negative.
   */
  public static final Geometry<Target.None, Prediction.Triplet> TRIPLET =
      triplet(Distance.SQUARED_EUCLIDEAN);

  /**
   * Two vectors a‖v a row, and Σ_j f(t_j, ln p_j) of the softmax of cos(a, v_j)/τ over the v's of
   * all rows, t being the own one. Inputs as on the softmax.
   *
   * @param temperature τ, above 0
   */
  public static Geometry<Target.None, Prediction.Pair> similarity(double temperature) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new SpecException(
          "temperature = "
              + Text.number(temperature)
              + " of similarity is not allowed; use (0, ∞)");
    }
    return new Geometry<>(
        "similarity(" + Text.number(temperature) + ")",
        Entry.Kind.NONE,
        Form.PAIR,
        List.of("log_p"),
        "t",
        (_, columns, rows) -> new PairShape(columns / 2, Distance.COSINE, false, rows),
        temperature);
  }

  /** Points of a sample: rows of a distribution, compared with another as a whole. */
  static final Geometry<Target.Sample, Prediction.Sample> SAMPLE =
      new Geometry<>("sample", Entry.Kind.SAMPLE, Form.SAMPLE, List.of("x"), "y", Geometry::points);

  private final String name;
  private final Entry.Kind kind;
  private final Form form;
  private final List<String> inputs;
  private final @Nullable String target;
  private final Maker maker;
  private final double temperature;

  Geometry(
      String name,
      Entry.Kind kind,
      Form form,
      List<String> inputs,
      @Nullable String target,
      Maker maker) {
    this(name, kind, form, inputs, target, maker, Double.NaN);
  }

  private Geometry(
      String name,
      Entry.Kind kind,
      Form form,
      List<String> inputs,
      @Nullable String target,
      Maker maker,
      double temperature) {
    this.name = name;
    this.kind = kind;
    this.form = form;
    this.inputs = List.copyOf(inputs);
    this.target = target;
    this.maker = maker;
    this.temperature = temperature;
  }

  /**
   * The parameters of a distribution a row, a column (or as many as the target has) for each name.
   * Inputs: the names, and {@code y}.
   */
  public static Geometry<Target.Real, Prediction.Parameters> parameters(String... names) {
    TypedFormulas.checkInputs(List.of(names));
    return withTarget("y", names);
  }

  /** The same with the name of the target, null for none. */
  static <T extends Target> Geometry<T, Prediction.Parameters> withTarget(
      @Nullable String target, String... names) {
    return new Geometry<>(
        "parameters(" + String.join(", ", names) + ")",
        target == null ? Entry.Kind.NONE : Entry.Kind.REAL,
        Form.PARAMETERS,
        List.of(names),
        target,
        (_, columns, rows) -> new ParameterShape(names.length, columns / names.length, rows));
  }

  private static Geometry<Target.Classes, Prediction.Raw> margins(boolean smallest) {
    return new Geometry<>(
        smallest ? "margin_max" : "margin_sum",
        Entry.Kind.CATEGORICAL,
        Form.POINT,
        List.of("m"),
        null,
        (_, columns, rows) -> new MarginShape(columns, smallest, rows));
  }

  static <T extends Target> Geometry<T, Prediction.Pair> pair(Entry.Kind kind, Distance distance) {
    return new Geometry<>(
        named("pair", distance, Distance.EUCLIDEAN),
        kind,
        Form.PAIR,
        List.of("d"),
        "y",
        (_, columns, rows) -> new PairShape(columns / 2, distance, false, rows));
  }

  /** Two vectors a row. Inputs: {@code d} = 1 − cos, {@code c} = cos, and {@code y}. */
  static Geometry<Target.Sign, Prediction.Pair> cosines() {
    return new Geometry<>(
        "pair(cosine)",
        Entry.Kind.SIGN,
        Form.PAIR,
        List.of("d", "c"),
        "y",
        (_, columns, rows) -> new PairShape(columns / 2, Distance.COSINE, true, rows));
  }

  static Geometry<Target.None, Prediction.Triplet> triplet(Distance distance) {
    return new Geometry<>(
        named("triplet", distance, Distance.SQUARED_EUCLIDEAN),
        Entry.Kind.NONE,
        Form.TRIPLET,
        List.of("ap", "an"),
        null,
        (_, columns, rows) -> new TripletShape(columns / 3, distance, rows));
  }

  private static String named(String name, Distance distance, Distance usual) {
    return distance == usual ? name : name + "(" + distance + ")";
  }

  private static RowShape points(Definition definition, int columns, int rows) {
    return new PointShape(columns, definition.hasOneTarget(), definition.byColumn(), rows);
  }

  /** The same rows beside another kind of target. */
  Geometry<?, ?> taking(Entry.Kind other) {
    return new Geometry<>(name, other, form, inputs, target, maker);
  }

  RowShape shape(Definition definition, int columns, int rows) {
    return maker.make(definition, columns, rows);
  }

  /** The temperature of a softmax over similarities; empty for other geometries. */
  OptionalDouble temperature() {
    return Double.isNaN(temperature) ? OptionalDouble.empty() : OptionalDouble.of(temperature);
  }

  /** The kind of target that a typed formula on it takes. */
  Entry.Kind kind() {
    return kind;
  }

  Form form() {
    return form;
  }

  /** Names of what it makes of a prediction. */
  List<String> inputs() {
    return inputs;
  }

  @Nullable String target() {
    return target;
  }

  /**
   * Whether inputs share numbers of the prediction, so that mixed second derivatives are needed.
   */
  boolean isMixed() {
    return form != Form.PARAMETERS && inputs.size() > 1;
  }

  /** How many parts of equal width a row has. */
  int parts() {
    return switch (form) {
      case POINT, SAMPLE -> 1;
      case PARAMETERS -> inputs.size();
      case PAIR -> 2;
      case TRIPLET -> 3;
    };
  }

  /** How many target numbers a row of so many predictions has. */
  int targetColumns(int columns) {
    return switch (form) {
      case POINT, SAMPLE -> columns;
      case PARAMETERS -> target == null ? 0 : columns / inputs.size();
      case PAIR -> 1;
      case TRIPLET -> 0;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
