package ridgepoint.npu;

import java.util.List;
import ridgepoint.hardware.Architecture.Dataflow;

/**
 * Cycles and operand traffic of one systolic array of {@code rows} x {@code columns} processing
 * elements that multiplies [m,k] by [k,n].
 *
 * <p>The product is folded over the array: the stationary operand takes two of the three dimensions
 * and the third streams through. Without prefetch a fold costs what SCALE-Sim counts (Samajdar,
 * ISPASS 2020): filling, streaming and draining, one after the other. With prefetch the next
 * stationary tile shifts in behind the one in use (Jouppi, ISCA 2017), so a fold costs the longer
 * of streaming and filling, and only the first fill and the last drain show. Stationary outputs are
 * likewise shifted out of a second set of accumulators while the next fold streams.
 */
public record SystolicArray(int rows, int columns, Dataflow dataflow, boolean prefetches) {

  /** This array, then at half the rows and twice the columns, and the reverse. */
  List<SystolicArray> reshaped() {
    return List.of(
        this,
        new SystolicArray(rows / 2, 2 * columns, dataflow, prefetches),
        new SystolicArray(2 * rows, columns / 2, dataflow, prefetches));
  }

  /** Cycles of a product, from the first operand at the edge to the last result out of it. */
  public double cycles(double m, double n, double k) {
    double first = streamed(m, n, k) + skewCycles();
    return first + (folds(m, n, k) - 1) * cyclesPerFold(m, n, k);
  }

  /** What one more fold costs when folds follow one another. */
  double cyclesPerFold(double m, double n, double k) {
    double streamed = streamed(m, n, k);
    return prefetches ? Math.max(streamed, rows) : streamed + skewCycles();
  }

  /**
   * Cycles per fold beyond streaming: operands enter skewed by a row or column each, and a
   * stationary operand is shifted in first.
   */
  public double skewCycles() {
    int skew = rows + columns - 2;
    return dataflow == Dataflow.OUTPUT_STATIONARY ? skew : rows + skew;
  }

  boolean keepsOutputs() {
    return dataflow == Dataflow.OUTPUT_STATIONARY;
  }

  /** How often the array is filled anew. */
  double folds(double m, double n, double k) {
    return switch (dataflow) {
      case OUTPUT_STATIONARY -> Math.ceil(m / rows) * Math.ceil(n / columns);
      case WEIGHT_STATIONARY -> Math.ceil(k / rows) * Math.ceil(n / columns);
      case INPUT_STATIONARY -> Math.ceil(k / rows) * Math.ceil(m / columns);
    };
  }

  /**
   * How often each of some arrays is filled anew that share the folds of products.
   *
   * @param inTurn whether one product ends before the next begins
   */
  double rounds(double products, double m, double n, double k, int arrays, boolean inTurn) {
    return inTurn
        ? products * Math.ceil(folds(m, n, k) / arrays)
        : Math.ceil(products * folds(m, n, k) / arrays);
  }

  private double streamed(double m, double n, double k) {
    return switch (dataflow) {
      case OUTPUT_STATIONARY -> k;
      case WEIGHT_STATIONARY -> m;
      case INPUT_STATIONARY -> n;
    };
  }

  /** Elements of the left operand read from the scratchpad. */
  public double leftReads(double m, double n, double k) {
    return dataflow == Dataflow.INPUT_STATIONARY ? m * k : Math.ceil(n / columns) * m * k;
  }

  /** Elements of the right operand read from the scratchpad. */
  public double rightReads(double m, double n, double k) {
    return switch (dataflow) {
      case OUTPUT_STATIONARY -> Math.ceil(m / rows) * k * n;
      case WEIGHT_STATIONARY -> k * n;
      case INPUT_STATIONARY -> Math.ceil(m / columns) * k * n;
    };
  }

  /** Partial sums written to the accumulators. */
  public double outputWrites(double m, double n, double k) {
    return dataflow == Dataflow.OUTPUT_STATIONARY ? m * n : Math.ceil(k / rows) * m * n;
  }
}
