package ridgepoint.execution;

import java.util.List;
import java.util.Map;
import ridgepoint.model.ChannelMix;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.Projection;
import ridgepoint.moe.PermuteKernel;
import ridgepoint.moe.RoutingKernel;
import ridgepoint.operator.Graph;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;

/** Feed-forwards of one layer. */
record FeedForwardFlow(
    Devices devices,
    Products products,
    RowOperators rows,
    KeyValueCache cache,
    Turn turn,
    String block,
    String layer) {

  float[][] dense(DenseFeedForward dense, long hidden, float[][] x) {
    return mlp(dense.projections(hidden), x);
  }

  private float[][] mlp(List<Projection> projections, float[][] x) {
    int last = projections.size() - 1;
    float[][][] wide = new float[last][][];
    for (int i = 0; i < last; i++) {
      wide[i] = linear(projections.get(i), x);
    }
    String prefix = projections.get(last).name().replace("down_proj", "");
    return linear(projections.get(last), rows.elementwise(take(prefix + "mlp_act"), wide));
  }

  /** Routed and shared experts; the output is a partial sum where experts are cut over devices. */
  float[][] mixture(MixtureOfExperts mixture, long hidden, float[][] x) {
    List<Projection> plain = mixture.projections(hidden);
    float[][] logits = linear(plain.get(0), x);
    Graph.Node node = take("moe_routing");
    MoeRouting routing = (MoeRouting) node.operator();
    Results routed =
        devices.run(
            node.name(), routing, new RoutingKernel(routing), Map.of("logits", Source.of(logits)));
    Placement[] placements = new Placement[devices.count()];
    float[][] positions = new float[devices.count()][];
    for (int device = 0; device < placements.length; device++) {
      placements[device] = Placement.of(routed.of("experts")[device], mixture.experts());
      positions[device] = placements[device].positions();
    }
    float[][] sent =
        permute("moe_dispatch", Map.of("tokens", Source.of(x), "positions", Source.of(positions)))
            .of("rows");
    float[][] computed = experts(mixture, hidden, placements[0].rowsPerExpert(), sent);
    float[][] output =
        permute(
                "moe_combine",
                Map.of(
                    "rows", Source.of(computed),
                    "positions", Source.of(positions),
                    "weights", Source.of(routed.of("weights"))))
            .of("tokens");
    return mixture.sharedWidth() > 0 ? addShared(mixture, plain, x, output) : output;
  }

  /**
   * Where every token's copies stand once rows are sorted by expert.
   *
   * @param positions rows in expert order, [tokens, copies]
   */
  private record Placement(float[] positions, long[] rowsPerExpert) {
    static Placement of(float[] expertOfCopy, int experts) {
      long[] counts = new long[experts];
      for (float expert : expertOfCopy) {
        counts[(int) expert]++;
      }
      int[] next = new int[experts];
      for (int expert = 1; expert < experts; expert++) {
        next[expert] = next[expert - 1] + (int) counts[expert - 1];
      }
      float[] positions = new float[expertOfCopy.length];
      for (int copy = 0; copy < positions.length; copy++) {
        positions[copy] = next[(int) expertOfCopy[copy]]++;
      }
      return new Placement(positions, counts);
    }
  }

  private Results permute(String name, Map<String, Source> sources) {
    Graph.Node node = take(name);
    return devices.run(
        name, node.operator(), new PermuteKernel((MoePermute) node.operator()), sources);
  }

  private float[][] experts(
      MixtureOfExperts mixture, long hidden, long[] rowsPerExpert, float[][] x) {
    List<Projection> projections = mixture.expertProjections(hidden);
    int last = projections.size() - 1;
    float[][][] wide = new float[last][][];
    for (int i = 0; i < last; i++) {
      wide[i] = grouped(mixture, projections.get(i), rowsPerExpert, x);
    }
    float[][] active = rows.elementwise(take("expert_act"), wide);
    return grouped(mixture, projections.get(last), rowsPerExpert, active);
  }

  private float[][] grouped(
      MixtureOfExperts mixture, Projection projection, long[] rowsPerExpert, float[][] x) {
    String name = layer + projection.name();
    return products.grouped(
        take(projection.name()),
        name,
        rowsPerExpert,
        device -> {
          float[][] parts = new float[mixture.experts()][];
          for (int expert = 0; expert < parts.length; expert++) {
            parts[expert] = products.parameters().part(name + "." + expert, projection, 1, device);
          }
          return stacked(parts);
        },
        x);
  }

  private static float[] stacked(float[][] parts) {
    float[] all = new float[parts.length * parts[0].length];
    for (int i = 0; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, all, i * parts[0].length, parts[0].length);
    }
    return all;
  }

  private float[][] addShared(
      MixtureOfExperts mixture, List<Projection> plain, float[][] x, float[][] routed) {
    List<Projection> shared =
        plain.stream().filter(projection -> projection.name().endsWith("_proj")).toList();
    float[][] output = mlp(shared, x);
    if (mixture.sharedGate()) {
      float[][] gate = linear(plain.get(plain.size() - 1), x);
      int width = output[0].length / turn.tokens();
      float[][] wide = Layouts.onEach(gate, values -> repeated(values, width));
      output = rows.elementwise(take("shared_scale"), output, wide);
    }
    return rows.elementwise(take("shared_add"), routed, output);
  }

  private static float[] repeated(float[] values, int times) {
    float[] y = new float[values.length * times];
    for (int i = 0; i < y.length; i++) {
      y[i] = values[i / times];
    }
    return y;
  }

  /** RWKV's channel mix; keys and receptances see each token mixed with the one before. */
  float[][] channelMix(ChannelMix mix, long hidden, float[][] x) {
    List<Projection> projections = mix.projections(hidden);
    int width = (int) hidden;
    float[][] before = TokenShift.before(cache, layer + "channel", turn, width, x);
    float[][] mixed =
        rows.mixed(
            take("channel_shift"),
            products.parameters().vector(layer + "channel_mix", 2L * width),
            Layouts.beside(turn.tokens(), x, x),
            Layouts.beside(turn.tokens(), before, before));
    float[][] key = linear(projections.get(0), Layouts.columns(mixed, 2 * width, 0, width));
    float[][] squared = rows.elementwise(take("mlp_act"), key);
    float[][] value = linear(projections.get(1), squared);
    float[][] receptance =
        linear(projections.get(2), Layouts.columns(mixed, 2 * width, width, width));
    float[][] gate = rows.elementwise(take("channel_gate"), receptance);
    return rows.elementwise(take("channel_scale"), value, gate);
  }

  private float[][] linear(Projection projection, float[][] x) {
    return products.linear(take(projection.name()), layer, projection, 1, x);
  }

  private Graph.Node take(String name) {
    return turn.steps().take(block, name);
  }
}
