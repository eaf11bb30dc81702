package org.surprisal.loss;

import java.util.List;
import java.util.Map;

/** What losses compute that are a procedure, so that no formula of theirs can be printed. */
final class PageProcedures {
  private static final String CUMULATIVE = "cumulative_link";

  private record Step(String words, List<String> formulas) {}

  private static final Map<String, Step> STEPS =
      Map.ofEntries(
          Map.entry(
              "sparsemax",
              new Step(
                  "p is the distribution nearest to z, S the classes it keeps and τ its threshold, p_j ="
                      + " max(0, z_j − τ). A row of class y costs ℓ; a soft target Ω*(z) + Ω(t) − ⟨z, t⟩ with"
                      + " Ω(p) = (‖p‖² − 1)/2.",
                  List.of(
                      "\\ell = -z_y + \\frac{1}{2} \\sum_{j \\in S} \\left(z_j^2 - \\tau^2\\right) +"
                          + " \\frac{1}{2}",
                      "\\frac{\\partial \\ell}{\\partial z_j} = p_j - t_j",
                      "\\frac{\\partial^2 \\ell}{\\partial z_j^2} = \\begin{cases} 1 - 1/|S| & \\text{if }"
                          + " j \\in S \\\\ 0 & \\text{otherwise}\\end{cases}"))),
          Map.entry(
              "entmax",
              new Step(
                  "p is the distribution that maximises ⟨p, z⟩ − Ω(p), and s_j = p_j^(2 − α) where p_j >"
                      + " 0, else 0.",
                  List.of(
                      "\\Omega(p) = \\frac{\\sum_j p_j^{\\alpha} - 1}{\\alpha \\left(\\alpha - 1\\right)}"
                          + " \\qquad \\ell = \\Omega^*(z) + \\Omega(t) - \\sum_j z_j t_j",
                      "\\frac{\\partial \\ell}{\\partial z_j} = p_j - t_j",
                      "\\frac{\\partial^2 \\ell}{\\partial z_j^2} = s_j - \\frac{s_j^2}{\\sum_k s_k}"))),
          Map.entry(
              "zero_one",
              new Step(
                  "The class of the largest score, the lowest index at a tie, is right or wrong. There is"
                      + " no gradient to learn from, and asking for it is an error.",
                  List.of(
                      "\\ell = \\begin{cases} 0 & \\text{if } \\arg\\max_j z_j = y \\\\ 1 &"
                          + " \\text{otherwise}\\end{cases}"))),
          Map.entry(
              "info_nce",
              new Step(
                  "s_ij is the cosine of a_i and v_j, or their dot product. Row i costs ℓ_i.",
                  List.of(
                      "\\ell_i = -\\ln \\frac{e^{s_{ii}/\\tau}}{\\sum_j e^{s_{ij}/\\tau}}",
                      "\\frac{\\partial \\ell_i}{\\partial s_{ij}} = \\frac{p_{ij} - [i = j]}{\\tau} \\qquad"
                          + " \\frac{\\partial^2 \\ell_i}{\\partial s_{ij}^2} = \\frac{p_{ij} \\left(1 -"
                          + " p_{ij}\\right)}{\\tau^2} \\qquad p_{ij} ="
                          + " \\frac{e^{s_{ij}/\\tau}}{\\sum_k e^{s_{ik}/\\tau}}"))),
          Map.entry(
              "nt_xent",
              new Step(
                  "s_ij is the cosine of two embeddings, and j is the other view of i's group. Row i costs"
                      + " ℓ_i.",
                  List.of(
                      "\\ell_i = -\\ln \\frac{e^{s_{ij}/\\tau}}{\\sum_{k \\ne i} e^{s_{ik}/\\tau}}",
                      "\\frac{\\partial \\ell_i}{\\partial s_{ik}} = \\frac{p_{ik} - [k = j]}{\\tau} \\qquad"
                          + " \\frac{\\partial^2 \\ell_i}{\\partial s_{ik}^2} = \\frac{p_{ik} \\left(1 -"
                          + " p_{ik}\\right)}{\\tau^2}"))),
          Map.entry(
              "clip",
              new Step(
                  "s_ij is the cosine of a_i and b_j. Row i costs ℓ_i: half of the cross-entropy of row i of"
                      + " the matrix and half of that of column i.",
                  List.of(
                      "\\ell_i = -\\frac{1}{2} \\ln \\frac{e^{s_{ii}/\\tau}}{\\sum_j e^{s_{ij}/\\tau}} -"
                          + " \\frac{1}{2} \\ln \\frac{e^{s_{ii}/\\tau}}{\\sum_j e^{s_{ji}/\\tau}}",
                      "\\frac{\\partial}{\\partial s_{ij}} \\sum_k \\ell_k = \\frac{p_{ij} + q_{ij} - 2 [i ="
                          + " j]}{2 \\tau} \\qquad p_{ij} = \\frac{e^{s_{ij}/\\tau}}{\\sum_k"
                          + " e^{s_{ik}/\\tau}} \\qquad q_{ij} = \\frac{e^{s_{ij}/\\tau}}{\\sum_k"
                          + " e^{s_{kj}/\\tau}}"))),
          Map.entry(
              "elbo",
              new Step(
                  "ρ is the reconstruction loss of each of the D targets, s = ln σ², λ the free bits of a"
                      + " dimension. Where the divergence of a dimension is at most λ, its derivatives are 0.",
                  List.of(
                      "\\ell = \\sum_{i=1}^{D} \\rho(z_i, y_i) + \\beta \\sum_{j=1}^{d} \\max\\left(\\lambda,"
                          + " \\frac{\\mu_j^2 + e^{s_j} - 1 - s_j}{2}\\right)",
                      "\\frac{\\partial \\ell}{\\partial \\mu_j} = \\beta \\mu_j \\qquad \\frac{\\partial"
                          + " \\ell}{\\partial s_j} = \\beta \\frac{e^{s_j} - 1}{2}",
                      "\\frac{\\partial^2 \\ell}{\\partial \\mu_j^2} = \\beta \\qquad \\frac{\\partial^2"
                          + " \\ell}{\\partial s_j^2} = \\beta \\frac{e^{s_j}}{2}"))),
          Map.entry(
              "wasserstein_1d",
              new Step(
                  "Both samples are sorted; with n points each, the k-th smallest meet. Samples of unequal"
                      + " length or weight are compared by their quantile functions.",
                  List.of(
                      "\\ell = \\frac{1}{n} \\sum_k \\left|x_{(k)} - y_{(k)}\\right|^p \\qquad \\ell ="
                          + " \\int_0^1 \\left|F_x^{-1}(u) - F_y^{-1}(u)\\right|^p du",
                      "\\frac{\\partial \\ell}{\\partial x_{(k)}} = \\frac{p}{n} \\left|d_k\\right|^{p - 1}"
                          + " \\mathrm{sign}\\left(d_k\\right) \\qquad \\frac{\\partial^2 \\ell}{\\partial"
                          + " x_{(k)}^2} = \\frac{p \\left(p - 1\\right)}{n} \\left|d_k\\right|^{p - 2}"
                          + " \\qquad d_k = x_{(k)} - y_{(k)}"))),
          Map.entry(
              "sinkhorn",
              new Step(
                  "Π carries the mass a of the points x to the mass b of the points y at cost C_ij = ‖x_i −"
                      + " y_j‖^p; f and g are the potentials of the optimum.",
                  List.of(
                      "\\ell = \\min_{\\Pi 1 = a, \\, \\Pi^T 1 = b} \\sum_{ij} \\Pi_{ij} C_{ij} +"
                          + " \\varepsilon \\sum_{ij} \\Pi_{ij} \\ln \\frac{\\Pi_{ij}}{a_i b_j} = \\sum_i f_i"
                          + " a_i + \\sum_j g_j b_j",
                      "\\frac{\\partial \\ell}{\\partial x_i} = \\sum_j \\Pi_{ij} \\frac{\\partial"
                          + " C_{ij}}{\\partial x_i}"))),
          Map.entry(
              CUMULATIVE,
              new Step(
                  "F is the logistic function, the normal distribution function (probit) or 1 − exp(−e^x)"
                      + " (cloglog), a row has class k, u = θ_{k+1} − z and l = θ_k − z; θ_0 = −∞ and θ_K = ∞. A"
                      + " soft target mixes its classes. It is computed without the cancellation that the"
                      + " difference shows.",
                  List.of(
                      "\\ell = -\\ln\\left(F(u) - F(l)\\right)",
                      "\\frac{\\partial \\ell}{\\partial u} = -\\frac{F'(u)}{F(u) - F(l)} \\qquad"
                          + " \\frac{\\partial \\ell}{\\partial l} = \\frac{F'(l)}{F(u) - F(l)} \\qquad"
                          + " \\frac{\\partial \\ell}{\\partial z} = \\frac{F'(u) - F'(l)}{F(u) - F(l)}",
                      "\\frac{\\partial^2 \\ell}{\\partial z^2} = \\left(\\frac{F'(u) - F'(l)}{F(u) -"
                          + " F(l)}\\right)^2 - \\frac{F''(u) - F''(l)}{F(u) - F(l)}"))));

  private PageProcedures() {}

  /** Whether this says better what is computed than the formula does, or there is none. */
  static boolean has(String loss, Definition definition) {
    return !definition.hasFormula() || loss.equals(CUMULATIVE);
  }

  static String of(String loss) {
    Step step = STEPS.get(loss);
    if (step == null) {
      return "It is a procedure and no formula; the title says what it computes.\n\n";
    }
    StringBuilder text = new StringBuilder(LossPage.plain(step.words)).append("\n\n");
    step.formulas.forEach(formula -> text.append(PageFormulas.math(formula)));
    return text.toString();
  }
}
