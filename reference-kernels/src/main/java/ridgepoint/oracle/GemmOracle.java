package ridgepoint.oracle;

/** Matrix products. */
public final class GemmOracle {
  private GemmOracle() {}

  /** {@code batches} products left [m, k] times transpose(right [n, k]), giving [m, n] each. */
  public static double[] gemm(int batches, int m, int n, int k, double[] left, double[] right) {
    double[] product = new double[batches * m * n];
    for (int batch = 0; batch < batches; batch++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int t = 0; t < k; t++) {
            sum += left[(batch * m + i) * k + t] * right[(batch * n + j) * k + t];
          }
          product[(batch * m + i) * n + j] = sum;
        }
      }
    }
    return product;
  }

  /**
   * Rows of left [rows, k], each times the transposed matrix right[group] [n, k] of its own group.
   *
   * @param groupOfRow which matrix a row is multiplied by
   */
  public static double[] grouped(int n, int k, double[] left, double[] right, int[] groupOfRow) {
    double[] product = new double[groupOfRow.length * n];
    for (int row = 0; row < groupOfRow.length; row++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int t = 0; t < k; t++) {
          sum += left[row * k + t] * right[(groupOfRow[row] * n + j) * k + t];
        }
        product[row * n + j] = sum;
      }
    }
    return product;
  }
}
