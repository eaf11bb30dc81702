/** Scoring of prediction files with the losses of {@code org.surprisal.core}. */
module org.surprisal.evaluate {
  requires static org.jspecify;
  requires transitive org.surprisal.core;
  requires ch.randelshofer.fastdoubleparser;
  requires de.siegmar.fastcsv;

  exports org.surprisal.evaluate;
}
