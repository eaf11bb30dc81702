/** Losses: formulas, kernels, exact sums and the catalogue. Needs nothing but the JDK to run. */
@SuppressWarnings("module") // the modules named below are built after this one
module org.surprisal.core {
  requires static transitive org.jspecify;

  exports org.surprisal.loss;
  exports org.surprisal.objective;
  exports org.surprisal.kernel to
      org.surprisal.evaluate;
  exports org.surprisal.sum to
      org.surprisal.evaluate;
  exports org.surprisal.text to
      org.surprisal.evaluate;
}
