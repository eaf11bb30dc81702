package org.surprisal.kernel;

/**
 * Solves L δ = r for the Laplacian L of a graph whose edges have the weights W_ik ≥ 0: L_ik = −W_ik
 * off the diagonal and Σ_k W_ik on it.
 *
 * <p>Vertices are eliminated one by one; each leaves new edges between its neighbours. Only
 * positive numbers are added on the way (W. K. Grassmann, M. I. Taksar and D. P. Heyman,
 * "Regenerative analysis and steady state distributions for Markov chains", 1985,
 * doi:10.1287/opre.33.5.1107), so weights of very different size lose no digits. δ is fixed as 0 at
 * the last vertex of each part.
 */
final class PlanFlow {
  private final double[][] weight;
  private final double[] degree;

  /** One vertex for each row of a plan, and one more that damps, to which δ = 0 belongs. */
  PlanFlow(int rows) {
    weight = new double[rows + 1][rows + 1];
    degree = new double[rows + 1];
  }

  /**
   * Sets W_ik = Σ_j plan_ij plan_kj / mass_j. With plan the coupling and mass its column sums, L is
   * then the Jacobian of the row sums when columns are kept, times epsilon. Each vertex i has an
   * edge of weight damping · share_i to the last one, which adds that to the diagonal.
   */
  void couple(double[][] plan, double[] mass, double damping, double[] share) {
    int columns = mass.length;
    double[] part = new double[columns];
    RowSums sums = new RowSums();
    int last = share.length;
    for (int i = 0; i < last; i++) {
      weight[i][last] = damping * share[i];
      weight[last][i] = damping * share[i];
      for (int k = 0; k < i; k++) {
        for (int j = 0; j < columns; j++) {
          part[j] = mass[j] > 0 ? plan[i][j] * (plan[k][j] / mass[j]) : 0;
        }
        weight[i][k] = sums.sum(part, 0, columns);
        weight[k][i] = weight[i][k];
      }
    }
  }

  /** Solves for δ in place, the last element being for the last vertex; uses up the weights. */
  void solve(double[] r) {
    int last = weight.length - 1;
    for (int k = 0; k < last; k++) {
      double[] row = weight[k];
      degree[k] = 0;
      for (int i = k + 1; i <= last; i++) {
        degree[k] += row[i];
      }
      for (int i = k + 1; i <= last && degree[k] > 0; i++) {
        double share = row[i] / degree[k];
        r[i] += share * r[k];
        for (int j = k + 1; j <= last; j++) {
          weight[i][j] = Math.fma(share, row[j], weight[i][j]);
        }
      }
    }
    r[last] = 0;
    for (int k = last - 1; k >= 0; k--) {
      double sum = r[k];
      for (int i = k + 1; i <= last; i++) {
        sum = Math.fma(weight[k][i], r[i], sum);
      }
      r[k] = degree[k] > 0 ? sum / degree[k] : 0;
    }
  }
}
