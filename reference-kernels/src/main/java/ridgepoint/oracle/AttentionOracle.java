package ridgepoint.oracle;

import ridgepoint.operator.Attention;

/**
 * Scaled dot-product attention (Vaswani 2017, equation 1) by its definition: all scores of a query,
 * their softmax, the weighted mean of the values. Grouped heads (Ainslie 2023), windows, sinks
 * (Xiao 2023) and shared keys and values (DeepSeek-V2, absorbed form) follow the operator.
 */
public final class AttentionOracle {
  private AttentionOracle() {}

  /**
   * The output [batch, heads, queryLength, valueDim].
   *
   * @param query [batch, heads, queryLength, queryKeyDim]
   * @param key [batch, kvHeads, keyLength, queryKeyDim]
   * @param value [batch, kvHeads, keyLength, valueDim]; ignored when keys and values are shared
   * @param scale factor of the scores, usually 1 / sqrt(queryKeyDim)
   * @param softCap c of c tanh(score / c) for scaled scores; 0 for none
   */
  public static double[] attention(
      Attention shape, double[] query, double[] key, double[] value, double scale, double softCap) {
    int batches = (int) shape.batch();
    int queries = (int) shape.queryLength();
    int keys = (int) shape.keyLength();
    int keyWidth = shape.queryKeyDim();
    int width = shape.valueDim();
    int headsPerGroup = shape.heads() / shape.kvHeads();
    double[] output = new double[batches * shape.heads() * queries * width];
    for (int batch = 0; batch < batches; batch++) {
      for (int head = 0; head < shape.heads(); head++) {
        int group = batch * shape.kvHeads() + head / headsPerGroup;
        for (int q = 0; q < queries; q++) {
          int row = (batch * shape.heads() + head) * queries + q;
          double[] weights = new double[keys];
          for (int t = 0; t < keys; t++) {
            weights[t] = Double.NEGATIVE_INFINITY;
            if (sees(shape, keys - queries + q, t)) {
              double score = 0;
              for (int d = 0; d < keyWidth; d++) {
                score += query[row * keyWidth + d] * key[(group * keys + t) * keyWidth + d];
              }
              double scaled = score * scale;
              weights[t] = softCap == 0 ? scaled : softCap * Math.tanh(scaled / softCap);
            }
          }
          weights = SoftmaxOracle.softmax(1, keys, weights);
          for (int t = 0; t < keys; t++) {
            for (int d = 0; d < width; d++) {
              double v =
                  shape.sharedKeyValue()
                      ? key[(group * keys + t) * keyWidth + d]
                      : value[(group * keys + t) * width + d];
              output[row * width + d] += weights[t] * v;
            }
          }
        }
      }
    }
    return output;
  }

  /** The same without a cap. */
  public static double[] attention(
      Attention shape, double[] query, double[] key, double[] value, double scale) {
    return attention(shape, query, key, value, scale, 0);
  }

  /** Whether the query at a position of the sequence sees the key at another. */
  private static boolean sees(Attention shape, int query, int key) {
    if (!shape.causal()) {
      return true;
    }
    boolean past = key <= query;
    boolean near = shape.window() == 0 || query - key < shape.window();
    return past && (near || key < shape.sinkTokens());
  }
}
