package org.surprisal.objective;

import org.surprisal.kernel.Logarithm;
import org.surprisal.kernel.Softmax;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

/** Rows of a teacher in any scale, as logits that are still to be divided by the temperature. */
final class TeacherRows {
  private static final double SUM_TOLERANCE = 1e-6;

  private enum Kind {
    LOGITS("(-∞, ∞), ±∞ included"),
    PROBABILITIES("[0, 1] of probabilities; if these are logits, use Prediction.logits"),
    LOG_PROBABILITIES("[-∞, 0] of log-probabilities");

    final String allowed;

    Kind(String allowed) {
      this.allowed = allowed;
    }

    boolean allows(double x) {
      return switch (this) {
        case LOGITS -> !Double.isNaN(x);
        case PROBABILITIES -> x >= 0 && x <= 1;
        case LOG_PROBABILITIES -> x <= 0;
      };
    }
  }

  private final Numbers numbers;
  private final Kind kind;
  private final boolean softened;
  private final double temperature;
  private final Softmax softmax;

  private TeacherRows(Numbers numbers, Kind kind, boolean softened, double temperature) {
    this.numbers = numbers;
    this.kind = kind;
    this.softened = softened;
    this.temperature = temperature;
    this.softmax = new Softmax(numbers.columns(), 1, 1);
  }

  static TeacherRows of(Prediction.Scored teacher, double temperature) {
    Kind kind =
        switch (teacher) {
          case Prediction.Raw _ -> Kind.LOGITS;
          case Prediction.Response _ -> Kind.PROBABILITIES;
          case Prediction.LogProbabilities _ -> Kind.LOG_PROBABILITIES;
        };
    return new TeacherRows(teacher.parts().getFirst(), kind, false, temperature);
  }

  static TeacherRows softened(Target.Distribution teacher, double temperature) {
    return new TeacherRows(teacher.t(), Kind.PROBABILITIES, true, temperature);
  }

  Numbers numbers() {
    return numbers;
  }

  void checkShape(Numbers student) {
    if (numbers.rows() != student.rows() || numbers.columns() != student.columns()) {
      throw new IllegalArgumentException(
          "the teacher has the shape "
              + numbers
              + " and the student "
              + student
              + "; nothing is broadcast, so they must agree");
    }
  }

  /** Reads a row as logits z for which softmax(z/T) is the teacher's distribution. */
  void read(long row, double[] into) {
    double sum = 0;
    for (int k = 0; k < into.length; k++) {
      double x = numbers.get(row, k);
      if (!kind.allows(x)) {
        String problem =
            Double.isNaN(x) ? " is missing; leave the row out" : " is outside " + kind.allowed;
        throw new IllegalArgumentException(
            "teacher[row " + row + ", column " + k + "] = " + Checks.text(x) + problem);
      }
      sum += x;
      into[k] = kind == Kind.PROBABILITIES ? Logarithm.log(x) : x;
      into[k] *= softened ? temperature : 1;
    }
    if (kind == Kind.PROBABILITIES && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "teacher row "
              + row
              + " sums to "
              + Checks.text(sum)
              + "; probabilities of a row sum to 1 (within 1e-6); if these are logits, use"
              + " Prediction.logits");
    }
    String problem = softmax.problem(into, 0);
    if (problem != null) {
      throw new IllegalArgumentException("teacher row " + row + " " + problem);
    }
  }
}
