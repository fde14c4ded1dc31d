package ridgepoint.execution;

import java.util.Comparator;
import java.util.stream.IntStream;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.number.Rounding;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;

/**
 * A weight matrix as a product reads it: rounded or quantised, pruned where it is sparse, with the
 * scales that its format lacks.
 *
 * @param kept the values
 * @param positions which of four neighbours each kept value was; null when nothing is pruned
 * @param columnScales a scale per output for types of eight bits; null when there is none
 */
record StoredWeight(Tensor kept, Tensor positions, Tensor columnScales) {
  private static final Format FP32 = Format.of(DataType.FP32);
  private static final int SPARSE_GROUP = 4;

  /** Codes of two bits are signed. */
  private static final int CODES = 4;

  /**
   * Stores [batches, outputs, inputs].
   *
   * @param right the product's operand; narrower than the inputs when the product is sparse
   * @param scaled whether outputs have scales of their own
   */
  static StoredWeight of(float[] weights, int inputs, Operand right, boolean scaled) {
    float[] values = weights.clone();
    long rows = right.batches() * right.rows();
    Tensor scales = null;
    if (scaled) {
      float[] perRow = scales(values, inputs, right.format().type());
      for (int i = 0; i < values.length; i++) {
        values[i] /= perRow[i / inputs];
      }
      scales = Tensor.of(FP32, right.batches(), 1, right.rows(), perRow);
    }
    if (right.columns() == inputs) {
      return new StoredWeight(tensor(right, values), null, scales);
    }
    int keptPerGroup = (int) (SPARSE_GROUP * right.columns() / inputs);
    float[] kept = new float[(int) (rows * right.columns())];
    float[] positions = new float[kept.length];
    for (int group = 0; group < values.length / SPARSE_GROUP; group++) {
      int[] places = largest(values, group * SPARSE_GROUP, keptPerGroup);
      for (int i = 0; i < keptPerGroup; i++) {
        kept[group * keptPerGroup + i] = values[group * SPARSE_GROUP + places[i]];
        positions[group * keptPerGroup + i] = places[i] < CODES / 2 ? places[i] : places[i] - CODES;
      }
    }
    Tensor index =
        Tensor.of(
            Format.of(DataType.INT2), right.batches(), right.rows(), right.columns(), positions);
    return new StoredWeight(tensor(right, kept), index, scales);
  }

  private static Tensor tensor(Operand operand, float[] values) {
    return Tensor.of(
        operand.format(), operand.batches(), operand.rows(), operand.columns(), values);
  }

  /** Places of the values of largest magnitude among four, in order (magnitude pruning). */
  private static int[] largest(float[] values, int from, int count) {
    return IntStream.range(0, SPARSE_GROUP)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> -Math.abs(values[from + place])))
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static float[] scales(float[] values, int inputs, DataType type) {
    float[] scales = new float[values.length / inputs];
    for (int i = 0; i < values.length; i++) {
      scales[i / inputs] = Math.max(scales[i / inputs], Math.abs(values[i]));
    }
    double largest = Rounding.largestCode(type);
    for (int row = 0; row < scales.length; row++) {
      scales[row] = scales[row] == 0 ? 1 : (float) (scales[row] / largest);
    }
    return scales;
  }
}
