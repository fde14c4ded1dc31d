package ridgepoint.execution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ridgepoint.model.Mamba2;
import ridgepoint.model.Projection;
import ridgepoint.model.Rwkv6;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Graph;
import ridgepoint.operator.StateScan;
import ridgepoint.statespace.CausalConvolutionKernel;
import ridgepoint.statespace.StateScanKernel;

/** Mixers of one layer that carry a state from token to token. */
record RecurrenceFlow(
    Devices devices,
    Products products,
    RowOperators rows,
    KeyValueCache cache,
    Turn turn,
    String block,
    String layer) {

  /** Mamba-2. The input product gives gate, values, steps, keys and queries, in that order. */
  float[][] mamba2(Mamba2 mamba, long hidden, float[][] x) {
    int heads = Math.max(1, mamba.heads() / devices.count());
    int groups = Math.max(1, mamba.groups() / devices.count());
    int inner = heads * mamba.headDim();
    int shared = groups * mamba.stateDim();
    int width = 2 * inner + heads + 2 * shared;
    float[][] projected =
        products.linear(
            take("in_proj"),
            layer + "in_proj",
            device -> inputWeights(mamba, hidden, device),
            null,
            x);
    float[][] gate = Layouts.columns(projected, width, 0, inner);
    float[][] steps = Layouts.columns(projected, width, 2 * inner, heads);
    float[][] sequence =
        Layouts.beside(
            turn.tokens(),
            Layouts.columns(projected, width, inner, inner),
            Layouts.columns(projected, width, 2 * inner + heads, 2 * shared));
    int channels = inner + 2 * shared;
    float[][] active = rows.elementwise(take("convolution_act"), convolve(sequence, channels));
    float[][] scanned =
        scan(
            Layouts.columns(active, channels, 0, inner),
            Layouts.columns(active, channels, inner, shared),
            Layouts.columns(active, channels, inner + shared, shared),
            rows.elementwise(take("decay"), steps));
    float[][] gated = rows.elementwise(take("gate"), gate, scanned);
    float[][] normed = rows.norm(take("gate_norm"), layer + "gate_norm", gated, null).value();
    Projection out = mamba.projections(hidden).get(2);
    return products.linear(take("out_proj"), layer, out, mamba.groups(), normed);
  }

  private float[] inputWeights(Mamba2 mamba, long hidden, int device) {
    Projection perHead = column("in_gate", hidden, mamba.innerSize());
    Projection values = column("in_value", hidden, mamba.innerSize());
    Projection steps = column("in_step", hidden, mamba.heads());
    long shared = (long) mamba.groups() * mamba.stateDim();
    Projection keys = keyValue("in_key", hidden, shared);
    Projection queries = keyValue("in_query", hidden, shared);
    float[][] parts = new float[5][];
    int next = 0;
    int length = 0;
    for (Projection part : List.of(perHead, values, steps, keys, queries)) {
      parts[next] = products.parameters().part(layer + part.name(), part, mamba.groups(), device);
      length += parts[next].length;
      next++;
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static Projection column(String name, long inputs, long outputs) {
    return new Projection(name, inputs, outputs, false, Projection.Split.COLUMN);
  }

  private static Projection keyValue(String name, long inputs, long outputs) {
    return new Projection(name, inputs, outputs, false, Projection.Split.KEY_VALUE);
  }

  private float[][] convolve(float[][] x, int channels) {
    Graph.Node node = take("convolution");
    CausalConvolution convolution = (CausalConvolution) node.operator();
    int past = convolution.width() - 1;
    String name = layer + "convolution";
    float[] taps = products.parameters().matrix(name, convolution.width(), channels);
    Results results =
        devices.run(
            node.name(),
            convolution,
            new CausalConvolutionKernel(convolution),
            Map.of(
                "input", Source.of(x),
                "weight", Source.same(taps),
                "state", Source.of(cache.state(name, x.length, turn.batch() * past * channels))));
    cache.keep(name, results.of("new state"));
    return results.of("output");
  }

  private float[][] scan(float[][] input, float[][] key, float[][] query, float[][] logDecay) {
    Graph.Node node = take("state_scan");
    StateScan scan = (StateScan) node.operator();
    int length = turn.batch() * scan.heads() * scan.headDim() * scan.stateDim();
    String name = layer + "state";
    Results results =
        devices.run(
            node.name(),
            scan,
            new StateScanKernel(scan),
            Map.of(
                "input", Source.of(input),
                "key", Source.of(key),
                "query", Source.of(query),
                "log decay", Source.of(logDecay),
                "state", Source.of(cache.state(name, input.length, length))));
    cache.keep(name, results.of("new state"));
    return results.of("output");
  }

  /** RWKV-6's time mix; shifts in the order decay, key, value, receptance, gate. */
  float[][] rwkv6(Rwkv6 rwkv, long hidden, float[][] x) {
    List<Projection> projections = rwkv.projections(hidden);
    int width = (int) hidden;
    float[][] mixed = shifts(rwkv, projections, width, x);
    int all = Rwkv6.SHIFTS * width;
    float[][] receptance =
        linear(projections.get(2), Layouts.columns(mixed, all, 3 * width, width));
    float[][] key = linear(projections.get(3), Layouts.columns(mixed, all, width, width));
    float[][] value = linear(projections.get(4), Layouts.columns(mixed, all, 2 * width, width));
    float[][] gate = linear(projections.get(5), Layouts.columns(mixed, all, 4 * width, width));
    float[][] decayDown = linear(projections.get(6), Layouts.columns(mixed, all, 0, width));
    float[][] decayTanh = rows.elementwise(take("decay_tanh"), decayDown);
    float[][] decay = rows.elementwise(take("decay"), linear(projections.get(7), decayTanh));
    float[][] scanned = scan(value, key, receptance, decay);
    float[][] normed = rows.norm(take("head_norm"), layer + "head_norm", scanned, null).value();
    float[][] gated = rows.elementwise(take("gate"), gate, normed);
    return linear(projections.get(8), gated);
  }

  /** Inputs mixed with the token before, five times by amounts that depend on the tokens. */
  private float[][] shifts(Rwkv6 rwkv, List<Projection> projections, int width, float[][] x) {
    float[][] before = TokenShift.before(cache, layer + "time", turn, width, x);
    Parameters parameters = products.parameters();
    float[][] shifted =
        rows.mixed(take("token_shift"), parameters.vector(layer + "base_mix", width), x, before);
    float[][] down = rows.elementwise(take("mix_tanh"), linear(projections.get(0), shifted));
    int tokens = turn.tokens();
    int rank = rwkv.mixRank();
    float[][] up =
        products.linear(
            take("mix_up_proj"),
            layer + "mix_up_proj",
            device -> parameters.matrix(layer + "mix_up_proj", (long) Rwkv6.SHIFTS * width, rank),
            null,
            Layouts.byHead(down, 1, tokens, Rwkv6.SHIFTS, rank));
    return rows.mixed(
        take("token_mix"),
        parameters.vector(layer + "token_mix", (long) Rwkv6.SHIFTS * width),
        fivefold(tokens, x),
        fivefold(tokens, before),
        Layouts.byToken(up, 1, tokens, Rwkv6.SHIFTS, width));
  }

  private static float[][] fivefold(int tokens, float[][] x) {
    return Layouts.onEach(
        x,
        values -> {
          float[][] copies = new float[Rwkv6.SHIFTS][];
          Arrays.fill(copies, values);
          return Layouts.beside(tokens, copies);
        });
  }

  private float[][] linear(Projection projection, float[][] x) {
    return products.linear(take(projection.name()), layer, projection, 1, x);
  }

  private Graph.Node take(String name) {
    return turn.steps().take(block, name);
  }
}
