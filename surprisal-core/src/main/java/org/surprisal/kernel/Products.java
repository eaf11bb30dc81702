package org.surprisal.kernel;

/** What the shapes of vectors share. */
final class Products {
  private Products() {}

  /** a·b, 0 where a is 0 whatever b is: a formula that does not move hands nothing on. */
  static double times(double a, double b) {
    return a == 0 ? 0 : a * b;
  }
}
