package ridgepoint.execution;

import java.util.List;
import java.util.Map;
import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Projection;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;

/** Attention of one layer with its projections and its cache. */
final class AttentionFlow {
  private final Devices devices;
  private final Products products;
  private final RowOperators rows;
  private final KeyValueCache cache;
  private final Turn turn;
  private final String block;
  private final String layer;

  AttentionFlow(
      Devices devices,
      Products products,
      RowOperators rows,
      KeyValueCache cache,
      Turn turn,
      String block,
      String layer) {
    this.devices = devices;
    this.products = products;
    this.rows = rows;
    this.cache = cache;
    this.turn = turn;
    this.block = block;
    this.layer = layer;
  }

  /**
   * Sizes of one attention and where its keys and values are found.
   *
   * @param keepsRows whether keys and values are cached by this operator
   * @param scale factor of the scores
   */
  record Heads(
      int heads,
      int kvHeads,
      int keyDim,
      int valueDim,
      boolean keepsRows,
      double scale,
      double softCap,
      WindowedKeys keys) {}

  /** Multi-head, grouped or multi-query attention over normalised inputs [tokens, hidden]. */
  float[][] grouped(
      GroupedAttention attention, long hidden, boolean isDecoder, WindowedKeys keys, float[][] x) {
    List<Projection> projections = attention.projections(hidden);
    int heads = Math.max(1, attention.heads() / devices.count());
    int kvHeads = Math.max(1, attention.kvHeads() / devices.count());
    int width = attention.headDim();
    float[][] query = linear(projections.get(0), attention.kvHeads(), x);
    float[][] key = linear(projections.get(1), attention.kvHeads(), x);
    float[][] value = linear(projections.get(2), attention.kvHeads(), x);
    if (attention.queryKeyNorm()) {
      query = rows.norm(take("q_norm"), layer + "q_norm", query, null).value();
      key = rows.norm(take("k_norm"), layer + "k_norm", key, null).value();
    }
    if (attention.rotaryDim() > 0) {
      int tokens = turn.tokens();
      float[][] rotated = rotate(attention.rotaryDim(), width, Layouts.beside(tokens, query, key));
      int all = (heads + kvHeads) * width;
      query = Layouts.columns(rotated, all, 0, heads * width);
      key = Layouts.columns(rotated, all, heads * width, kvHeads * width);
    }
    Heads shape =
        new Heads(
            heads,
            kvHeads,
            width,
            width,
            isDecoder,
            1 / Math.sqrt(width),
            attention.softCap(),
            keys);
    float[][] mixed =
        attend(
            shape,
            byHead(query, heads, width),
            byHead(key, kvHeads, width),
            byHead(value, kvHeads, width));
    float[][] joined = Layouts.byToken(mixed, turn.batch(), turn.queries(), heads, width);
    if (attention.outputGate()) {
      float[][] share =
          rows.elementwise(
              take("output_gate_act"), linear(projections.get(4), attention.kvHeads(), x));
      joined = rows.elementwise(take("output_gate"), joined, share);
    }
    return linear(projections.get(3), attention.kvHeads(), joined);
  }

  private float[][] byHead(float[][] x, int heads, int width) {
    return Layouts.byHead(x, turn.batch(), turn.queries(), heads, width);
  }

  /** Turns the first {@code rotaryDim} dimensions of every head of [tokens, heads, width]. */
  private float[][] rotate(int rotaryDim, int width, float[][] x) {
    if (rotaryDim == width) {
      return rows.rotary(take("rotary"), turn.positions(), x);
    }
    float[][] turned =
        rows.rotary(take("rotary"), turn.positions(), Layouts.columns(x, width, 0, rotaryDim));
    float[][] rest = Layouts.columns(x, width, rotaryDim, width - rotaryDim);
    return Layouts.beside(x[0].length / width, turned, rest);
  }

  /**
   * Softmax attention over heads of tokens.
   *
   * @param query [batch, heads, queries, keyDim]
   * @param key new keys [batch, kvHeads, new rows, keyDim]
   * @param value new values, or null when they are the first columns of the keys
   * @return [batch, heads, queries, valueDim]
   */
  float[][] attend(Heads heads, float[][] query, float[][] key, float[][] value) {
    return turn.steps().has(block, "attention")
        ? fused(heads, query, key, value)
        : unfused(heads, query, key, value);
  }

  private float[][] fused(Heads heads, float[][] query, float[][] key, float[][] value) {
    Graph.Node node = take("attention");
    Attention attention = (Attention) node.operator();
    FlashAttentionKernel kernel =
        new FlashAttentionKernel(attention, (float) heads.scale(), (float) heads.softCap());
    Source keys = keyValue("key", heads, key);
    Map<String, Source> sources =
        value == null
            ? Map.of("query", Source.of(query), "key", keys)
            : Map.of(
                "query", Source.of(query), "key", keys, "value", keyValue("value", heads, value));
    return devices.run(node.name(), attention, kernel, sources).of("output");
  }

  private Source keyValue(String name, Heads heads, float[][] added) {
    return heads.keepsRows()
        ? (device, operand) -> cache.extended(layer + name, device, operand, added[device])
        : Source.of(added);
  }

  /** Products and softmax as three operators, over the keys that any query sees. */
  private float[][] unfused(Heads heads, float[][] query, float[][] key, float[][] value) {
    Graph.Node first = take("qk_matmul");
    Gemm scoring = (Gemm) first.operator();
    int[] seen = heads.keys().seen(turn, (int) scoring.n());
    float[][] keys = allRows(scoring, "key", heads, heads.keyDim(), key);
    float[][] values =
        value == null
            ? Layouts.columns(keys, heads.keyDim(), 0, heads.valueDim())
            : allRows(scoring, "value", heads, heads.valueDim(), value);
    UnfusedAttention unfused = new UnfusedAttention(devices, rows, turn, heads, seen, turn.keys());
    float[][] scores = unfused.scores(first, query, keys);
    if (heads.softCap() > 0) {
      scores = unfused.capped(take("attention_soft_cap"), scores);
    }
    float[][] weights = unfused.softmax(take("softmax"), scores);
    return unfused.mixed(take("sv_matmul"), weights, values);
  }

  /** All keys or values so far, as the cache holds them. */
  private float[][] allRows(Gemm scoring, String name, Heads heads, int width, float[][] added) {
    if (!heads.keepsRows()) {
      return added;
    }
    Operand operand =
        new Operand(
            0, name, scoring.rightRole(), scoring.right(), scoring.batches(), turn.keys(), width);
    float[][] all = new float[added.length][];
    for (int device = 0; device < all.length; device++) {
      Tensor rowsSoFar = cache.extended(layer + name, device, operand, added[device]);
      all[device] = rowsSoFar.toFloats();
    }
    return all;
  }

  float[][] linear(Projection projection, int keyValueHeads, float[][] x) {
    return products.linear(take(projection.name()), layer, projection, keyValueHeads, x);
  }

  private Graph.Node take(String name) {
    return turn.steps().take(block, name);
  }
}
