package org.surprisal.formula;

import java.util.List;

/**
 * A pointwise expression. Nodes are made by a {@link Graph} only, which shares equal ones, so that
 * equality of nodes of one graph is identity and a derivative stays as small as its program.
 */
public sealed interface Expr {
  /** A number. */
  record Constant(double value) implements Expr {}

  /** An input (target, prediction) or a parameter. */
  record Variable(String name) implements Expr {}

  /** An operation on other nodes. */
  record Apply(Op op, List<Expr> arguments) implements Expr {
    public Expr first() {
      return arguments.get(0);
    }

    public Expr second() {
      return arguments.get(1);
    }

    public Expr third() {
      return arguments.get(2);
    }

    /** Arguments are shared nodes, so comparing references compares trees, in constant time. */
    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Apply that) || op != that.op) {
        return false;
      }
      for (int i = 0; i < arguments.size(); i++) {
        if (!same(arguments.get(i), that.arguments.get(i))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      int hash = op.hashCode();
      for (Expr argument : arguments) {
        hash = 31 * hash + System.identityHashCode(argument);
      }
      return hash;
    }

    @SuppressWarnings("ReferenceEquality") // nodes of one graph are interned
    private static boolean same(Expr a, Expr b) {
      return a == b;
    }
  }
}
