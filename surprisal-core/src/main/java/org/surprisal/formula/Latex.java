package org.surprisal.formula;

import java.util.Map;
import org.surprisal.formula.Expr.Apply;
import org.surprisal.formula.Expr.Constant;
import org.surprisal.formula.Expr.Variable;

/** Writes an expression as LaTeX mathematics. */
public final class Latex {
  private static final int COMPARISON = 0;
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int POWER = 3;
  private static final int ATOM = 4;

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("alpha", "\\alpha"),
          Map.entry("beta", "\\beta"),
          Map.entry("gamma", "\\gamma"),
          Map.entry("delta", "\\delta"),
          Map.entry("epsilon", "\\varepsilon"),
          Map.entry("label_smoothing", "\\varepsilon"),
          Map.entry("mu", "\\mu"),
          Map.entry("nu", "\\nu"),
          Map.entry("sigma", "\\sigma"),
          Map.entry("tau", "\\tau"),
          Map.entry("log_p", "\\ln p"),
          Map.entry("positive_weight", "w_+"),
          Map.entry("classes", "K"));

  private Latex() {}

  /** The expression as LaTeX, without delimiters. */
  public static String latex(Expr node) {
    String tooLong = Sizes.tooLong(node);
    return tooLong != null ? "\\text{" + tooLong + "}" : whole(node);
  }

  private static String whole(Expr node) {
    return print(node, COMPARISON);
  }

  private static String print(Expr node, int level) {
    return switch (node) {
      case Constant(double value) -> number(value, level);
      case Variable(String name) -> name(name);
      case Apply apply -> {
        String text = apply(apply);
        yield level(apply.op()) < level ? "\\left(" + text + "\\right)" : text;
      }
    };
  }

  private static String number(double value, int level) {
    if (value == Math.PI) {
      return "\\pi";
    }
    if (value == 2 * Math.PI) {
      return "2 \\pi"; // as constants are folded
    }
    String text = Printer.number(value).replace("inf", "\\infty");
    int exponent = text.indexOf('E');
    if (exponent >= 0) {
      text = text.substring(0, exponent) + " \\cdot 10^{" + text.substring(exponent + 1) + "}";
    }
    return value < 0 && level > SUM ? "\\left(" + text + "\\right)" : text;
  }

  private static String name(String name) {
    String known = NAMES.get(name);
    if (known != null) {
      return known;
    }
    return name.length() == 1 ? name : "\\mathrm{" + name.replace("_", "\\_") + "}";
  }

  private static int level(Op op) {
    return switch (op) {
      // Cases stand in parentheses, so that a factor or a power beside their brace is not one of
      // the
      // last case alone.
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL, SELECT, KINK -> COMPARISON;
      case ADD, SUB, NEG, EXPM1, EXPM1_MINUS, LOG1P_MINUS, STIRLING, HALF_GAMMA_STEP -> SUM;
      case POISSON_EXCESS, LOG_POISSON_EXCESS, JENSEN_SHANNON, LOG_JENSEN_SHANNON -> SUM;
      case JENSEN_SHANNON_SLOPE, LOG_JENSEN_SHANNON_SLOPE, CLOGLOG_SLOPE, CLOGLOG_BEND -> PRODUCT;
      case KULLBACK_LEIBLER -> PRODUCT;
      case KULLBACK_LEIBLER_EXCESS -> SUM;
      case CLOGLOG_NLL -> SUM;
      case MUL, MUL0, DIV, DIV0, HALF_SQUARE, CAUCHY_SLOPE, SIGMOID_SLOPE -> PRODUCT;
      case SQUARED_LOG_ERROR -> POWER;
      case STUDENT_COST, GAUSSIAN_COST, GAUSSIAN_REST, LAPLACE_COST, LAPLACE_REST -> SUM;
      case SCALED, STUDENT_SLOPE, STUDENT_BALANCE, STUDENT_BEND, STUDENT_SPREAD -> PRODUCT;
      case RELATIVE_DIFFERENCE, SQUARED_LOG_ERROR_SLOPE, SQUARED_LOG_ERROR_BEND -> PRODUCT;
      case POW, SQUARE, EXP -> POWER;
      default -> MeanForms.has(op) ? SUM : RobustForms.has(op) ? PRODUCT : ATOM;
    };
  }

  private static String apply(Apply f) {
    Expr a = f.first();
    return switch (f.op()) {
      case LESS -> print(a, SUM) + " < " + print(f.second(), SUM);
      case LESS_OR_EQUAL -> print(a, SUM) + " \\le " + print(f.second(), SUM);
      case EQUAL -> print(a, SUM) + " = " + print(f.second(), SUM);
      case NOT_EQUAL -> print(a, SUM) + " \\ne " + print(f.second(), SUM);
      case ADD -> print(a, SUM) + " + " + print(f.second(), PRODUCT);
      case SUB -> print(a, SUM) + " - " + print(f.second(), PRODUCT);
      case MUL, MUL0 -> print(a, PRODUCT) + " \\, " + print(f.second(), PRODUCT);
      case DIV, DIV0 -> "\\frac{" + whole(a) + "}{" + whole(f.second()) + "}";
      case NEG -> "-" + print(a, PRODUCT);
      case POW -> print(a, ATOM) + "^{" + whole(f.second()) + "}";
      case SQUARE -> print(a, ATOM) + "^{2}";
      case HALF_SQUARE -> "\\frac{" + print(a, ATOM) + "^{2}}{2}";
      case SQRT -> "\\sqrt{" + whole(a) + "}";
      case ABS -> "\\left|" + whole(a) + "\\right|";
      case EXP -> "e^{" + whole(a) + "}";
      case EXPM1 -> "e^{" + whole(a) + "} - 1";
      case EXPM1_MINUS -> "e^{" + whole(a) + "} - 1 - " + print(a, PRODUCT);
      case LOG1P_MINUS -> "\\ln\\left(1 + " + whole(a) + "\\right) - " + print(a, PRODUCT);
      case HALF_GAMMA_STEP ->
          call("\\ln\\Gamma", print(a, SUM) + " + \\tfrac{1}{2}")
              + " - "
              + call("\\ln\\Gamma", whole(a))
              + " - \\tfrac{1}{2} "
              + call("\\ln", whole(a));
      case STIRLING ->
          "\\ln\\Gamma\\left("
              + whole(a)
              + " + 1\\right) - "
              + print(a, PRODUCT)
              + " \\ln "
              + print(a, ATOM)
              + " + "
              + print(a, PRODUCT);
      case SIGMOID_SLOPE ->
          call("\\sigma", whole(a)) + " \\, " + call("\\sigma", "-" + print(a, PRODUCT));
      case LOG1P_SQUARE_OVER ->
          call(
              "\\ln",
              Graph.isNumber(f.second(), 1)
                  ? "1 + " + print(a, ATOM) + "^{2}"
                  : "1 + \\frac{" + print(a, ATOM) + "^{2}}{" + whole(f.second()) + "}");
      case CAUCHY_SLOPE ->
          "\\frac{" + whole(a) + "}{" + print(f.second(), SUM) + " + " + print(a, ATOM) + "^{2}}";
      case LOG_POISSON_EXCESS ->
          "e^{"
              + whole(f.second())
              + "} - "
              + print(a, PRODUCT)
              + " - "
              + print(a, PRODUCT)
              + " \\left("
              + print(f.second(), SUM)
              + " - \\ln "
              + print(a, ATOM)
              + "\\right)";
      case POISSON_EXCESS ->
          print(f.second(), SUM)
              + " - "
              + print(a, PRODUCT)
              + " - "
              + print(a, PRODUCT)
              + " \\ln\\frac{"
              + whole(f.second())
              + "}{"
              + whole(a)
              + "}";
      case CLOGLOG_NLL -> "-\\ln\\left(1 - " + cloglogRest(a) + "\\right)";
      case CLOGLOG_SLOPE -> cloglogSlope(a);
      case CLOGLOG_BEND -> {
        String r = cloglogSlope(a);
        yield r + " \\left(1 - e^{" + whole(a) + "} - " + r + "\\right)";
      }
      case EXP_AS -> print(f.second(), ATOM);
      case KULLBACK_LEIBLER ->
          print(a, PRODUCT) + " \\ln\\frac{" + whole(a) + "}{" + whole(f.second()) + "}";
      case KULLBACK_LEIBLER_EXCESS ->
          print(f.third(), SUM)
              + " - "
              + print(a, PRODUCT)
              + " - "
              + print(a, PRODUCT)
              + " \\left("
              + print(f.second(), SUM)
              + " - \\ln "
              + print(a, ATOM)
              + "\\right)";
      case JENSEN_SHANNON -> jensenShannon(print(a, SUM), print(f.second(), SUM));
      case LOG_JENSEN_SHANNON -> jensenShannon(print(a, SUM), "e^{" + whole(f.second()) + "}");
      case JENSEN_SHANNON_SLOPE -> half("", print(f.second(), SUM), print(a, SUM));
      case LOG_JENSEN_SHANNON_SLOPE -> {
        String q = "e^{" + whole(f.second()) + "}";
        yield half(q + " ", q, print(a, SUM));
      }
      case LOG1P -> call("\\ln", Graph.is(a, Op.NEG) ? "1 " + whole(a) : "1 + " + whole(a));
      case LGAMMA -> call("\\ln\\Gamma", whole(a));
      case LGAMMA1P -> call("\\ln\\Gamma", "1 + " + whole(a));
      case KINK ->
          "\\begin{cases}"
              + whole(f.second())
              + " & \\text{if } "
              + whole(a)
              + " \\\\ "
              + whole(f.third())
              + " & \\text{otherwise; at a tie the element between both nearest to 0}\\end{cases}";
      case SELECT ->
          "\\begin{cases}"
              + whole(f.second())
              + " & \\text{if } "
              + whole(a)
              + " \\\\ "
              + whole(f.third())
              + " & \\text{otherwise}\\end{cases}";
      case MIN, MAX -> call(function(f.op()), whole(a) + ", " + whole(f.second()));
      case SCALED,
          GAUSSIAN_COST,
          GAUSSIAN_REST,
          LAPLACE_COST,
          LAPLACE_REST,
          STUDENT_COST,
          STUDENT_SLOPE,
          STUDENT_BALANCE,
          STUDENT_BEND,
          STUDENT_SPREAD ->
          ScaleForms.latex(
              f.op(),
              print(a, ATOM),
              print(f.second(), ATOM),
              print(f.arguments().getLast(), ATOM));
      case RELATIVE_DIFFERENCE,
          SQUARED_LOG_ERROR,
          SQUARED_LOG_ERROR_SLOPE,
          SQUARED_LOG_ERROR_BEND ->
          RelativeForms.latex(f.op(), print(a, PRODUCT), print(f.second(), PRODUCT));
      default ->
          MeanForms.has(f.op())
              ? mean(f)
              : RobustForms.has(f.op()) ? robust(f) : call(function(f.op()), whole(a));
    };
  }

  private static String mean(Apply f) {
    String last = print(f.arguments().getLast(), ATOM);
    return MeanForms.latex(f.op(), print(f.first(), ATOM), print(f.second(), ATOM), last);
  }

  /** e^{−e^x}. */
  private static String cloglogRest(Expr x) {
    return "e^{-e^{" + whole(x) + "}}";
  }

  private static String cloglogSlope(Expr x) {
    String e = "e^{" + whole(x) + "}";
    return "\\frac{" + e + "}{e^{" + e + "} - 1}";
  }

  private static String jensenShannon(String t, String q) {
    return half(t + " ", t, q) + " + " + half(q + " ", q, t);
  }

  /** ½ · factor · ln(2a/(a + b)). */
  private static String half(String factor, String a, String b) {
    return "\\frac{1}{2} " + factor + "\\ln\\frac{2 " + a + "}{" + a + " + " + b + "}";
  }

  private static String robust(Apply f) {
    String shape = f.arguments().size() > 2 ? print(f.third(), PRODUCT) : "";
    String x = print(f.first(), ATOM);
    return RobustForms.latex(f.op(), whole(f.first()), x, print(f.second(), ATOM), shape);
  }

  private static String call(String function, String argument) {
    return function + "\\left(" + argument + "\\right)";
  }

  private static String function(Op op) {
    return switch (op) {
      case MIN -> "\\min";
      case MAX -> "\\max";
      case LOG -> "\\ln";
      case TANH -> "\\tanh";
      case COSH -> "\\cosh";
      case SINH -> "\\sinh";
      case SIGMOID -> "\\sigma";
      case DIGAMMA -> "\\psi";
      case TRIGAMMA -> "\\psi'";
      case NORMAL_CDF -> "\\Phi";
      case LOG_NORMAL_CDF -> "\\ln\\Phi";
      case SIGN -> "\\operatorname{sign}";
      case SOFTPLUS -> "\\operatorname{softplus}";
      case LOG_COSH -> "\\ln\\cosh";
      case SECH_SQUARED -> "\\operatorname{sech}^{2}";
      case POINT_MASS -> "\\operatorname{pointmass}";
      default -> "\\operatorname{" + op.name().toLowerCase(java.util.Locale.ROOT) + "}";
    };
  }
}
