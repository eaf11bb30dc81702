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
 *
 * <p>It is not the loss {@code distillation} of the catalogue, whose target holds probabilities: p
 * rounded to doubles no longer says by how little the teacher's logits differ from the student's.
 * At T = 1 and logits that differ by 1e−9, KL is 1e−19 and the loss −6e−17; at T = 1e20 nothing is
 * left. Of the reference rows with α = 1 that loss misses 74 of 120.
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
    boolean excluded = teacherLogits[k] == Double.NEGATIVE_INFINITY;
    if (excluded || d > NEAR) {
      slopes[k] = temperature * (q - p);
      terms[k] = temperature * (slopes[k] - (excluded ? 0 : weighted(k, wide)));
    } else if (Math.abs(d) < SMALL) {
      // d² may underflow where (T·d)² does not. The next terms are d³/60 of this, and d³/24.
      slopes[k] = p * (wide * (1 + d * (0.5 + d / 6)));
      terms[k] = p * (0.5 * wide * (wide * (1 + d * (1 / 3.0 + d / 12))));
    } else {
      // d may overflow where T·d does not.
      double bend = d < -50 ? -temperature - wide : temperature * Exponential.expm1Minus(d);
      slopes[k] = temperature * (p * Exponential.expm1(d));
      terms[k] = temperature * weighted(k, bend);
    }
  }

  /** p·x, also where p alone underflows; ∞ for an infinite x, as p is not 0. */
  private double weighted(int k, double x) {
    return UncertaintyWeight.times(-logP[k], x);
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
    for (int k = 0; k < columns; k++) {
      double wide = difference(ofStudent[k], ofStudent[certain], ofTeacher[k], ofTeacher[certain]);
      double delta = wide / temperature;
      double p = Exponential.exp(logP[k]);
      if (Math.abs(delta) < TINY) {
        terms[k] = p * wide; // δ alone may have lost digits as a subnormal
      } else if (delta <= NEAR) {
        terms[k] = temperature * (p * Exponential.expm1(delta));
      } else {
        // p·e^δ without the teacher's logit, which may be far below all others.
        double own = (ofStudent[k] - ofStudent[certain]) / temperature + logP[certain];
        terms[k] = temperature * (Exponential.exp(own) - p);
      }
      differences[k] = wide;
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

  /**
   * (s − sTop) − (t − tTop), as if rounded once; 0 where both exclude a class (−∞), NaN or infinite
   * at other infinities.
   */
  private static double difference(double s, double sTop, double t, double tTop) {
    if (s == Double.NEGATIVE_INFINITY && t == s) {
      return 0;
    }
    double ofStudent = s - sTop;
    double ofTeacher = t - tTop;
    double high = ofStudent - ofTeacher;
    if (!(Math.abs(high) <= Double.MAX_VALUE)) {
      return high;
    }
    double low = lost(s, sTop, ofStudent) - lost(t, tTop, ofTeacher);
    return high + (lost(ofStudent, ofTeacher, high) + low);
  }

  /** What rounding took from the difference a − b. */
  private static double lost(double a, double b, double difference) {
    double part = difference - a;
    return (a - (difference - part)) - (b + part);
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
