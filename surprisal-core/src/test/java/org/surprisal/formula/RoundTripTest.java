package org.surprisal.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed is read as the same formula: same text, same program, same LaTeX. */
final class RoundTripTest {
  private static final String[] UNARY = {
    "exp",
    "log",
    "log1p",
    "expm1",
    "sqrt",
    "abs",
    "sigmoid",
    "softplus",
    "tanh",
    "log_cosh",
    "log_sigmoid",
    "square",
    "sign",
    "erf",
    "normal_cdf"
  };
  private static final String[] BINARY = {"+", "-", "*", "/", "+", "-", "*"};
  private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "!="};
  private static final String[] NUMBERS = {
    "0", "1", "2", "0.5", "3", "1e-300", "1e300", "0.1", "-2", "pi", "e", "inf"
  };

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isReadBack(long seed) {
    String text = random(new Random(seed), 4);
    String printed = Formulas.printed(text);
    String again = Formulas.printed(printed);
    assertThat(again).as("printed form of %s", text).isEqualTo(printed);
    Graph graph = new Graph();
    assertThat(Latex.latex(read(graph, printed))).isNotBlank();
    assertThat(Formulas.listing(printed))
        .as("program of %s", text)
        .isEqualTo(Formulas.listing(text));
  }

  private static Expr read(Graph graph, String text) {
    return Parser.parse(graph, text, java.util.Set.of("z", "y"), java.util.Map.of()).expression();
  }

  private static String random(Random random, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> "z";
        case 1 -> "y";
        default -> pick(random, NUMBERS);
      };
    }
    String a = random(random, depth - 1);
    String b = random(random, depth - 1);
    return switch (random.nextInt(9)) {
      case 0, 1 -> pick(random, UNARY) + "(" + a + ")";
      case 2 -> "-(" + a + ")";
      case 3 -> "(" + a + ")^" + (random.nextBoolean() ? "2" : "(" + b + ")");
      case 4 -> (random.nextBoolean() ? "min(" : "max(") + a + ", " + b + ")";
      case 5 ->
          "if("
              + a
              + " "
              + pick(random, COMPARISONS)
              + " "
              + b
              + ", "
              + random(random, depth - 1)
              + ", "
              + random(random, depth - 1)
              + ")";
      // Of what is no exponential: xlogy(a, exp(b)) is printed as a * b.
      case 6 -> "xlogy(" + a + ", 1 + " + pick(random, "z", "y", "z^2") + ")";
      default -> "(" + a + ") " + pick(random, BINARY) + " (" + b + ")";
    };
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }
}
