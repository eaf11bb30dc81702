package org.surprisal.loss;

/** The text and geometry of a formula that a user typed. */
record Typed(String text, Geometry<?, ?> on) {
  String spec(Arguments values) {
    StringBuilder spec = new StringBuilder("formula('").append(text).append('\'');
    values
        .numbers()
        .forEach((name, x) -> spec.append(", ").append(name).append('=').append(Text.number(x)));
    return spec.append(on == Geometry.POINT ? ")" : ", on=" + on + ")").toString();
  }
}
