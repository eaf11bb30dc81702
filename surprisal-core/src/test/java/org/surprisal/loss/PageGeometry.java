package org.surprisal.loss;

/** How a row becomes the inputs of a formula, and how derivatives come back, in words. */
final class PageGeometry {
  private PageGeometry() {}

  /** How the numbers of target and prediction lie in a row. */
  static String layout(Definition definition, Entry.Kind kind) {
    if (definition.sides() != null) {
      return "One score a row, with target 1 for a real row and 0 for a generated one. The value is"
          + " the mean over the rows of each side that counts.";
    }
    String inputs =
        String.join(", then ", definition.inputs().stream().map(PageGeometry::code).toList());
    return switch (definition.geometry().form()) {
      case SAMPLE ->
          "Prediction and target are two samples, a point a row; their lengths may differ. Together"
              + " they count as one row.";
      case PAIR ->
          "A row holds two vectors a‖b of equal length, 2·d columns."
              + (definition.hasFormula()
                  ? " One target a row."
                  : " Every other row's b is a negative.");
      case TRIPLET ->
          "A row holds three vectors anchor‖positive‖negative of equal length, 3·d columns.";
      case PARAMETERS ->
          !definition.hasFormula()
              ? "The columns of a row are " + inputs + "."
              : "The columns of a row are "
                  + inputs
                  + (kind == Entry.Kind.NONE
                      ? ": as many of each, summed."
                      : ": as many of each as the row has targets, summed.");
      case POINT -> point(definition, kind);
    };
  }

  private static String point(Definition definition, Entry.Kind kind) {
    return switch (kind) {
      case CATEGORICAL ->
          definition.needsClass()
              ? "K columns a row; the target is a class index."
              : "K columns a row; the target is a class index, or K numbers that sum to 1.";
      case GROUPS -> "One embedding a row; the target is the row's group.";
      case NONE -> "One number a row or several, which are summed; there is no target.";
      default ->
          definition.byColumn().isEmpty() || !definition.hasOneTarget()
              ? "One prediction a row and one target; or several columns of both, which are summed."
              : "One column a parameter, and one target a row; the columns are summed.";
    };
  }

  private static String code(String name) {
    return "`" + name + "`";
  }

  /** What stands before a formula. */
  static String intro(Definition definition, Entry.Kind kind) {
    String name = definition.geometry().toString();
    if (name.startsWith("softmax")) {
      String divided = definition.temperature() == 1 ? "z" : "z/T";
      return "With p = softmax("
          + divided
          + "), a row costs Σ_k f(t_k, ln p_k), where t_k is 1 for its class and 0 elsewhere, or the"
          + " target's share of class k.";
    }
    return switch (name) {
      case "margin_max" -> "A row costs f(m) of its smallest margin, m = z_y − max_{j≠y} z_j.";
      case "margin_sum" -> "A row costs Σ_{j≠y} f(m_j) of its margins m_j = z_y − z_j.";
      case "intervals" ->
          "With a score z and thresholds θ, a row costs f of its class k: upper = θ_{k+1} − z, lower ="
              + " θ_k − z (∞ and −∞ for the outer classes), width = upper − lower. A soft target"
              + " mixes its classes by t.";
      case "cumulative" ->
          "A row costs Σ f(c) over its K − 1 inner borders, c being the predicted minus the true"
              + " probability of lying below the border.";
      case "pair" -> "A row costs f(d, y), d = ‖a − b‖.";
      case "pair(cosine)" -> "A row costs f, with c = cos(a, b) and d = 1 − c.";
      case "triplet" -> "A row costs f, with ap = ‖a − p‖² and an = ‖a − n‖².";
      default ->
          kind == Entry.Kind.CATEGORICAL
              ? "A row costs the sum over its K columns of"
              : definition.geometry().form() == Geometry.Form.PARAMETERS
                  ? "A row of one target costs"
                  : "A prediction costs";
    };
  }

  /** How derivatives of a formula come back to the numbers of the prediction. */
  static String chain(Definition definition, String slope) {
    String name = definition.geometry().toString();
    if (name.startsWith("softmax")) {
      boolean cooled = definition.temperature() != 1;
      String first =
          cooled
              ? "T \\, \\frac{\\partial \\ell}{\\partial z_j}"
              : "\\frac{\\partial \\ell}{\\partial z_j}";
      String second =
          cooled
              ? "T^2 \\, \\frac{\\partial^2 \\ell}{\\partial z_j^2}"
              : "\\frac{\\partial^2 \\ell}{\\partial z_j^2}";
      boolean entropy = slope.equals("-t");
      return "By the logits, with f′ and f″ of each class from above:\n\n"
          + PageFormulas.math(
              first
                  + " = f'_j \\left(1 - p_j\\right) - p_j \\sum_{k \\ne j} f'_k"
                  + (entropy ? " = p_j - t_j" : ""))
          + PageFormulas.math(
              second
                  + " = f''_j \\left(1 - p_j\\right)^2 + p_j^2 \\sum_{k \\ne j} f''_k"
                  + " - p_j \\left(1 - p_j\\right) \\sum_k f'_k"
                  + (entropy ? " = p_j \\left(1 - p_j\\right)" : ""));
    }
    String words =
        switch (name) {
          case "margin_max" ->
              "By z_y the derivatives are f′(m) and f″(m), by the highest other score −f′(m) and f″(m), by"
                  + " all others 0.";
          case "margin_sum" ->
              "By z_j they are −f′(m_j) and f″(m_j), by z_y the sums Σ f′(m_j) and Σ f″(m_j).";
          case "intervals" ->
              "The score z moves upper and lower by −1 each, a threshold one of them by +1; derivatives"
                  + " add up over them.";
          case "cumulative" ->
              "A probability moves c at every border above its class, so its derivatives are the sums"
                  + " of f′(c) and f″(c) over these.";
          case "pair" ->
              "By the coordinates of a, with u = (a − b)/d: f′(d)·u_i, and f″(d)·u_i² + f′(d)/d·(1 −"
                  + " u_i²); b has the opposite gradient and the same curvature.";
          case "pair(cosine)" ->
              "The cosine's own derivatives carry these to the coordinates: by a they are (b/‖b‖ −"
                  + " c·a/‖a‖)/‖a‖.";
          case "triplet" ->
              "By the coordinates: ∂ap/∂p = 2(p − a), ∂an/∂n = 2(n − a), and by the anchor minus both;"
                  + " second derivatives of a squared distance are 2.";
          default -> "";
        };
    return words.isEmpty() ? "" : LossPage.plain(words) + "\n\n";
  }
}
