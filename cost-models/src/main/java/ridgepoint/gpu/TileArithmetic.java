package ridgepoint.gpu;

import ridgepoint.operator.Gemm;

/** What the units of an SM compute for a tile of a product, estimated. */
final class TileArithmetic {
  /** Operands of so few bits have scales. */
  private static final int SCALED_BITS = 8;

  /** Rows and columns that matrix instructions compute together. */
  private static final int GRANULE = 8;

  private final GpuParameters parameters;
  private final double productSeconds;
  private final double conversionSeconds;
  private final double scalingSeconds;

  /**
   * @param units that compute the tile together
   * @param rows of the tile within the product
   */
  TileArithmetic(
      GpuParameters parameters,
      GemmRates rates,
      Gemm gemm,
      int units,
      double rows,
      double columns) {
    this.parameters = parameters;
    double paddedRows = Math.ceil(rows / GRANULE) * GRANULE;
    double paddedColumns = Math.ceil(columns / GRANULE) * GRANULE;
    double efficiency =
        parameters.matrixEfficiency()
            / (1 + parameters.operandLimit() * (1 / paddedRows + 1 / paddedColumns));
    productSeconds =
        2
            * paddedRows
            * paddedColumns
            * gemm.density()
            / (units * rates.unitOperationsPerSecond() * efficiency);
    double converted =
        (gemm.left().type() == gemm.computeType() ? 0 : rows)
            + (gemm.right().type() == gemm.computeType() ? 0 : columns * gemm.density());
    conversionSeconds = converted / rates.convertedPerSecond();
    scalingSeconds = scales(gemm) * rows * columns / rates.vectorOperationsPerSecond();
  }

  /** Scales that each element of the result is multiplied by. */
  private static int scales(Gemm gemm) {
    return gemm.computeType().bits() > SCALED_BITS
        ? 0
        : (gemm.left().isGrouped() ? 0 : 1) + (gemm.right().isGrouped() ? 0 : 1);
  }

  /** Whether results are multiplied by scales. */
  boolean isScaled() {
    return scalingSeconds > 0;
  }

  /**
   * Products beside conversions of operands and scaling of results.
   *
   * @param length elements of k
   * @param whole whether the tile has all of k, so that its result is scaled
   */
  double seconds(double length, boolean whole) {
    double matrix = length * productSeconds;
    double vector = length * conversionSeconds + (whole ? scalingSeconds : 0);
    if (vector == 0) {
      return matrix;
    }
    double p = parameters.waves().unitOverlapExponent();
    return Math.pow(Math.pow(matrix, p) + Math.pow(vector, p), 1 / p);
  }
}
