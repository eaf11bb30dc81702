package org.surprisal.loss;

import java.util.regex.Pattern;

/** Formulas whose probability is clamped to [ε, 1 − ε]; ε is the parameter {@code clip_epsilon}. */
final class Clipping {
  private Clipping() {}

  /** Clamps logarithms themselves: 1 − ε, rounded to a double, would have lost digits of ε. */
  static String of(String formula, String name) {
    return Pattern.compile("\\blog\\((1 - )?" + name + "\\)|\\b" + name + "\\b")
        .matcher(formula)
        .replaceAll(found ->
            found.group().equals(name)
                ? "clamp(" + name + ", clip_epsilon, 1 - clip_epsilon)"
                : "clamp(" + found.group() + ", log(clip_epsilon), log1p(-clip_epsilon))");
  }
}
