package org.surprisal.objective;

import org.surprisal.kernel.Exponential;
import org.surprisal.kernel.Logarithm;
import org.surprisal.kernel.RowSums;
import org.surprisal.kernel.Softmax;

/**
 * T²·KL(softmax(b/T) ‖ softmax(a/T)) of one row and its derivative T·(q − p) by a.
 *
 * <p>With d = ln q − ln p it is T²·Σ p·(e^d − 1 − d), all terms of which are at least 0, where Σ
 * p·ln(p/q) cancels. Where both nearly agree, d itself would cancel as a difference of logarithms;
 * it is then taken from the differences δ of the logits: d = δ − ln(1 + Σ p·(e^δ − 1)).
 */
final class SoftenedDivergence {
  /** Below, d is a difference of logits rather than of logarithms, and e^d·p cannot overflow. */
  private static final double NEAR = 1;

  /** Below, three terms of a series in d have all digits. */
  private static final double SMALL = 0x1p-18;

  /** Below, e^x − 1 and ln(1 + x) are x. */
  private static final double TINY = 0x1p-60;

  private final int columns;
  private final double temperature;
  private final Softmax teacher;
  private final Softmax student;
  private final RowSums sums = new RowSums();
  private final double[] teacherLogits;
  private final double[] studentLogits;
  private final double[] teacherSoft;
  private final double[] studentSoft;
  private final double[] terms;
  private final double[] slopes;

  /** ln p and ln q of each class. */
  private double[] logP = {};

  private double[] logQ = {};

  /** ln q − ln p of each class, times T. */
  private final double[] differences;

  SoftenedDivergence(int columns, double temperature) {
    this.columns = columns;
    this.temperature = temperature;
    this.teacher = new Softmax(columns, 1, 1);
    this.student = new Softmax(columns, 1, 1);
    this.teacherLogits = new double[columns];
    this.studentLogits = new double[columns];
    this.teacherSoft = new double[columns];
    this.studentSoft = new double[columns];
    this.terms = new double[columns];
    this.slopes = new double[columns];
    this.differences = new double[columns];
  }

  /** Reads the logits of a teacher and a student; both have a softmax. */
  void read(double[] ofTeacher, double[] ofStudent) {
    int certain = shift(ofTeacher, teacherLogits, teacherSoft);
    shift(ofStudent, studentLogits, studentSoft);
    logP = teacher.inputs(teacherSoft, teacherSoft, 1)[0];
    logQ = student.inputs(studentSoft, studentSoft, 1)[0];
    if (!nearDifferences(ofTeacher, ofStudent, certain)) {
      farDifferences(certain);
    }
    for (int k = 0; k < columns; k++) {
      read(k, Exponential.exp(logP[k]), Exponential.exp(logQ[k]));
    }
  }

  /** One class: T²·(q − p − p·d), written in the form that keeps its digits, and T·(q − p). */
  private void read(int k, double p, double q) {
    double wide = differences[k];
    double d = wide / temperature;
    if (p == 0 || d > NEAR) {
      double change = temperature * (q - p);
      terms[k] = temperature * (change - (p == 0 ? 0 : p * wide));
      slopes[k] = change;
      return;
    }
    if (Math.abs(d) < SMALL) {
      // d² may underflow where (T·d)² does not. The next terms are d³/60 of this, and d³/24.
      terms[k] = p * (0.5 * wide * (wide * (1 + d * (1 / 3.0 + d / 12))));
      slopes[k] = p * (wide * (1 + d * (0.5 + d / 6)));
      return;
    }
    // d may overflow where T·d does not.
    double bend = d < -50 ? -temperature - wide : temperature * Exponential.expm1Minus(d);
    terms[k] = temperature * (p * bend);
    slopes[k] = temperature * (p * Exponential.expm1(d));
  }

  /** Logits less the largest one, before and after the division by T; returns its index. */
  private int shift(double[] logits, double[] into, double[] divided) {
    int top = 0;
    for (int k = 1; k < columns; k++) {
      top = logits[k] > logits[top] ? k : top;
    }
    for (int k = 0; k < columns; k++) {
      into[k] = k == top ? 0 : logits[k] - logits[top];
      divided[k] = into[k] / temperature;
    }
    return top;
  }

  /** T·d from differences of logits; false where they are too large for that. */
  private boolean nearDifferences(double[] ofTeacher, double[] ofStudent, int certain) {
    double common = difference(ofStudent[certain], ofTeacher[certain]);
    for (int k = 0; k < columns; k++) {
      // Like logits are subtracted first: that is exact where they are near each other.
      differences[k] = difference(ofStudent[k], ofTeacher[k]) - common;
      double delta = differences[k] / temperature;
      double p = Exponential.exp(logP[k]);
      if (Math.abs(delta) < TINY) {
        terms[k] = p * differences[k]; // δ alone may have lost digits as a subnormal
      } else if (delta <= NEAR) {
        terms[k] = temperature * (p * Exponential.expm1(delta));
      } else {
        terms[k] = temperature * (Exponential.exp(logP[k] + delta) - p);
      }
    }
    double excess = sums.sum(terms, 0, columns);
    if (!(excess <= NEAR * temperature)) {
      return false; // also NaN, of infinities
    }
    boolean linear = Math.abs(excess) < TINY * temperature;
    double rest = linear ? excess : temperature * Logarithm.log1p(excess / temperature);
    for (int k = 0; k < columns; k++) {
      differences[k] -= rest;
    }
    return true;
  }

  /** Classes that both exclude (−∞), or are certain of (∞), do not differ. */
  private static double difference(double ofStudent, double ofTeacher) {
    return ofStudent == ofTeacher ? 0 : ofStudent - ofTeacher;
  }

  /** T·d from both logarithms. */
  private void farDifferences(int certain) {
    int top = 0;
    for (int k = 0; k < columns; k++) {
      top = studentLogits[k] == 0 ? k : top;
    }
    double common = temperature * (logQ[top] - logP[certain]);
    for (int k = 0; k < columns; k++) {
      differences[k] = studentLogits[k] - teacherLogits[k] + common;
    }
  }

  /** T²·KL. */
  double value() {
    return sums.sum(terms, 0, columns);
  }

  /** T·(q − p), the derivative of {@link #value} by the student's logit of a class. */
  double slope(int k) {
    return slopes[k];
  }
}
