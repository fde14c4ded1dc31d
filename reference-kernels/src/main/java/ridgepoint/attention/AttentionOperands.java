package ridgepoint.attention;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;
import ridgepoint.tile.Operand;

/**
 * The tensors of attention, one matrix per sequence and key-value head. Rows of queries and outputs
 * are the heads that share keys, one after another, each with its queries in order.
 *
 * @param value the keys themselves where values are their first columns
 * @param partialOutput unnormalised sums per split, null when keys are not split
 * @param partialMaximum running maxima per split
 * @param partialSum sums of exponentials per split
 */
record AttentionOperands(
    List<Operand> all,
    Operand query,
    Operand key,
    Operand value,
    Operand output,
    Operand partialOutput,
    Operand partialMaximum,
    Operand partialSum) {

  static AttentionOperands of(Attention attention, int splits) {
    long batches = attention.batch() * attention.kvHeads();
    long rows = attention.heads() / attention.kvHeads() * attention.queryLength();
    long keys = attention.keyLength();
    int queryKeyDim = attention.queryKeyDim();
    int valueDim = attention.valueDim();
    Format activation = attention.activation();
    Format keyValue = attention.keyValue();
    Role cache = attention.keyValueRole();
    List<Operand> all = new ArrayList<>(7);
    Operand query = add(all, "query", Role.ACTIVATION, activation, batches, rows, queryKeyDim);
    Operand key = add(all, "key", cache, keyValue, batches, keys, queryKeyDim);
    Operand value =
        attention.sharedKeyValue()
            ? key
            : add(all, "value", cache, keyValue, batches, keys, valueDim);
    Operand output = add(all, "output", Role.ACTIVATION, activation, batches, rows, valueDim);
    if (splits == 1) {
      return new AttentionOperands(List.copyOf(all), query, key, value, output, null, null, null);
    }
    Format fp32 = Format.of(DataType.FP32);
    long parts = batches * splits;
    Operand sums = add(all, "partial output", Role.ACTIVATION, fp32, parts, rows, valueDim);
    Operand maxima = add(all, "partial maximum", Role.ACTIVATION, fp32, parts, rows, 1);
    Operand totals = add(all, "partial sum", Role.ACTIVATION, fp32, parts, rows, 1);
    return new AttentionOperands(List.copyOf(all), query, key, value, output, sums, maxima, totals);
  }

  private static Operand add(
      List<Operand> to, String name, Role role, Format format, long batches, long rows, long cols) {
    Operand operand = new Operand(to.size(), name, role, format, batches, rows, cols);
    to.add(operand);
    return operand;
  }
}
