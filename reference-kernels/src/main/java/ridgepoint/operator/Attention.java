package ridgepoint.operator;

import static ridgepoint.operator.Shapes.notNegative;
import static ridgepoint.operator.Shapes.positive;

import java.util.Locale;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;

/**
 * Softmax(Q K^T) V for a batch of sequences, as one fused operator.
 *
 * <p>Shapes: Q [batch, heads, queryLength, queryKeyDim]; K [batch, kvHeads, keyLength,
 * queryKeyDim]; V [batch, kvHeads, keyLength, valueDim]; output [batch, heads, queryLength,
 * valueDim]. The last query sees the last key; MHA has kvHeads = heads, MQA and absorbed MLA have
 * kvHeads = 1.
 *
 * @param keyLength all keys that exist: cached ones plus those of the queries themselves
 * @param window keys a query sees, itself included; 0 for all
 * @param sinkTokens first tokens that a window never drops (StreamingLLM)
 * @param causal whether a query is barred from keys after its own position
 * @param sharedKeyValue whether V is the first {@code valueDim} columns of K, as in absorbed MLA:
 *     it is then read once
 * @param keyValueRole role of K and V: the KV cache, or activations when nothing is cached
 *     (encoders)
 * @param algorithm how it is computed, which decides what is materialised
 */
public record Attention(
    long batch,
    long queryLength,
    long keyLength,
    int heads,
    int kvHeads,
    int queryKeyDim,
    int valueDim,
    long window,
    long sinkTokens,
    boolean causal,
    boolean sharedKeyValue,
    Format activation,
    Format keyValue,
    Role keyValueRole,
    DataType computeType,
    Algorithm algorithm)
    implements Operator {

  /** How attention is computed. */
  public enum Algorithm {
    /** One pass over key blocks with an online softmax (Dao 2022, 2023); scores stay on chip. */
    FLASH,
    /**
     * As FLASH, with the keys split over several workers and a final merge (Flash-Decoding 2023).
     */
    FLASH_SPLIT_KV
  }

  /** Vector operations per visible score: scale, maximum, subtract, sum. */
  private static final double VECTOR_OPERATIONS_PER_SCORE = 4;

  public Attention {
    positive("batch", batch);
    positive("queryLength", queryLength);
    positive("keyLength", keyLength);
    positive("heads", heads);
    positive("kvHeads", kvHeads);
    positive("queryKeyDim", queryKeyDim);
    positive("valueDim", valueDim);
    notNegative("window", window);
    notNegative("sinkTokens", sinkTokens);
    if (heads % kvHeads != 0) {
      throw new IllegalArgumentException("kvHeads " + kvHeads + " must divide heads " + heads);
    }
    if (causal && queryLength > keyLength) {
      throw new IllegalArgumentException(
          "causal attention needs keyLength >= queryLength, got "
              + keyLength
              + " < "
              + queryLength);
    }
  }

  /** The same over all keys that exist. */
  public Attention withoutWindow() {
    return new Attention(
        batch,
        queryLength,
        keyLength,
        heads,
        kvHeads,
        queryKeyDim,
        valueDim,
        0,
        0,
        causal,
        sharedKeyValue,
        activation,
        keyValue,
        keyValueRole,
        computeType,
        algorithm);
  }

  /** Query-key pairs one head computes, exactly: masked pairs are not counted. */
  public double visiblePairs() {
    if (!causal) {
      return (double) queryLength * keyLength;
    }
    long first = keyLength - queryLength + 1;
    return window == 0
        ? arithmeticSum(first, keyLength)
        : windowedPairs(first, keyLength, window + sinkTokens);
  }

  /** Sum over v in [first, last] of min(v, limit). */
  private static double windowedPairs(long first, long last, long limit) {
    if (last <= limit) {
      return arithmeticSum(first, last);
    }
    if (first >= limit) {
      return (double) (last - first + 1) * limit;
    }
    return arithmeticSum(first, limit) + (double) (last - limit) * limit;
  }

  private static double arithmeticSum(long first, long last) {
    return (double) (last - first + 1) * (first + last) / 2.0;
  }

  /** Keys that at least one query sees. */
  public long visibleKeys() {
    if (!causal || window == 0) {
      return keyLength;
    }
    return Math.min(keyLength, sinkTokens + window + queryLength - 1);
  }

  @Override
  public Work work() {
    double pairs = (double) batch * heads * visiblePairs();
    double queries = (double) batch * heads * queryLength;
    double keys = (double) batch * kvHeads * visibleKeys();
    double keyValueWidth = sharedKeyValue ? queryKeyDim : queryKeyDim + valueDim;
    Bytes read =
        Bytes.activation(activation.bytes(queries * queryKeyDim))
            .plus(Bytes.of(keyValueRole, keyValue.bytes(keys * keyValueWidth)));
    return new Work(
        2.0 * pairs * (queryKeyDim + valueDim),
        computeType,
        VECTOR_OPERATIONS_PER_SCORE * pairs + queries * valueDim,
        pairs,
        read,
        Bytes.activation(activation.bytes(queries * valueDim)));
  }

  @Override
  public String kind() {
    return "attention";
  }

  @Override
  public String shape() {
    String dims = queryKeyDim == valueDim ? "d" + valueDim : "d" + queryKeyDim + "/" + valueDim;
    String seen = window == 0 ? "" : " w" + window;
    return String.format(
        Locale.ROOT,
        "b%d q%d kv%d h%d/%d %s%s",
        batch,
        queryLength,
        keyLength,
        heads,
        kvHeads,
        dims,
        seen);
  }
}
