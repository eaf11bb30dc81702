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
    if (!nearDifferences(certain)) {
      farDifferences(certain);
    }
    for (int k = 0; k < columns; k++) {
      double p = Exponential.exp(logP[k]);
      double q = Exponential.exp(logQ[k]);
      double d = differences[k] / temperature;
      if (p == 0 || d > NEAR) {
        double linear = p == 0 ? 0 : p * differences[k];
        terms[k] = temperature * (q - p) - linear;
        slopes[k] = temperature * (q - p);
      } else {
        // Large differences are used as they are: d alone may overflow where T·d does not.
        double bend = temperature * Exponential.expm1Minus(d);
        terms[k] = p * (d < -50 ? -temperature - differences[k] : bend);
        slopes[k] = temperature * (p * Exponential.expm1(d));
      }
    }
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
  private boolean nearDifferences(int certain) {
    for (int k = 0; k < columns; k++) {
      differences[k] = studentLogits[k] - teacherLogits[k] - studentLogits[certain];
      double delta = differences[k] / temperature;
      double p = Exponential.exp(logP[k]);
      terms[k] =
          delta <= NEAR ? p * Exponential.expm1(delta) : Exponential.exp(logP[k] + delta) - p;
    }
    double excess = sums.sum(terms, 0, columns);
    if (!(excess <= NEAR)) {
      return false; // NaN where both are −∞
    }
    double common = temperature * Logarithm.log1p(excess);
    for (int k = 0; k < columns; k++) {
      differences[k] -= common;
    }
    return true;
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
    return temperature * sums.sum(terms, 0, columns);
  }

  /** T·(q − p), the derivative of {@link #value} by the student's logit of a class. */
  double slope(int k) {
    return slopes[k];
  }
}
