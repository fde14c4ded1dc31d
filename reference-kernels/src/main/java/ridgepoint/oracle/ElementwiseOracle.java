package ridgepoint.oracle;

import ridgepoint.number.DataType;
import ridgepoint.operator.Elementwise;

/** The element functions by their definitions. */
public final class ElementwiseOracle {
  private ElementwiseOracle() {}

  /**
   * One element of a function.
   *
   * @param x first input
   * @param y second input of functions that have two
   * @param parameter factor of SCALE, cap of SOFT_CAP, mix of LERP and LERP_BY; the scale that a
   *     quantised element stands for
   */
  public static double apply(Elementwise.Function function, double x, double y, double parameter) {
    return switch (function) {
      case ADD -> x + y;
      case MULTIPLY -> x * y;
      case RELU -> Math.max(x, 0);
      case SQUARED_RELU -> Math.max(x, 0) * Math.max(x, 0);
      case SIGMOID -> sigmoid(x);
      case SILU -> x * sigmoid(x);
      case TANH -> Math.tanh(x);
      case GELU -> gelu(x);
      case SILU_MULTIPLY -> x * sigmoid(x) * y;
      case GELU_MULTIPLY -> gelu(x) * y;
      case GELU_EXACT -> exactGelu(x);
      case GELU_EXACT_MULTIPLY -> exactGelu(x) * y;
      case NEGATED_EXPONENTIAL -> -Math.exp(x);
      case NEGATED_SOFTPLUS -> -Math.log1p(Math.exp(x));
      case LERP, LERP_BY -> x + (y - x) * parameter;
      case SOFT_CAP -> parameter * Math.tanh(x / parameter);
      case SCALE, DEQUANTIZE -> x * parameter;
      case COPY -> x;
      case QUANTIZE -> x / parameter;
    };
  }

  private static double exactGelu(double x) {
    return 0.5 * x * (1 + errorFunction(x / Math.sqrt(2)));
  }

  /** Sum of positive terms only (Abramowitz and Stegun 1964, 7.1.6). */
  private static double errorFunction(double x) {
    if (Math.abs(x) > 7) {
      return Math.signum(x);
    }
    double term = x;
    double sum = 0;
    for (int n = 1; Math.abs(term) > 1e-18; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The tanh form of GELU (Hendrycks 2016). */
  private static double gelu(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /**
   * The scales of symmetric quantisation: for every row of every group of columns the largest
   * magnitude over {@code largestCode}; 1 where all elements are zero.
   */
  public static double[] scales(
      int rows, int columns, int groupSize, double largestCode, double[] x) {
    int groups = (columns + groupSize - 1) / groupSize;
    double[] scales = new double[rows * groups];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        int at = row * groups + j / groupSize;
        scales[at] = Math.max(scales[at], Math.abs(x[row * columns + j]) / largestCode);
      }
    }
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scales[i] == 0 ? 1 : scales[i];
    }
    return scales;
  }

  /** Largest number of a type that symmetric quantisation uses, which is as large below zero. */
  static double largestCode(DataType type) {
    return switch (type) {
      case FP8_E4M3 -> 448;
      case FP8_E5M2 -> 57344;
      case FP4_E2M1 -> 6;
      default -> Math.pow(2, type.bits() - 1) - 1;
    };
  }
}
