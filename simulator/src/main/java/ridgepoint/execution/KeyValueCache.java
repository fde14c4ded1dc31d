package ridgepoint.execution;

import java.util.HashMap;
import java.util.Map;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;

/**
 * Keys, values and recurrent states of one model between its passes, per layer and device. Cached
 * rows keep the codes they were stored with.
 */
final class KeyValueCache {
  private final Map<String, Tensor> rows = new HashMap<>();
  private final Map<String, float[][]> states = new HashMap<>();

  /**
   * What an operand holds once new rows are behind the cached ones, and the cache from now on.
   *
   * @param name of the layer's tensor
   * @param added numbers [batches, new rows, columns]
   */
  Tensor extended(String name, int device, Operand operand, float[] added) {
    String key = name + "@" + device;
    Tensor before = rows.get(key);
    int fresh = (int) (added.length / operand.batches() / operand.columns());
    long kept = operand.rows() - fresh;
    Tensor news = Tensor.of(operand.format(), operand.batches(), fresh, operand.columns(), added);
    Tensor after =
        Tensor.zeros(operand.format(), operand.batches(), operand.rows(), operand.columns());
    for (long batch = 0; batch < operand.batches(); batch++) {
      for (long row = 0; row < operand.rows(); row++) {
        if (row < kept) {
          after.copyRow(batch, row, before, batch, row);
        } else {
          after.copyRow(batch, row, news, batch, row - kept);
        }
      }
    }
    rows.put(key, after);
    return after;
  }

  /** A recurrent state per device; zeros before the first token. */
  float[][] state(String name, int devices, int length) {
    return states.computeIfAbsent(name, missing -> new float[devices][length]);
  }

  void keep(String name, float[][] state) {
    states.put(name, state);
  }
}
