package ridgepoint.oracle;

/** Choice of the next token. */
public final class SamplingOracle {
  private SamplingOracle() {}

  /** The first of the largest logits of every row. */
  public static int[] greedy(int rows, int vocabulary, double[] logits) {
    int[] chosen = new int[rows];
    for (int row = 0; row < rows; row++) {
      for (int j = 1; j < vocabulary; j++) {
        if (logits[row * vocabulary + j] > logits[row * vocabulary + chosen[row]]) {
          chosen[row] = j;
        }
      }
    }
    return chosen;
  }

  /** Cumulative probabilities of softmax(logits / temperature), [rows, vocabulary]. */
  public static double[] cumulative(int rows, int vocabulary, double[] logits, double temperature) {
    double[] scaled = new double[logits.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = logits[i] / temperature;
    }
    double[] sums = SoftmaxOracle.softmax(rows, vocabulary, scaled);
    for (int row = 0; row < rows; row++) {
      for (int j = 1; j < vocabulary; j++) {
        sums[row * vocabulary + j] += sums[row * vocabulary + j - 1];
      }
    }
    return sums;
  }

  /** Inverse-transform sampling: the first token whose cumulative probability reaches u. */
  public static int[] sample(
      int rows, int vocabulary, double[] logits, double temperature, double[] uniform) {
    double[] sums = cumulative(rows, vocabulary, logits, temperature);
    int[] chosen = new int[rows];
    for (int row = 0; row < rows; row++) {
      int token = 0;
      while (token < vocabulary - 1 && sums[row * vocabulary + token] < uniform[row]) {
        token++;
      }
      chosen[row] = token;
    }
    return chosen;
  }
}
