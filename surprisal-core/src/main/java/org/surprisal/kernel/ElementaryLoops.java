package org.surprisal.kernel;

/**
 * The commonest elementary functions over arrays, bit for bit as one by one, and 1.4 to 2 times as
 * fast.
 *
 * <p>Compilers turn a loop of arithmetic into SIMD by themselves, but not one that moves bits
 * between double and long or selects. So each function is cut into loops of one kind: bits,
 * arithmetic, bits. The result array must not be the argument array, which the last loop reads
 * again.
 */
final class ElementaryLoops {
  private static final int BLOCK = 256;

  private ElementaryLoops() {}

  /** to[i] = e^a[i] for i &lt; n. */
  static void exp(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Exponential.fraction(a[i]);
    }
    for (int i = 0; i < n; i++) {
      to[i] = Exponential.scaled(a[i], to[i]);
    }
  }

  /** to[i] = ln a[i] for i &lt; n. */
  static void log(double[] a, double[] to, int n) {
    double[] excess = new double[BLOCK];
    double[] exponent = new double[BLOCK];
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      for (int i = 0; i < count; i++) {
        double x = a[start + i];
        excess[i] = Logarithm.mantissa(x) - 1;
        exponent[i] = Logarithm.exponent(x);
      }
      for (int i = 0; i < count; i++) {
        excess[i] = Logarithm.sum(excess[i], 0.0, exponent[i]);
      }
      for (int i = 0; i < count; i++) {
        to[start + i] = Logarithm.special(a[start + i], excess[i]);
      }
    }
  }

  /** to[i] = ln(1 + a[i]) for i &lt; n. */
  static void log1p(double[] a, double[] to, int n) {
    double[] excess = new double[BLOCK];
    double[] tail = new double[BLOCK];
    double[] exponent = new double[BLOCK];
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      for (int i = 0; i < count; i++) {
        double x = a[start + i];
        double k = Logarithm.exponent1p(x);
        excess[i] = Logarithm.excess(x, k);
        tail[i] = Logarithm.excessTail(x, k);
        exponent[i] = k;
      }
      for (int i = 0; i < count; i++) {
        excess[i] = Logarithm.sum(excess[i], tail[i], exponent[i]);
      }
      for (int i = 0; i < count; i++) {
        to[start + i] = Logarithm.special1p(a[start + i], excess[i]);
      }
    }
  }
}
