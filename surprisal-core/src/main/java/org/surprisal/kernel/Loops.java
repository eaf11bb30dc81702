package org.surprisal.kernel;

/**
 * The arithmetic of the interpreter, one loop an operation. Loops stand alone so that the JIT
 * compiles each to vector code; arrays may be the same one.
 */
final class Loops {
  private Loops() {}

  static void add(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + b[i];
    }
  }

  static void sub(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] - b[i];
    }
  }

  static void mul(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * b[i];
    }
  }

  /** a·b where 0·∞ = 0: the only NaN that does not come from a NaN. */
  static void mul0(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      double p = x * y;
      to[i] = !Double.isNaN(p) || Double.isNaN(x) || Double.isNaN(y) ? p : 0.0;
    }
  }

  static void div(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] / b[i];
    }
  }

  /** a/b where 0/0 = 0. */
  static void div0(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      to[i] = x == 0 && y == 0 ? 0.0 : x / y;
    }
  }

  /** a/b where its sixth power is a normal double or a is 0, else NaN. */
  static void ordinaryRatio(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double ratio = a[i] / b[i];
      double size = Math.abs(ratio);
      to[i] = (size >= 0x1p-160 && size <= 0x1p160) || a[i] == 0 ? ratio : Double.NaN;
    }
  }

  static void min(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.min(a[i], b[i]);
    }
  }

  static void max(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.max(a[i], b[i]);
    }
  }

  static void less(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      to[i] = x < y ? 1.0 : x >= y ? 0.0 : Double.NaN;
    }
  }

  static void lessOrEqual(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      to[i] = x <= y ? 1.0 : x > y ? 0.0 : Double.NaN;
    }
  }

  static void equal(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      to[i] = x == y ? 1.0 : Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : 0.0;
    }
  }

  static void notEqual(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      to[i] = x == y ? 0.0 : Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : 1.0;
    }
  }

  /**
   * The number nearest to 0 of the interval between {@code taken} and {@code other}; a NaN on the
   * side that was not taken says nothing.
   */
  static void nearest(double[] taken, double[] other, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = taken[i];
      double y = Double.isNaN(other[i]) ? x : other[i];
      double low = Math.min(x, y);
      double high = Math.max(x, y);
      to[i] = low > 0 ? low : high < 0 ? high : Double.isNaN(x) ? x : 0.0;
    }
  }

  static void neg(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = -a[i];
    }
  }

  static void abs(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.abs(a[i]);
    }
  }

  static void sqrt(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.sqrt(a[i]);
    }
  }

  /** 1, −1, 0 for ±0, NaN for NaN. */
  static void sign(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      to[i] = x > 0 ? 1.0 : x < 0 ? -1.0 : x == 0 ? 0.0 : x;
    }
  }

  static void fma(double[] a, double[] b, double[] c, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.fma(a[i], b[i], c[i]);
    }
  }

  static void select(double[] condition, double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      double c = condition[i];
      to[i] = Double.isNaN(c) ? Double.NaN : c != 0 ? a[i] : b[i];
    }
  }
}
