package org.surprisal.formula;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.surprisal.formula.Expr.Apply;

/** How long an expression would be as text, in which shared parts stand again and again. */
final class Sizes {
  /** Longer expressions are named by their size instead of being written. */
  static final double MAXIMUM_TERMS = 3_000;

  private final IdentityHashMap<Expr, Double> known = new IdentityHashMap<>();

  private Sizes() {}

  /** {@code "(12345 terms, too long to show)"}, or null where the expression can be written. */
  static @Nullable String tooLong(Expr node) {
    double terms = new Sizes().terms(node);
    return terms <= MAXIMUM_TERMS
        ? null
        : "(" + Printer.number(terms) + " terms, too long to show)";
  }

  private double terms(Expr node) {
    if (!(node instanceof Apply apply)) {
      return 1;
    }
    Double size = known.get(node);
    if (size == null) {
      size = 1 + apply.arguments().stream().mapToDouble(this::terms).sum();
      known.put(node, size);
    }
    return size;
  }
}
