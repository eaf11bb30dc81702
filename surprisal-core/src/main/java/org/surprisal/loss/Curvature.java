package org.surprisal.loss;

/** Which second-order number is asked for; its name is always said, never silently chosen. */
public enum Curvature {
  /** The diagonal of the second derivative itself; at a break, that of the closed side. */
  EXACT
}
