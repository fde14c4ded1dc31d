package ridgepoint.execution;

import java.util.Map;
import ridgepoint.gemm.GemmKernel;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Softmax;
import ridgepoint.softmax.SoftmaxKernel;

/**
 * Attention by a product, a masked softmax and a product.
 *
 * @param seen positions of the keys that are computed with
 * @param keys number of all keys
 */
record UnfusedAttention(
    Devices devices,
    RowOperators rows,
    Turn turn,
    AttentionFlow.Heads heads,
    int[] seen,
    int keys) {
  /** Small enough to vanish in the softmax beside any score, large enough to stay a number. */
  private static final float HIDDEN = -1e30f;

  /** Scores [batch x kvHeads, sharing heads x queries, seen keys], not scaled yet. */
  float[][] scores(Graph.Node node, float[][] query, float[][] allKeys) {
    return product(
        node, query, Layouts.onEach(allKeys, values -> seenRows(values, heads.keyDim())));
  }

  /** The cap of scores that are not scaled yet is as much larger as they are. */
  float[][] capped(Graph.Node node, float[][] scores) {
    return rows.softCap(node, heads.softCap() / heads.scale(), scores);
  }

  float[][] softmax(Graph.Node node, float[][] scores) {
    Softmax softmax = (Softmax) node.operator();
    return devices
        .run(
            node.name(),
            softmax,
            new SoftmaxKernel(softmax, (float) heads.scale(), true),
            Map.of("input", Source.of(scores), "mask", Source.same(mask((int) softmax.rows()))))
        .of("output");
  }

  /** The weighted values [batch, heads, queries, valueDim]. */
  float[][] mixed(Graph.Node node, float[][] weights, float[][] allValues) {
    int width = heads.valueDim();
    return product(
        node,
        weights,
        Layouts.onEach(
            allValues,
            values ->
                Layouts.exchanged(
                    seenRows(values, width), values.length / keys / width, seen.length, width, 1)));
  }

  private float[][] product(Graph.Node node, float[][] left, float[][] right) {
    Gemm gemm = (Gemm) node.operator();
    return devices
        .run(
            node.name(),
            gemm,
            new GemmKernel(gemm),
            Map.of("left", Source.of(left), "right", Source.of(right)))
        .of("output");
  }

  private float[] seenRows(float[] all, int width) {
    int matrices = all.length / keys / width;
    int[] chosen = new int[matrices * seen.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = i / seen.length * keys + seen[i % seen.length];
    }
    return Layouts.rows(all, width, chosen);
  }

  private float[] mask(int rowsOfScores) {
    float[] mask = new float[rowsOfScores * seen.length];
    for (int i = 0; i < mask.length; i++) {
      int query = turn.cached() + i / seen.length % turn.queries();
      mask[i] = heads.keys().sees(query, seen[i % seen.length]) ? 0 : HIDDEN;
    }
    return mask;
  }
}
