package ridgepoint.oracle;

/** Layer normalisation (Ba 2016) and root-mean-square normalisation (Zhang 2019) over rows. */
public final class NormOracle {
  private NormOracle() {}

  /** (x - mean) / sqrt(variance + epsilon) * weight + bias. */
  public static double[] layer(
      int rows, int columns, double[] x, double[] weight, double[] bias, double epsilon) {
    double[] y = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      double mean = 0;
      for (int j = 0; j < columns; j++) {
        mean += x[row * columns + j] / columns;
      }
      double variance = 0;
      for (int j = 0; j < columns; j++) {
        double deviation = x[row * columns + j] - mean;
        variance += deviation * deviation / columns;
      }
      double deviation = Math.sqrt(variance + epsilon);
      for (int j = 0; j < columns; j++) {
        y[row * columns + j] = (x[row * columns + j] - mean) / deviation * weight[j] + bias[j];
      }
    }
    return y;
  }

  /** x / sqrt(mean(x^2) + epsilon) * weight. */
  public static double[] rms(int rows, int columns, double[] x, double[] weight, double epsilon) {
    double[] y = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      double meanSquare = 0;
      for (int j = 0; j < columns; j++) {
        meanSquare += x[row * columns + j] * x[row * columns + j] / columns;
      }
      for (int j = 0; j < columns; j++) {
        y[row * columns + j] = x[row * columns + j] / Math.sqrt(meanSquare + epsilon) * weight[j];
      }
    }
    return y;
  }
}
