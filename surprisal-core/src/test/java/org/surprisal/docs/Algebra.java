package org.surprisal.docs;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.surprisal.formula.Expr;
import org.surprisal.formula.Expr.Apply;
import org.surprisal.formula.Expr.Constant;
import org.surprisal.formula.Expr.Variable;
import org.surprisal.formula.Graph;
import org.surprisal.formula.Op;

/**
 * Shortens formulas for readers by rules of mathematics that programs may not use, because they
 * change bits or leave out what happens at a border: 0·x = 0, like terms are added, factors cancel.
 */
@SuppressWarnings("ReferenceEquality") // nodes of one graph are interned
public final class Algebra {
  private final Graph graph = new Graph();
  private final Set<String> free;
  private final IdentityHashMap<Expr, Expr> done = new IdentityHashMap<>();

  private Algebra(Set<String> free) {
    this.free = Set.copyOf(free);
  }

  /**
   * The same function, shorter.
   *
   * @param free variables whose single values need no case of their own: the formula beside them is
   *     its limit there
   */
  public static Expr shorter(Expr expression, Set<String> free) {
    return new Algebra(free).simplify(expression);
  }

  private Expr simplify(Expr node) {
    Expr known = done.get(node);
    if (known == null) {
      known =
          switch (node) {
            case Constant(double value) -> graph.constant(value);
            case Variable(String name) -> graph.variable(name);
            case Apply apply -> apply(apply);
          };
      done.put(node, known);
    }
    return known;
  }

  private Expr apply(Apply node) {
    if (node.op() == Op.SELECT && isPoint(node.first())) {
      return simplify(node.third());
    }
    Expr[] x = node.arguments().stream().map(this::simplify).toArray(Expr[]::new);
    return make(node.op(), x);
  }

  /** Whether a condition holds at a single value of a free variable. */
  private boolean isPoint(Expr condition) {
    return condition instanceof Apply equal
        && equal.op() == Op.EQUAL
        && equal.first() instanceof Variable(String name)
        && free.contains(name)
        && equal.second() instanceof Constant;
  }

  private Expr make(Op op, Expr... x) {
    return switch (op) {
      case ADD, SUB -> {
        Sum sum = new Sum();
        sum.add(x[0], 1);
        sum.add(x[1], op == Op.ADD ? 1 : -1);
        yield sum.expr();
      }
      case MUL, MUL0, DIV, DIV0, NEG, SQUARE -> {
        Product product = new Product();
        product.times(x[0], 1);
        switch (op) {
          case NEG -> product.coefficient = -product.coefficient;
          case SQUARE -> product.times(x[0], 1);
          case DIV, DIV0 -> product.times(x[1], -1);
          default -> product.times(x[1], 1);
        }
        yield product.expr();
      }
      case EXP -> exp(x[0]);
      case EXPM1 -> make(Op.SUB, exp(x[0]), graph.constant(1));
      case SCALED -> make(Op.MUL, x[0], exp(make(Op.NEG, x[1])));
      case GAUSSIAN_COST, GAUSSIAN_REST -> {
        Expr square = make(Op.SQUARE, make(Op.SCALED, x[0], x[1]));
        yield op == Op.GAUSSIAN_REST
            ? make(Op.SUB, graph.constant(1), square)
            : make(Op.ADD, x[1], make(Op.DIV, square, graph.constant(2)));
      }
      case LAPLACE_COST, LAPLACE_REST -> {
        Expr size = make(Op.SCALED, graph.apply(Op.ABS, x[0]), x[1]);
        yield op == Op.LAPLACE_REST
            ? make(Op.SUB, graph.constant(1), size)
            : make(Op.ADD, x[1], size);
      }
      case POW -> isNumber(x[1], 1) ? x[0] : graph.apply(op, x);
      case SELECT, KINK -> x[1] == x[2] ? x[1] : graph.apply(op, x);
      default -> graph.apply(op, x);
    };
  }

  /** e^(k·ln x) = x^k. */
  private Expr exp(Expr exponent) {
    Product product = product(exponent);
    boolean isPower =
        product.below.isEmpty()
            && product.above.size() == 1
            && product.above.getFirst() instanceof Apply(Op op, List<Expr> _)
            && op == Op.LOG
            && Math.rint(product.coefficient) == product.coefficient;
    if (!isPower) {
      return graph.apply(Op.EXP, product.expr());
    }
    Product power = new Product();
    for (int i = 0; i < Math.abs(product.coefficient); i++) {
      power.times(((Apply) product.above.getFirst()).first(), product.coefficient > 0 ? 1 : -1);
    }
    return power.expr();
  }

  private static boolean isNumber(Expr node, double value) {
    return node instanceof Constant(double number) && number == value;
  }

  private static boolean isCases(Expr node) {
    return node instanceof Apply cases && (cases.op() == Op.SELECT || cases.op() == Op.KINK);
  }

  private Product product(Expr node) {
    Product product = new Product();
    product.times(node, 1);
    return product;
  }

  /** A number times factors, over others. */
  private final class Product {
    private double coefficient = 1;
    private final List<Expr> above = new ArrayList<>();
    private final List<Expr> below = new ArrayList<>();

    void times(Expr node, int power) {
      switch (node) {
        case Constant(double value) when Double.isFinite(value) && (value != 0 || power > 0) ->
            coefficient = power > 0 ? coefficient * value : coefficient / value;
        case Apply(Op op, List<Expr> x) when op == Op.MUL || op == Op.MUL0 ->
            x.forEach(factor -> times(factor, power));
        case Apply(Op op, List<Expr> x) when op == Op.DIV || op == Op.DIV0 -> {
          times(x.get(0), power);
          times(x.get(1), -power);
        }
        case Apply(Op op, List<Expr> x) when op == Op.NEG -> {
          coefficient = -coefficient;
          times(x.getFirst(), power);
        }
        case Apply(Op op, List<Expr> x) when op == Op.SQUARE -> {
          times(x.getFirst(), power);
          times(x.getFirst(), power);
        }
        default -> put(node, power);
      }
    }

    private void put(Expr node, int power) {
      List<Expr> other = power > 0 ? below : above;
      if (!other.remove(node)) {
        (power > 0 ? above : below).add(node);
      }
    }

    boolean hasFactorsOf(Product other) {
      return above.size() == other.above.size()
          && below.size() == other.below.size()
          && new ArrayList<>(above).containsAll(other.above)
          && other.above.containsAll(above)
          && below.containsAll(other.below)
          && other.below.containsAll(below);
    }

    Expr expr() {
      if (coefficient == 0) {
        return graph.constant(0);
      }
      double size = Math.abs(coefficient);
      boolean fraction =
          size < 1 && Math.rint(1 / size) == 1 / size && !(above.isEmpty() && below.isEmpty());
      Expr top = combined(fraction ? 1 : size, above);
      Expr result =
          below.isEmpty() && !fraction
              ? top
              : graph.apply(Op.DIV, top, combined(fraction ? 1 / size : 1, below));
      return coefficient < 0 ? negative(result) : result;
    }

    private Expr negative(Expr node) {
      return node instanceof Apply(Op op, List<Expr> x) && op == Op.SUB
          ? graph.apply(Op.SUB, x.get(1), x.get(0))
          : graph.apply(Op.NEG, node);
    }

    private Expr combined(double number, List<Expr> factors) {
      Expr result = number == 1 && !factors.isEmpty() ? null : graph.constant(number);
      List<Expr> seen = new ArrayList<>();
      for (Expr factor : factors) {
        if (!seen.contains(factor)) {
          seen.add(factor);
          int count = (int) factors.stream().filter(other -> other == factor).count();
          Expr power = power(factor, count);
          result = result == null ? power : graph.apply(Op.MUL, result, power);
        }
      }
      return result == null ? graph.constant(1) : result;
    }

    private Expr power(Expr factor, int count) {
      if (count == 1) {
        return factor;
      }
      if (isCases(factor) && factor instanceof Apply(Op op, List<Expr> x)) {
        return make(op, x.get(0), powerOf(x.get(1), count), powerOf(x.get(2), count));
      }
      if (factor instanceof Apply(Op op, List<Expr> x) && op == Op.EXP) {
        return graph.apply(Op.EXP, make(Op.MUL, graph.constant(count), x.getFirst()));
      }
      return count == 2
          ? graph.apply(Op.SQUARE, factor)
          : graph.apply(Op.POW, factor, graph.constant(count));
    }

    private Expr powerOf(Expr node, int count) {
      Product product = new Product();
      for (int i = 0; i < count; i++) {
        product.times(node, 1);
      }
      return product.expr();
    }
  }

  /** Terms, in the order in which they came. */
  private final class Sum {
    private final List<Product> terms = new ArrayList<>();

    void add(Expr node, double sign) {
      if (node instanceof Apply(Op op, List<Expr> x) && (op == Op.ADD || op == Op.SUB)) {
        add(x.get(0), sign);
        add(x.get(1), op == Op.ADD ? sign : -sign);
        return;
      }
      Product term = product(node);
      term.coefficient *= sign;
      for (Product other : terms) {
        if (other.hasFactorsOf(term)) {
          other.coefficient += term.coefficient;
          return;
        }
      }
      terms.add(term);
    }

    Expr expr() {
      terms.removeIf(term -> term.coefficient == 0);
      shareWeights();
      // A sum that starts with a minus is written the other way round, if it can be.
      for (int i = 0; i < terms.size() && terms.getFirst().coefficient < 0; i++) {
        terms.add(terms.removeFirst());
      }
      Expr result = null;
      for (Product term : terms) {
        boolean minus = result != null && term.coefficient < 0;
        term.coefficient = minus ? -term.coefficient : term.coefficient;
        Expr next = term.expr();
        result = result == null ? next : graph.apply(minus ? Op.SUB : Op.ADD, result, next);
      }
      return result == null ? graph.constant(0) : result;
    }

    /** (1 − y)·x + y·x = x. */
    private void shareWeights() {
      for (Product a : terms) {
        for (Product b : terms) {
          for (Expr factor : a.above) {
            Expr rest = graph.apply(Op.SUB, graph.constant(1), factor);
            if (factor instanceof Variable
                && b.above.contains(rest)
                && isSame(a, factor, b, rest)) {
              a.above.remove(factor);
              terms.remove(b);
              return;
            }
          }
        }
      }
    }

    private boolean isSame(Product a, Expr factor, Product b, Expr rest) {
      List<Expr> left = new ArrayList<>(a.above);
      List<Expr> right = new ArrayList<>(b.above);
      left.remove(factor);
      right.remove(rest);
      return a.coefficient == b.coefficient
          && left.size() == right.size()
          && left.containsAll(right)
          && a.below.equals(b.below);
    }
  }
}
