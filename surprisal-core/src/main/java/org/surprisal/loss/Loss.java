package org.surprisal.loss;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How wrong a prediction is: a formula with what is known about it. Immutable; safe for any number
 * of threads; its serial form is its spec.
 *
 * @param <T> the targets that it takes
 * @param <P> the predictions that it takes
 */
public final class Loss<T extends Target, P extends Prediction> implements Serializable {
  private static final long serialVersionUID = 1;

  private final transient Entry entry;
  private final transient Arguments arguments;
  private final transient @Nullable Typed typed;
  private final transient @Nullable Double clip;
  private final String spec;

  Loss(Entry entry, Arguments arguments, @Nullable Typed typed, @Nullable Double clip) {
    this.entry = entry;
    this.arguments = arguments;
    this.typed = typed;
    this.clip = clip;
    this.spec = Spec.notTooLong(specOf(arguments));
  }

  /** The loss of a catalogue entry with its default parameters; factories give the type. */
  static <T extends Target, P extends Prediction> Loss<T, P> of(Entry entry) {
    return new Loss<>(entry, Arguments.defaults(entry.name(), entry.parameters()), null, null);
  }

  /**
   * The loss that a text means: a spec such as {@code huber(delta=2)}, {@code clip(log_loss,
   * epsilon=1e-15)} or {@code formula('(z - y)^2 / nu', nu=4)}, or a bare formula {@code (z - y)^2
   * / nu; nu=4}. Kinds of target and prediction are then checked when it is used.
   *
   * @throws SpecException if it cannot be read
   */
  public static Loss<Target, Prediction> parse(String text) {
    return Specs.parse(text);
  }

  /** Splits a list of specs at its outer commas. */
  public static List<String> splitSpecs(String list) {
    return Spec.split(list);
  }

  /**
   * A loss typed as a formula in the prediction {@code z} and the target {@code y}.
   *
   * @throws SpecException with the place and a caret
   */
  public static Loss<Target.Real, Prediction.Point> formula(
      String text, Map<String, Double> parameters) {
    return formula(Geometry.POINT, text, parameters);
  }

  /** A loss typed as a formula in the inputs of a geometry. */
  public static <T extends Target, P extends Prediction> Loss<T, P> formula(
      Geometry<T, P> on, String text, Map<String, Double> parameters) {
    return TypedFormulas.loss(on, text, parameters);
  }

  /** The same loss with another value of a number parameter, checked. */
  public Loss<T, P> with(String parameter, double value) {
    return withValue(parameter, value);
  }

  /** The same loss with another choice, such as {@code smooth_over=others}. */
  public Loss<T, P> with(String parameter, String choice) {
    return withValue(parameter, choice);
  }

  /** The same loss with a flag, such as {@code full=true}. */
  public Loss<T, P> with(String parameter, boolean flag) {
    return withValue(parameter, flag);
  }

  /** The same loss with another list of numbers, such as {@code thresholds}. */
  public Loss<T, P> withList(String parameter, double... values) {
    return withValue(parameter, Arrays.stream(values).boxed().toList());
  }

  Loss<T, P> withValue(String parameter, Object value) {
    return new Loss<>(entry, arguments.with(parameter, value), typed, clip);
  }

  Loss<T, P> clippedAt(double epsilon) {
    return new Loss<>(entry, arguments, typed, epsilon);
  }

  /** Adds up the losses of all rows of a batch. */
  public Total total(Batch<? extends T, ? extends P> batch) {
    return total(batch, Outputs.NONE);
  }

  /**
   * Adds up the losses of all rows, and writes what {@code outputs} asks for.
   *
   * @throws InputException if a number is not allowed; it says which
   * @throws IllegalArgumentException if shapes or scales do not fit
   */
  public Total total(Batch<? extends T, ? extends P> batch, Outputs outputs) {
    Bound bound = bind(batch);
    Shapes.check(this, bound, batch, outputs);
    return Evaluation.of(this, bound, batch, outputs);
  }

  /**
   * Σ w·ℓ / Σ w.
   *
   * @throws IllegalStateException if the batch is empty
   */
  public double mean(Batch<? extends T, ? extends P> batch) {
    return total(batch).mean();
  }

  /** Σ w·ℓ / Σ w, and its gradient by each number of the prediction (row-major). */
  public double mean(Batch<? extends T, ? extends P> batch, double[] gradient) {
    Numbers into = Numbers.of(gradient).by(batch.prediction().width());
    return total(batch, Outputs.gradient(Reduction.MEAN, into)).mean();
  }

  /** The scale of a prediction, which the type says and the spec may insist on. */
  private Scale scaleOf(Prediction prediction) {
    Scale given =
        switch (prediction) {
          case Prediction.Raw _ -> Scale.RAW;
          case Prediction.Response _ -> Scale.RESPONSE;
          case Prediction.LogProbabilities _ -> Scale.LOG_PROBABILITIES;
          default -> scale();
        };
    boolean asked = scale() != entry.defaultScale();
    if (!entry.scales().containsKey(given) || (asked && given != scale())) {
      throw new IllegalArgumentException(
          spec
              + " takes predictions as "
              + (asked
                  ? scale()
                  : String.join(
                      " or ", entry.scales().keySet().stream().map(Scale::toString).toList()))
              + ", not "
              + given
              + (given == Scale.RAW && !asked
                  ? "; for logits use a loss that takes them, such as binary_cross_entropy"
                  : "; give them in that scale, or change the spec"));
    }
    return given;
  }

  private Bound bind(Batch<?, ?> batch) {
    Shapes.checkKind(this, batch.target());
    boolean categorical = Shapes.isCategorical(batch.target());
    Definition definition = entry.define(arguments, scale(), categorical);
    if (Shapes.form(batch.prediction()) != definition.geometry().form()) {
      throw new IllegalArgumentException(
          this
              + " takes predictions that are "
              + entry.prediction(scale(), definition)
              + ", not Prediction."
              + batch.prediction().getClass().getSimpleName());
    }
    return bind(scaleOf(batch.prediction()), categorical, batch.prediction().width());
  }

  /** Which record of {@link Prediction} it takes beside a target. */
  Geometry.Form form(Target target) {
    return entry.define(arguments, scale(), Shapes.isCategorical(target)).geometry().form();
  }

  /** Ready to compute rows of so many columns, in the scale that the spec means. */
  Bound bind(int columns) {
    return bind(scale(), isCategoricalOnly(), columns);
  }

  Bound bind(Scale given, boolean categorical, int columns) {
    Definition definition = entry.define(arguments, given, categorical);
    Map<String, Double> numbers = new LinkedHashMap<>(arguments.numbers());
    if (categorical) {
      numbers.put(CategoricalLosses.CLASSES, (double) definition.classesOf(columns));
    }
    if (clip != null) {
      definition = definition.clipped();
      numbers.put("clip_epsilon", clip);
    }
    String name = entry.scaleParameter();
    String bound = name == null ? spec : specOf(arguments.with(name, entry.scales().get(given)));
    boolean logits = given == Scale.RAW && entry.takesLogits() && definition.algorithm() == null;
    return new Bound(definition, given, categorical, logits, numbers, bound);
  }

  /**
   * What a perfect prediction would cost on the targets of {@code batch}: 0 for most losses, the
   * entropy of soft labels for log loss. Empty where it is not known, as for typed formulas.
   */
  public Optional<Total> floor(Batch<? extends T, ? extends P> batch) {
    Bound bound = bind(batch);
    Shapes.check(this, bound, batch, Outputs.NONE);
    String floor = bound.definition().floor();
    if (floor == null || clip != null) {
      return Optional.empty();
    }
    Total total = Evaluation.of(this, bound.perfect(floor), batch, Outputs.NONE);
    return Double.isInfinite(total.sum()) ? Optional.empty() : Optional.of(total);
  }

  /**
   * The constant prediction with the smallest mean loss, for losses where the weighted mean of the
   * target decides it: one number, or K for K classes. Empty for others (median, quantiles,
   * margins).
   *
   * @param meanTarget weighted mean of the targets, per class for K classes
   */
  public Optional<double[]> constant(double[] meanTarget, Scale scale) {
    entry.requireScale(scale);
    if (!(meanTarget.length >= 1)) {
      throw new IllegalArgumentException("a mean target has at least one number");
    }
    Definition definition = entry.define(arguments, scale, meanTarget.length > 1);
    UnaryOperator<double[]> best = definition.constant();
    return best == null || clip != null ? Optional.empty() : Optional.of(best.apply(meanTarget));
  }

  /** Types plain numbers by what this loss takes, in the scale that its spec means. */
  public Batch<Target, Prediction> batch(Numbers target, Numbers prediction) {
    return batch(target, prediction, scale());
  }

  /** Types plain numbers by what this loss takes: class indices or K columns for K classes. */
  public Batch<Target, Prediction> batch(Numbers target, Numbers prediction, Scale given) {
    Target typed = Shapes.target(this, target, prediction);
    return Batch.of(typed, Shapes.prediction(form(typed), prediction, given));
  }

  /** The scale that the spec means by its predictions: raw unless it says otherwise (P9). */
  public Scale scale() {
    String parameter = entry.scaleParameter();
    if (parameter == null) {
      return entry.defaultScale();
    }
    return Scale.parse(arguments.choice(parameter));
  }

  /** Whether rows may come without a target, as triplets do. */
  public boolean mayLackTarget() {
    return entry.kinds().contains(Entry.Kind.NONE);
  }

  /** Whether prediction and target are two samples, compared as wholes: one row. */
  public boolean comparesSamples() {
    return definition().geometry().form() == Geometry.Form.SAMPLE;
  }

  /** Why it gives no gradient, if it gives none: one that is 0 everywhere would only mislead. */
  public Optional<String> noGradient() {
    return Optional.ofNullable(definition().noGradient());
  }

  /** Why it gives no curvature, if it gives none. */
  public Optional<String> noCurvature() {
    return Optional.ofNullable(definition().noCurvature());
  }

  private Definition definition() {
    return entry.define(arguments, scale(), isCategoricalOnly());
  }

  /** Whether it is a formula; a loss such as a transport distance is an algorithm and has none. */
  public boolean hasFormula() {
    return definition().hasFormula();
  }

  /**
   * The formula of one element of a row, in the scale that the spec means.
   *
   * @throws UnsupportedOperationException if it is an algorithm: ask {@link #hasFormula}
   */
  public Formula formula() {
    return formula(scale());
  }

  /** The formula of one element of a row, in a scale. */
  public Formula formula(Scale given) {
    entry.requireScale(given);
    Bound bound = bind(given, isCategoricalOnly(), 2);
    if (!bound.definition().hasFormula()) {
      throw new UnsupportedOperationException(name() + " is an algorithm, not a formula");
    }
    return bound.compiled().formula().with(bound.parameters());
  }

  private boolean isCategoricalOnly() {
    return entry.kinds().equals(List.of(Entry.Kind.CATEGORICAL));
  }

  /**
   * The belief of which it is the negative log-likelihood, up to a factor and a constant. Empty if
   * it has none, as hinge; if its density has no closed form ({@link #facts} then says in words
   * which it is); and for a typed formula, of which nothing is known.
   */
  public Optional<Likelihood<?, ?>> likelihood() {
    return clip == null && typed == null ? Beliefs.of(entry.name(), arguments) : Optional.empty();
  }

  /** What is known about it, in words. */
  public Facts facts() {
    return entry.facts();
  }

  /**
   * Whether it is convex, how steep and how curved it can be, whether it is proper: facts that the
   * contract test tries to falsify, in the scale that the spec means. Empty for a typed formula and
   * for a clipped loss, of which none is claimed.
   */
  public Optional<Properties> properties() {
    return clip == null && typed == null
        ? Optional.of(properties(scale(), isCategoricalOnly()))
        : Optional.empty();
  }

  Properties properties(Scale given, boolean categorical) {
    Claims claims = entry.claims(arguments, given, categorical);
    return Properties.of(this, claims, arguments, given, categorical);
  }

  /** Its canonical name; {@code formula} for typed ones. */
  public String name() {
    return entry.name();
  }

  /** All its parameters with their values as written in a spec. */
  public Map<String, String> parameters() {
    Map<String, String> texts = new LinkedHashMap<>(arguments.texts());
    if (clip != null) {
      texts.put("epsilon", Text.number(clip));
    }
    return texts;
  }

  /** The ε of a {@code clip(…)} wrapper, if there is one. */
  public OptionalDouble clipEpsilon() {
    return clip == null ? OptionalDouble.empty() : OptionalDouble.of(clip);
  }

  Entry entry() {
    return entry;
  }

  boolean takesProbabilities() {
    return entry.scales().containsKey(Scale.RESPONSE)
        && entry.define(arguments, Scale.RESPONSE, false).prediction().equals(Domain.UNIT);
  }

  /** The class index whose rows are left out. */
  OptionalDouble ignoredClass() {
    return arguments.optional("ignore_index");
  }

  private String specOf(Arguments values) {
    String inner = typed == null ? entry.name() + values.text() : typed.spec(values);
    return clip == null ? inner : "clip(" + inner + ", epsilon=" + Text.number(clip) + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Loss<?, ?> loss && spec.equals(loss.spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }

  private Object writeReplace() {
    return new SerialForm(spec);
  }

  private record SerialForm(String spec) implements Serializable {
    private Object readResolve() {
      return parse(spec);
    }
  }

  /** The spec, with every parameter that differs from its default. */
  @Override
  public String toString() {
    return spec;
  }
}
