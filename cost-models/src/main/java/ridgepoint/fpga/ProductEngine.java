package ridgepoint.fpga;

import ridgepoint.hardware.Architecture;
import ridgepoint.tile.Recording.Use;

/**
 * An array of multiply-adds that streams, summed by adder trees, in two modes (as in FlightLLM,
 * Zeng, FPGA 2024). Matrix times matrix: each cycle {@code tokens} rows of the left operand meet
 * {@code rows} elements along k of {@code columns} outputs, the weights shared by the tokens.
 * Vector times matrix: one row meets {@code vectorRows} elements of {@code vectorColumns} outputs.
 */
record ProductEngine(int tokens, int rows, int columns, int vectorRows, int vectorColumns) {

  static ProductEngine of(Architecture.FpgaDesign design) {
    Architecture.FpgaDataflow dataflow = design.dataflow();
    return new ProductEngine(
        dataflow.tokens(),
        design.processingElementRows(),
        design.processingElementColumns(),
        dataflow.vectorRows(),
        dataflow.vectorColumns());
  }

  /** Multiply-adds a cycle in the mode that has most. */
  double multiplyAdds() {
    return (double) tokens * rows * columns;
  }

  /** Cycles of [m,k] by [k,n], operands and results streaming, in the mode that is faster. */
  double cycles(double m, double n, double k) {
    double together = Math.ceil(m / tokens) * Math.ceil(k / rows) * Math.ceil(n / columns);
    double oneByOne = m * Math.ceil(k / vectorRows) * Math.ceil(n / vectorColumns);
    return Math.min(together, oneByOne);
  }

  /** Of a step, both products of attention included. */
  double cycles(Use use) {
    double one = 2.0 * use.matrixRows() * use.matrixColumns() * use.matrixDepth();
    if (one == 0) {
      return 0;
    }
    double products = use.executedMatrixOperations() / one;
    return products * cycles(use.matrixRows(), use.matrixColumns(), use.matrixDepth());
  }
}
