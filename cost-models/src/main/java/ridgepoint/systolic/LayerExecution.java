package ridgepoint.systolic;

import ridgepoint.hardware.Architecture.Dataflow;

/**
 * Real numbers through the folds that are timed: every word that a fold reads has a value by its
 * address, every processing element multiplies and adds in fp32 in the order in which its operands
 * pass it, and partial sums of folds along the depth are added in the order of folds.
 */
public final class LayerExecution {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final int MANTISSA_BITS = 24;

  private final Layer layer;
  private final Machine machine;

  public LayerExecution(Layer layer, Machine machine) {
    this.layer = layer;
    this.machine = machine;
  }

  /**
   * What came out of the array.
   *
   * @param outputs how many
   * @param sum of all outputs
   * @param largestError of an output, over the largest output in double precision
   */
  public record Result(long outputs, double sum, double largestError) {}

  /** Computes all outputs and holds them against double precision. */
  public Result result() {
    float[] outputs = new float[Math.toIntExact((long) layer.batches() * layer.m() * layer.n())];
    for (Fold fold : Fold.of(layer, machine)) {
      multiply(fold, outputs);
    }
    return check(outputs);
  }

  /** Every processing element of a fold does all steps that stream past it. */
  private void multiply(Fold fold, float[] outputs) {
    Dataflow dataflow = machine.dataflow();
    for (int row = 0; row < fold.rowsUsed(); row++) {
      for (int column = 0; column < fold.columnsUsed(); column++) {
        for (int step = 0; step < Fold.streamed(layer, machine); step++) {
          int alongRows = fold.firstRow() + row;
          int alongColumns = fold.firstColumn() + column;
          switch (dataflow) {
            case OUTPUT_STATIONARY -> add(outputs, fold.batch(), alongRows, alongColumns, step);
            case WEIGHT_STATIONARY -> add(outputs, fold.batch(), step, alongColumns, alongRows);
            case INPUT_STATIONARY -> add(outputs, fold.batch(), alongColumns, step, alongRows);
          }
        }
      }
    }
  }

  private void add(float[] outputs, int batch, int m, int n, int k) {
    int at = (batch * layer.m() + m) * layer.n() + n;
    outputs[at] += input(batch, m, k) * weight(batch, k, n);
  }

  private Result check(float[] outputs) {
    double largest = 0;
    double error = 0;
    int at = 0;
    for (int batch = 0; batch < layer.batches(); batch++) {
      for (int m = 0; m < layer.m(); m++) {
        for (int n = 0; n < layer.n(); n++) {
          double exact = 0;
          for (int k = 0; k < layer.k(); k++) {
            exact += (double) input(batch, m, k) * weight(batch, k, n);
          }
          largest = Math.max(largest, Math.abs(exact));
          error = Math.max(error, Math.abs(outputs[at++] - exact));
        }
      }
    }
    double sum = 0;
    for (float output : outputs) {
      sum += output;
    }
    return new Result(outputs.length, sum, largest == 0 ? error : error / largest);
  }

  private float input(int batch, int m, int k) {
    long address = layer.inputAddress(m, k);
    return address == Layer.NOWHERE ? 0 : number(batch * layer.inputWords() + address);
  }

  private float weight(int batch, int k, int n) {
    return number(~(((long) batch * layer.k() + k) * layer.n() + n));
  }

  /** Between -1 and 1, by address (Steele, OOPSLA 2014: splitmix). */
  private static float number(long address) {
    long mixed = (address + 1) * GOLDEN_RATIO;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (float) (mixed >> (Long.SIZE - MANTISSA_BITS)) / (1 << (MANTISSA_BITS - 1));
  }
}
