package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.surprisal.docs.Digits;

/**
 * Where a loss is drawn: decided by the form of its rows and the domains of its numbers, so that a
 * new entry of the catalogue has its picture without a word.
 */
final class PageLines {
  private static final int MOST_CURVES = 3;

  private final Loss<Target, Prediction> loss;
  private final Definition definition;
  private final Entry.Kind kind;

  private PageLines(Loss<Target, Prediction> loss) {
    this.loss = loss;
    this.kind = kind(loss);
    this.definition = PageFormulas.definition(loss, loss.scale(), kind);
  }

  /** The kind of target that the pictures show. */
  static Entry.Kind kind(Loss<?, ?> loss) {
    List<Entry.Kind> kinds = loss.entry().kinds();
    return kinds.contains(Entry.Kind.NONE) ? Entry.Kind.NONE : kinds.getFirst();
  }

  /** The lines of a loss: one, or one for each of its parameters. */
  static List<PageLine> of(Loss<Target, Prediction> loss) {
    return new PageLines(loss).lines().stream().map(PageLine::drawn).toList();
  }

  private List<PageLine> lines() {
    return switch (definition.geometry().form()) {
      case SAMPLE -> List.of(samples());
      case PAIR -> List.of(definition.hasFormula() ? pair() : views(4, 0));
      case TRIPLET -> List.of(triplet());
      case PARAMETERS -> parameters();
      case POINT ->
          switch (kind) {
            case ZERO_ONE -> List.of(definition.sides() == null ? binary() : sides());
            case SIGN -> List.of(margin());
            case CATEGORICAL -> List.of(classes());
            case GROUPS -> List.of(views(2, 1));
            case NONE -> List.of(free());
            default -> List.of(definition.byColumn().isEmpty() ? real() : columns());
          };
    };
  }

  private PageLine.Probe probe(
      String label, int coordinate, DoubleFunction<Batch<Target, Prediction>> batch) {
    return new PageLine.Probe(label, loss, batch, coordinate);
  }

  private static Batch<Target, Prediction> row(
      Loss<Target, Prediction> loss, double[] target, double... prediction) {
    Numbers y = target.length == 0 ? Numbers.none(1) : Numbers.of(target).by(target.length);
    return loss.batch(y, Numbers.of(prediction).by(prediction.length));
  }

  private static double[] only(double target) {
    return new double[] {target};
  }

  /** Along the residual where nothing else counts, else along the prediction at two targets. */
  private PageLine real() {
    Domain domain = definition.prediction();
    Domain targets = loss.entry().targetDomain();
    boolean residual =
        domain.equals(Domain.REAL) && targets.equals(Domain.REAL) && isOfTheResidual();
    if (residual) {
      List<PageLine.Probe> probes = new ArrayList<>();
      for (Loss<Target, Prediction> variant : variants()) {
        probes.add(
            new PageLine.Probe(variant.toString(), variant, r -> row(variant, only(1), 1 + r), 0));
      }
      return new PageLine("residual r = z − y", -3, 3, probes);
    }
    boolean logarithm = !domain.equals(targets) && domain.contains(-1) && !targets.contains(-1);
    boolean positive = !domain.contains(-0.5);
    double from = positive ? 0 : logarithm ? -3 : -2;
    double to = positive ? 6 : logarithm ? 3 : 6;
    List<PageLine.Probe> probes =
        Stream.of(1.0, 3.0)
            .map(y -> probe("target y = " + Digits.text(y, 3), 0, z -> row(loss, only(y), z)))
            .toList();
    String what = logarithm ? "logarithm of the mean, " : "";
    return new PageLine("prediction, " + what + definition.variable(), from, to, probes);
  }

  private boolean isOfTheResidual() {
    return Stream.of(-2.5, -0.25, 0.5, 2.0)
        .allMatch(
            r -> loss.mean(row(loss, only(1), 1 + r)) == loss.mean(row(loss, only(4), 4 + r)));
  }

  /** The loss, and beside it with a smaller and a larger value of its first number. */
  private List<Loss<Target, Prediction>> variants() {
    List<Loss<Target, Prediction>> variants = new ArrayList<>(List.of(loss));
    for (Parameter.Definition parameter : loss.entry().parameters()) {
      boolean isNumber =
          parameter.kind() instanceof Parameter.Kind.Numeric
              && parameter.initial() instanceof Double;
      if (isNumber && variants.size() == 1) {
        for (double value : beside(parameter)) {
          Loss<Target, Prediction> variant = loss.with(parameter.name(), value);
          boolean same = isSame(variant);
          if (!same) {
            variants.add(variant);
          }
        }
      }
    }
    return variants;
  }

  /** Whether a parameter changes nothing that a picture would show. */
  private boolean isSame(Loss<Target, Prediction> variant) {
    return Stream.of(-2.5, -0.25, 0.5, 2.0)
        .allMatch(r ->
            loss.mean(row(loss, only(1), 1 + r)) == variant.mean(row(variant, only(1), 1 + r)));
  }

  private static double[] beside(Parameter.Definition parameter) {
    double initial = (Double) parameter.initial();
    Domain domain = ((Parameter.Kind.Numeric) parameter.kind()).domain();
    double[] wanted =
        domain.equals(Domain.OPEN_UNIT)
            ? new double[] {0.1, 0.9}
            : initial < 0.5 ? new double[] {0.5, 1} : new double[] {initial / 2, initial * 2};
    return Arrays.stream(wanted).filter(domain::contains).toArray();
  }

  /** Several predictions a row that each have a parameter of their own. */
  private PageLine columns() {
    int count = definition.byColumn().getFirst().length;
    List<PageLine.Probe> probes = new ArrayList<>();
    for (int j = 0; j < Math.min(count, MOST_CURVES); j++) {
      int moved = j;
      probes.add(
          probe(
              "column " + (j + 1) + " moves, the others are on the target",
              j,
              r -> {
                double[] z = new double[count];
                z[moved] = r;
                return row(loss, only(0), z);
              }));
    }
    return new PageLine("residual r = z − y of the column", -3, 3, probes);
  }

  private PageLine binary() {
    boolean unit = definition.prediction().equals(Domain.UNIT);
    List<PageLine.Probe> probes =
        Stream.of(1.0, 0.0)
            .map(y -> probe("target y = " + Digits.text(y, 3), 0, z -> row(loss, only(y), z)))
            .toList();
    return unit
        ? new PageLine("probability p of y = 1", 0, 1, probes)
        : new PageLine("logit z", -5, 5, probes);
  }

  private PageLine sides() {
    PageLine.Probe real = probe("score z of a real row (a fake one has 0)", 0, z -> game(z, 0));
    PageLine.Probe fake = probe("score z of a fake row (a real one has 0)", 1, z -> game(0, z));
    return new PageLine("score z", -3, 3, List.of(real, fake));
  }

  private Batch<Target, Prediction> game(double real, double fake) {
    return loss.batch(Numbers.of(1.0, 0.0), Numbers.of(real, fake));
  }

  private PageLine margin() {
    List<PageLine.Probe> probes = List.of(probe("", 0, m -> row(loss, only(1), m)));
    return new PageLine("margin m = y·z", -3, 3, probes);
  }

  /** Classes 0 and 1 and a soft target, along the first number. */
  private PageLine classes() {
    boolean unit = loss.scale() == Scale.RESPONSE;
    boolean ordered = PageLine.answer(loss, row(loss, only(0), 0, 0, 0)).isEmpty();
    List<PageLine.Probe> probes = new ArrayList<>();
    for (double[] target : new double[][] {{0}, {1}, unit ? new double[] {0.75, 0.25} : soft()}) {
      String label =
          target.length == 1
              ? "target class " + Digits.text(target[0], 3)
              : "target (" + list(target) + ")";
      probes.add(
          probe(
              label,
              0,
              unit
                  ? p -> row(loss, target, p, 1 - p)
                  : ordered ? z -> row(loss, target, z, -1, 1) : z -> row(loss, target, z, 0, 0)));
    }
    if (unit) {
      return new PageLine("probability p of class 0; (p, 1 − p)", 0, 1, probes);
    }
    return new PageLine(
        ordered ? "score z; columns (z, −1, 1)" : "score z of class 0; columns (z, 0, 0)",
        -5,
        5,
        probes);
  }

  private static double[] soft() {
    return new double[] {0.75, 0.25, 0};
  }

  static String list(double[] numbers) {
    return String.join(", ", Arrays.stream(numbers).mapToObj(x -> Digits.text(x, 6)).toList());
  }

  /** One number a row and no target. */
  private PageLine free() {
    boolean positive = !definition.prediction().contains(-1);
    List<PageLine.Probe> probes = variants(z -> new double[] {z}).map(v -> free(v)).toList();
    return new PageLine(definition.variable(), positive ? 0 : -3, 3, probes);
  }

  private Stream<Loss<Target, Prediction>> variants(DoubleFunction<double[]> rows) {
    return Stream.of(loss).filter(one -> rows.apply(1).length > 0);
  }

  private static PageLine.Probe free(Loss<Target, Prediction> variant) {
    return new PageLine.Probe(variant.toString(), variant, z -> row(variant, new double[0], z), 0);
  }

  /** Along each parameter, at two values of the next. */
  private List<PageLine> parameters() {
    List<PageLine> lines = new ArrayList<>();
    List<String> names = definition.inputs();
    boolean hasTarget = definition.target() != null;
    boolean positive = !loss.entry().targetDomain().contains(-1);
    double[] target = hasTarget ? only(positive || kind != Entry.Kind.REAL ? 1 : 0) : new double[0];
    for (int i = 0; i < names.size(); i++) {
      int moved = i;
      int next = (i + 1) % names.size();
      List<PageLine.Probe> probes = new ArrayList<>();
      for (double other : isPositive(next) ? new double[] {0.5, 2} : new double[] {0, 1}) {
        probes.add(
            probe(
                names.get(next) + " = " + Digits.text(other, 3),
                i,
                x -> {
                  double[] z = new double[names.size()];
                  for (int j = 0; j < z.length; j++) {
                    z[j] = isPositive(j) ? 1 : 0;
                  }
                  z[next] = other;
                  z[moved] = x;
                  return row(loss, target, z);
                }));
      }
      String at = hasTarget ? ", at target y = " + Digits.text(target[0], 3) : "";
      lines.add(new PageLine(names.get(i) + at, isPositive(i) ? 0 : -3, 3, probes));
    }
    return lines;
  }

  private boolean isPositive(int input) {
    return !definition.domains().get(input).contains(-1);
  }

  /** The first number of one of two vectors. */
  private PageLine pair() {
    boolean cosine = definition.geometry().toString().contains("cosine");
    List<PageLine.Probe> probes = new ArrayList<>();
    for (double y : kind == Entry.Kind.SIGN ? new double[] {1, -1} : new double[] {1, 0}) {
      probes.add(
          probe(
              "target y = " + Digits.text(y, 3),
              0,
              x -> cosine ? row(loss, only(y), x, 1, 1, 0) : row(loss, only(y), x, 0, 0, 0)));
    }
    return cosine
        ? new PageLine("x of a = (x, 1), where b = (1, 0)", -3, 3, probes)
        : new PageLine("x of a = (x, 0), where b = (0, 0); d = |x|", -3, 3, probes);
  }

  private PageLine triplet() {
    List<PageLine.Probe> probes =
        Stream.of(1.0, 2.0)
            .map(n ->
                probe(
                    "negative (" + Digits.text(n, 3) + ", 0)",
                    2,
                    x -> row(loss, new double[0], 0, 0, x, 0, n, 0)))
            .toList();
    return new PageLine("x of the positive (x, 0); anchor (0, 0)", -3, 3, probes);
  }

  /** A batch of embeddings of which the first number moves. */
  private PageLine views(int columns, int groups) {
    double[] target = groups == 0 ? new double[0] : new double[] {0, 0, 1, 1};
    double[] rest = {0, 1, 0, 1, 1, -1, 0, 1, 0.5, 1};
    int rows = columns == 2 ? 4 : 2;
    PageLine.Probe probe =
        probe(
            "",
            0,
            x -> {
              double[] z = new double[rows * columns];
              System.arraycopy(new double[] {x, 1, 1, 0}, 0, z, 0, 4);
              System.arraycopy(rest, 0, z, 4, z.length - 4);
              Numbers y = target.length == 0 ? Numbers.none(rows) : Numbers.of(target);
              return loss.batch(y, Numbers.of(z).by(columns));
            });
    return new PageLine(
        "x of the first vector (x, 1); its partner is (1, 0)", -3, 3, List.of(probe));
  }

  private PageLine samples() {
    PageLine.Probe probe = probe("", 0, x -> loss.batch(Numbers.of(0.0, 1.0), Numbers.of(x, 1.0)));
    return new PageLine("x of the sample {x, 1}, compared with {0, 1}", -3, 3, List.of(probe));
  }
}
