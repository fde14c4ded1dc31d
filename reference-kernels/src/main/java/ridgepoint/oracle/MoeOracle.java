package ridgepoint.oracle;

/** Mixture-of-experts routing (Shazeer 2017; Fedus 2021), dispatch and combination. */
public final class MoeOracle {
  private MoeOracle() {}

  /**
   * Chosen experts and their weights.
   *
   * @param experts [tokens, topK], best first; of equal experts the lower number comes first
   * @param weights [tokens, topK], each token's summing to 1
   */
  public record Routing(int[] experts, double[] weights) {}

  /** Softmax over all experts, the topK largest probabilities, normalised to sum to 1. */
  public static Routing route(int tokens, int experts, int topK, double[] logits) {
    double[] probability = SoftmaxOracle.softmax(tokens, experts, logits);
    int[] chosen = new int[tokens * topK];
    double[] weights = new double[tokens * topK];
    for (int token = 0; token < tokens; token++) {
      boolean[] taken = new boolean[experts];
      double sum = 0;
      for (int k = 0; k < topK; k++) {
        int best = -1;
        for (int e = 0; e < experts; e++) {
          int at = token * experts;
          if (!taken[e] && (best < 0 || logits[at + e] > logits[at + best])) {
            best = e;
          }
        }
        taken[best] = true;
        chosen[token * topK + k] = best;
        weights[token * topK + k] = probability[token * experts + best];
        sum += weights[token * topK + k];
      }
      for (int k = 0; k < topK; k++) {
        weights[token * topK + k] /= sum;
      }
    }
    return new Routing(chosen, weights);
  }

  /**
   * For every choice [tokens, topK] the row it has when copies of tokens are sorted by expert, in
   * order of tokens within an expert.
   */
  public static int[] positions(int[] experts) {
    int[] position = new int[experts.length];
    for (int i = 0; i < experts.length; i++) {
      for (int j = 0; j < experts.length; j++) {
        if (experts[j] < experts[i] || (experts[j] == experts[i] && j < i)) {
          position[i]++;
        }
      }
    }
    return position;
  }

  /** Copies of x [tokens, columns] at their positions [tokens, topK]. */
  public static double[] dispatch(int columns, int topK, double[] x, int[] positions) {
    double[] rows = new double[positions.length * columns];
    for (int i = 0; i < positions.length; i++) {
      for (int j = 0; j < columns; j++) {
        rows[positions[i] * columns + j] = x[i / topK * columns + j];
      }
    }
    return rows;
  }

  /** Weighted sums of every token's rows. */
  public static double[] combine(
      int columns, int topK, double[] rows, int[] positions, double[] weights) {
    double[] y = new double[positions.length / topK * columns];
    for (int i = 0; i < positions.length; i++) {
      for (int j = 0; j < columns; j++) {
        y[i / topK * columns + j] += weights[i] * rows[positions[i] * columns + j];
      }
    }
    return y;
  }
}
