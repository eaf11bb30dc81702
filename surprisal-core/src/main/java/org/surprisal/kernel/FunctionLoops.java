package org.surprisal.kernel;

/** The elementary functions of the interpreter, one loop a function; arrays may not overlap. */
final class FunctionLoops {
  private FunctionLoops() {}

  static void exp(double[] a, double[] to, int n) {
    ElementaryLoops.exp(a, to, n);
  }

  static void expm1(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Exponential.expm1(a[i]);
    }
  }

  static void expm1Minus(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Exponential.expm1Minus(a[i]);
    }
  }

  static void tanh(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Exponential.tanh(a[i]);
    }
  }

  static void log(double[] a, double[] to, int n) {
    ElementaryLoops.log(a, to, n);
  }

  static void log1p(double[] a, double[] to, int n) {
    ElementaryLoops.log1p(a, to, n);
  }

  static void log1pMinus(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Logarithm.log1pMinus(a[i]);
    }
  }

  static void lgamma(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Gamma.lgamma(a[i]);
    }
  }

  static void lgamma1p(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Gamma.lgamma1p(a[i]);
    }
  }

  static void stirling(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Gamma.stirling(a[i]);
    }
  }

  static void halfGammaStep(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = GammaStep.half(a[i]);
    }
  }

  static void digamma(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Gamma.digamma(a[i]);
    }
  }

  static void trigamma(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Gamma.trigamma(a[i]);
    }
  }

  static void erf(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Normal.erf(a[i]);
    }
  }

  static void normalCdf(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Normal.normalCdf(a[i]);
    }
  }

  static void logNormalCdf(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = NormalTail.logNormalCdf(a[i]);
    }
  }

  static void mills(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = NormalTail.mills(a[i]);
    }
  }

  static void millsSlope(double[] a, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = NormalTail.millsSlope(a[i]);
    }
  }

  static void logRising(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = LogRising.logRising(a[i], b[i]);
    }
  }

  static void pow(double[] a, double[] b, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Power.pow(a[i], b[i]);
    }
  }
}
