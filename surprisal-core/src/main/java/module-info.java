/** Losses: formulas, kernels, exact sums and the catalogue. Needs nothing but the JDK to run. */
module org.surprisal.core {
  requires static org.jspecify;

  exports org.surprisal.loss;
}
