package ridgepoint.oracle;

/** Softmax over rows: exp(x_i - max) / sum of exp(x_j - max). */
public final class SoftmaxOracle {
  private SoftmaxOracle() {}

  public static double[] softmax(int rows, int columns, double[] x) {
    double[] y = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        max = Math.max(max, x[row * columns + j]);
      }
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += Math.exp(x[row * columns + j] - max);
      }
      for (int j = 0; j < columns; j++) {
        y[row * columns + j] = Math.exp(x[row * columns + j] - max) / sum;
      }
    }
    return y;
  }
}
