package ridgepoint.execution;

import java.util.List;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Projection;
import ridgepoint.number.Format;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Role;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;

/**
 * Multi-head latent attention of one layer (DeepSeek-V2 2024, section 2.1): a prefill rebuilds keys
 * and values from the latents, a decode step attends to the latents themselves.
 */
final class LatentFlow {
  private final AttentionFlow attention;
  private final Products products;
  private final RowOperators rows;
  private final KeyValueCache cache;
  private final Turn turn;
  private final String block;
  private final String layer;
  private final LatentAttention shape;
  private final List<Projection> projections;
  private final int heads;

  LatentFlow(
      LatentAttention shape,
      long hidden,
      Devices devices,
      Products products,
      RowOperators rows,
      KeyValueCache cache,
      Turn turn,
      String block,
      String layer) {
    this.attention = new AttentionFlow(devices, products, rows, cache, turn, block, layer);
    this.products = products;
    this.rows = rows;
    this.cache = cache;
    this.turn = turn;
    this.block = block;
    this.layer = layer;
    this.shape = shape;
    this.projections = shape.projections(hidden);
    this.heads = shape.heads() / devices.count();
  }

  /** The layer's attention over normalised inputs [tokens, hidden]. */
  float[][] run(WindowedKeys keys, Format cached, float[][] x) {
    int tokens = turn.tokens();
    float[][] query = query(x);
    int rank = shape.keyValueRank();
    int rope = shape.ropeDim();
    float[][] latent = attention.linear(projection("kv_a_proj"), 1, x);
    float[][] normed =
        rows.norm(
                take("kv_a_norm"),
                layer + "kv_a_norm",
                Layouts.columns(latent, rank + rope, 0, rank),
                null)
            .value();
    float[][] plain = Layouts.columns(query, shape.queryKeyDim(), 0, shape.nopeDim());
    float[][] toTurn =
        Layouts.beside(
            tokens,
            Layouts.columns(query, shape.queryKeyDim(), shape.nopeDim(), rope),
            Layouts.columns(latent, rank + rope, rank, rope));
    float[][] turned = rows.rotary(take("rotary"), turn.positions(), toTurn);
    float[][] queryRope = Layouts.columns(turned, (heads + 1) * rope, 0, heads * rope);
    float[][] keyRope = Layouts.columns(turned, (heads + 1) * rope, heads * rope, rope);
    float[][] row = Layouts.beside(tokens, normed, keyRope);
    float[][] mixed =
        turn.isDecode()
            ? absorbed(keys, plain, queryRope, row)
            : rebuilt(keys, cached, plain, queryRope, row);
    return attention.linear(
        projection("out_proj"),
        1,
        Layouts.byToken(mixed, turn.batch(), turn.queries(), heads, shape.valueDim()));
  }

  private float[][] query(float[][] x) {
    if (shape.queryRank() == 0) {
      return attention.linear(projection("q_proj"), 1, x);
    }
    float[][] down = attention.linear(projection("q_a_proj"), 1, x);
    float[][] normed = rows.norm(take("q_a_norm"), layer + "q_a_norm", down, null).value();
    return attention.linear(projection("q_b_proj"), 1, normed);
  }

  /** Queries in the space of the latents, which are keys and values at once. */
  private float[][] absorbed(
      WindowedKeys keys, float[][] plain, float[][] queryRope, float[][] row) {
    int rank = shape.keyValueRank();
    int tokens = turn.tokens();
    float[][] intoLatent =
        products.linear(
            take("q_absorb_proj"),
            layer + "q_absorb_proj",
            device -> perHead(device, 0, shape.nopeDim(), true),
            null,
            byHeadFirst(plain, tokens, shape.nopeDim()));
    float[][] nope = tokenFirst(intoLatent, tokens, rank);
    float[][] query = Layouts.beside(tokens * heads, nope, queryRope);
    int width = rank + shape.ropeDim();
    float[][] mixed =
        attention.attend(
            shapeOf(1, width, rank, true, keys),
            Layouts.byHead(query, turn.batch(), turn.queries(), heads, width),
            row,
            null);
    float[][] byToken = Layouts.byToken(mixed, turn.batch(), turn.queries(), heads, rank);
    float[][] values =
        products.linear(
            take("v_absorb_proj"),
            layer + "v_absorb_proj",
            device -> perHead(device, shape.nopeDim(), shape.valueDim(), false),
            null,
            byHeadFirst(byToken, tokens, rank));
    return Layouts.byHead(
        tokenFirst(values, tokens, shape.valueDim()),
        turn.batch(),
        turn.queries(),
        heads,
        shape.valueDim());
  }

  /** Keys and values of all tokens of the context, head by head. */
  private float[][] rebuilt(
      WindowedKeys keys, Format format, float[][] plain, float[][] queryRope, float[][] row) {
    int rank = shape.keyValueRank();
    int rope = shape.ropeDim();
    int context = turn.batch() * turn.keys();
    Operand operand =
        new Operand(0, "key", Role.KV_CACHE, format, turn.batch(), turn.keys(), rank + rope);
    float[][] all = new float[row.length][];
    for (int device = 0; device < row.length; device++) {
      Tensor rowsSoFar = cache.extended(layer + "key", device, operand, row[device]);
      all[device] = rowsSoFar.toFloats();
    }
    float[][] expanded =
        attention.linear(projection("kv_b_proj"), 1, Layouts.columns(all, rank + rope, 0, rank));
    int width = shape.nopeDim() + shape.valueDim();
    float[][] keyRope = Layouts.columns(all, rank + rope, rank, rope);
    float[][] ropeOfHeads = Layouts.onEach(keyRope, values -> repeated(values, context, rope));
    float[][] key =
        Layouts.beside(
            context * heads, Layouts.columns(expanded, width, 0, shape.nopeDim()), ropeOfHeads);
    float[][] value = Layouts.columns(expanded, width, shape.nopeDim(), shape.valueDim());
    float[][] query = Layouts.beside(turn.tokens() * heads, plain, queryRope);
    return attention.attend(
        shapeOf(heads, shape.queryKeyDim(), shape.valueDim(), false, keys),
        Layouts.byHead(query, turn.batch(), turn.queries(), heads, shape.queryKeyDim()),
        Layouts.byHead(key, turn.batch(), turn.keys(), heads, shape.queryKeyDim()),
        Layouts.byHead(value, turn.batch(), turn.keys(), heads, shape.valueDim()));
  }

  private AttentionFlow.Heads shapeOf(
      int kvHeads, int keyDim, int valueDim, boolean keepsRows, WindowedKeys keys) {
    double scale = 1 / Math.sqrt(shape.queryKeyDim());
    return new AttentionFlow.Heads(heads, kvHeads, keyDim, valueDim, keepsRows, scale, 0, keys);
  }

  private float[] repeated(float[] values, int rowsOfValues, int width) {
    float[] y = new float[values.length * heads];
    for (int i = 0; i < rowsOfValues * heads; i++) {
      System.arraycopy(values, i / heads * width, y, i * width, width);
    }
    return y;
  }

  /** Rows of the rebuilding matrix, head by head: [heads, count, rank], or transposed. */
  private float[] perHead(int device, int from, int count, boolean transposed) {
    int rank = shape.keyValueRank();
    int width = shape.nopeDim() + shape.valueDim();
    float[] part =
        products.parameters().part(layer + "kv_b_proj", projection("kv_b_proj"), 1, device);
    float[] chosen = new float[heads * count * rank];
    for (int head = 0; head < heads; head++) {
      System.arraycopy(
          part, (head * width + from) * rank, chosen, head * count * rank, count * rank);
    }
    return transposed ? Layouts.exchanged(chosen, heads, count, rank, 1) : chosen;
  }

  /** [tokens, heads, width] to [heads, tokens, width]. */
  private float[][] byHeadFirst(float[][] x, int tokens, int width) {
    return Layouts.byHead(x, 1, tokens, heads, width);
  }

  private float[][] tokenFirst(float[][] x, int tokens, int width) {
    return Layouts.byToken(x, 1, tokens, heads, width);
  }

  private Projection projection(String name) {
    return projections.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private Graph.Node take(String name) {
    return turn.steps().take(block, name);
  }
}
