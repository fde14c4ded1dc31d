package ridgepoint.host;

import ridgepoint.fidelity.CostModels;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Softmax;
import ridgepoint.pipeline.Totals;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;

/**
 * Rates of one core in a few tiles of kernels whose data stays in its own caches: what a model of
 * the machine takes as given, while sizes, levels of memory and the number of cores are its own.
 *
 * @param multiplyAdds per second in a block of many rows, packing not counted
 * @param thinMultiplyAdds per second in a product of one row
 * @param thinOutputSeconds an output of such a product takes beside them
 * @param packingSeconds an element of a product's right operand takes
 * @param vectorOperations per second of element-wise steps and reductions
 * @param exponentials per second
 */
record KernelRates(
    double multiplyAdds,
    double thinMultiplyAdds,
    double thinOutputSeconds,
    double packingSeconds,
    double vectorOperations,
    double exponentials) {
  private static final Format FP32 = Format.of(DataType.FP32);
  private static final int MANY_ROWS = 234;
  private static final int FEW_ROWS = 18;
  private static final int COLUMNS = 512;
  private static final int DEPTH = 256;
  private static final int THIN_COLUMNS = 192;
  private static final int SHORT_DEPTH = 32;
  private static final int ROWS = 32;
  private static final int ROW = 2048;

  /**
   * @param launchSeconds of a program, which is not counted
   */
  static KernelRates measure(double launchSeconds) {
    double many = seconds(product(MANY_ROWS, COLUMNS)) - launchSeconds;
    double few = seconds(product(FEW_ROWS, COLUMNS)) - launchSeconds;
    double perRow = (many - few) / (MANY_ROWS - FEW_ROWS);
    double thin = seconds(product(1, THIN_COLUMNS)) - launchSeconds;
    double shorter = seconds(product(1, THIN_COLUMNS, SHORT_DEPTH)) - launchSeconds;
    double perDepth = (thin - shorter) / (DEPTH - SHORT_DEPTH);
    Operator norm = new Norm(Norm.Type.RMS, ROWS, ROW, false, FP32, FP32);
    double vector = totals(norm).vectorOperations() / (seconds(norm) - launchSeconds);
    Operator softmax = new Softmax(ROWS, ROW, FP32);
    Totals ofSoftmax = totals(softmax);
    double exponentialSeconds =
        seconds(softmax) - launchSeconds - ofSoftmax.vectorOperations() / vector;
    return new KernelRates(
        (double) COLUMNS * DEPTH / perRow,
        THIN_COLUMNS / perDepth,
        Math.max(0, shorter - SHORT_DEPTH * perDepth) / THIN_COLUMNS,
        Math.max(0, few - FEW_ROWS * perRow) / ((double) COLUMNS * DEPTH),
        vector,
        ofSoftmax.specialOperations() / Math.max(exponentialSeconds, Double.MIN_NORMAL));
  }

  private static Operator product(int rows, int columns) {
    return product(rows, columns, DEPTH);
  }

  private static Operator product(int rows, int columns, int depth) {
    return Gemm.linear(rows, depth, columns, FP32, FP32, DataType.FP32);
  }

  private static Tiling tiling(Operator operator) {
    return KernelLibrary.kernelFor(operator).defaultTiling();
  }

  private static Totals totals(Operator operator) {
    return Totals.of(CostModels.record(operator, tiling(operator)));
  }

  private static double seconds(Operator operator) {
    TileProgram program = KernelLibrary.kernelFor(operator).program(tiling(operator));
    Tensor[] tensors = RandomTensors.of(program);
    return Repetition.bestSeconds(() -> FunctionalMachine.run(program, 1, tensors));
  }
}
