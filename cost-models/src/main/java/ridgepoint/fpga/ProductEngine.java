package ridgepoint.fpga;

import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.Use;

/**
 * An engine of {@code rows} x {@code columns} multiply-adds that streams: each cycle one row of the
 * left operand meets {@code rows} elements along k of {@code columns} outputs, summed by adder
 * trees. A matrix-vector product thus uses the whole engine (as in FlightLLM, Zeng, FPGA 2024).
 */
record ProductEngine(int rows, int columns) {

  /** Cycles of [m,k] by [k,n], operands and results streaming. */
  double cycles(double m, double n, double k) {
    return m * Math.ceil(k / rows) * Math.ceil(n / columns);
  }

  /** Of a repeated step, both products of attention included. */
  double cycles(Segment segment) {
    Use use = segment.use();
    double one = 2.0 * use.matrixRows() * use.matrixColumns() * use.matrixDepth();
    if (one == 0) {
      return 0;
    }
    double products = use.executedMatrixOperations() / one;
    return segment.trips()
        * products
        * cycles(use.matrixRows(), use.matrixColumns(), use.matrixDepth());
  }
}
