package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  private static double parse(String text) {
    return NumberText.parse(("<" + text + ">").toCharArray(), 1, text.length());
  }

  /** The text stands between digits, which are no part of it. */
  private static double parse(Field field, String text) {
    byte[] bytes = ("12345678" + text + "9").getBytes(StandardCharsets.UTF_8);
    return NumberText.parse(field, bytes, 8, bytes.length - 9);
  }

  private static AbstractThrowableAssert<?, ?> refuses(Field field, String text) {
    return assertThatThrownBy(() -> parse(field, text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1.5e-3, -1.5e-3",
    "+2., 2",
    ".25, .25",
    "' 0.1\t', .1",
    "4.9e-324, 4.9e-324",
    "1e400, Infinity",
    "inf, Infinity",
    "-Infinity, -Infinity",
    "+INF, Infinity",
    "0.1234567890123456789, 0.12345678901234568"
  })
  void readsNumbers(String text, double expected) {
    assertThat(parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"})
  void takesTheseForMissing(String text) {
    assertThat(parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc", "1.5f", "2d", "1 2", "1e", "--1", "-", ".", "1_000", "0,5", "true", "0x1p-1", "0x10",
        "1d", "e5", "1e5e", "1-2", "+-1", ".5\0", "\0.5", "0x.8p0"
      })
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void namesTheCure() {
    Field number = Field.number(0);
    refuses(number, "true").hasMessage("'true' is not a number; write labels as 0 and 1");
    refuses(Field.truth(0), "yes")
        .hasMessage("'yes' is not a number; say which label counts as 1 with --positive yes");
    refuses(number, "0,5").hasMessage("'0,5' is not a number; write it with a point: 0.5");
    refuses(number, "abc")
        .hasMessageStartingWith("'abc' is not a number; expected one such as 0.25, 1e-3 or inf");
    refuses(number, "a\nb" + "c".repeat(100))
        .hasMessageStartingWith("'a b" + "c".repeat(37) + "…' is not a number");
    refuses(number, "\0\0")
        .hasMessage(
            "'  ' is not a number; it has NUL bytes, so the file is damaged or no text;"
                + " copy or export it again");
  }

  @Test
  void takesTruthOnlyForTargets() {
    assertThat(parse(Field.truth(0), "true")).isEqualTo(1);
    assertThat(parse(Field.truth(0), " False ")).isEqualTo(0);
    assertThat(parse(Field.truth(0), "0.25")).isEqualTo(0.25);
    assertThat(parse(Field.truth(0), "")).isNaN();
    refuses(Field.number(0), "TRUE").hasMessageStartingWith("'TRUE' is not a number");
    refuses(Field.truth(0), "truest").hasMessageStartingWith("'truest' is not a number");
  }

  @Test
  void roundsAsJavaDoes() {
    SplittableRandom random = new SplittableRandom(20261121);
    for (int i = 0; i < 2_000_000; i++) {
      String text = decimal(random);
      assertBits(text, Double.parseDouble(text));
    }
  }

  @Test
  void roundsTiesAndTheirNeighboursAsJavaDoes() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 300_000; i++) {
      // Half way between two doubles there are at most 18 digits if few of them follow the point.
      long odd = 2 * ((1L << 53) + random.nextLong(1L << 52)) + 1;
      BigDecimal tie = new BigDecimal(odd);
      tie = tie.divide(BigDecimal.valueOf(1L << random.nextInt(12)));
      long ulp = random.nextInt(-1, 2);
      tie = tie.add(BigDecimal.valueOf(ulp, Math.max(0, tie.scale())));
      assertBits(tie.toPlainString(), tie.doubleValue());
    }
  }

  private static void assertBits(String text, double expected) {
    double actual = parse(Field.number(0), text);
    if (Double.doubleToRawLongBits(actual) != Double.doubleToRawLongBits(expected)) {
      throw new AssertionError(text + ": " + actual + ", but Java reads " + expected);
    }
  }

  /** Digits, a point anywhere, perhaps a sign or an exponent. */
  private static String decimal(SplittableRandom random) {
    int length = random.nextInt(1, random.nextInt(2, 26));
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "0." : "");
    for (int i = 0; i < length; i++) {
      text.append((char) ('0' + (random.nextInt(8) == 0 ? 0 : random.nextInt(10))));
    }
    if (text.indexOf(".") < 0 && random.nextInt(8) != 0) {
      text.insert(random.nextInt(text.length() + 1), '.');
    }
    if (random.nextInt(16) == 0) {
      text.append("e").append(random.nextInt(-340, 310));
    }
    return (random.nextInt(4) == 0 ? "-" : "") + text;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "-0.5, -0.5", "Infinity, inf", "1e300, 1.0E300"})
  void writesNumbers(double value, String expected) {
    assertThat(NumberText.of(value)).isEqualTo(expected);
  }
}
