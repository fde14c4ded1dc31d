package ridgepoint.graph;

import java.util.List;
import ridgepoint.model.ChannelMix;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.Projection;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Elementwise.Function;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;
import ridgepoint.workload.Precision;

/**
 * The operators of feed-forwards, from the normalised input to the output with its partial sums not
 * yet added over devices unless said otherwise.
 */
final class FeedForwardNodes {
  private final Pass pass;
  private final Nodes nodes;

  FeedForwardNodes(Pass pass, Nodes nodes) {
    this.pass = pass;
    this.nodes = nodes;
  }

  int dense(DenseFeedForward dense, int input) {
    return mlp(dense.projections(pass.hidden()), dense.activation().function(dense.gated()), input);
  }

  private int mlp(List<Projection> projections, Function activation, int input) {
    int last = projections.size() - 1;
    int[] wide = new int[last];
    for (int i = 0; i < last; i++) {
      wide[i] = linear(projections.get(i), input);
    }
    long width = pass.localOutputs(projections.get(0), 1);
    String prefix = projections.get(last).name().replace("down_proj", "");
    int active = elementwise(prefix + "mlp_act", activation, pass.tokens(), width, wide);
    return linear(projections.get(last), active);
  }

  /**
   * Router, experts and shared experts. With expert parallelism each device of a replica sends its
   * share of the tokens to the experts and gets it back by two all-to-alls, and the shares are then
   * collected again over the tensor-parallel devices (Singh 2023, DeepSpeed-TED); without it every
   * device has its cut of every expert.
   *
   * @return the output, complete on every device
   */
  int mixture(MixtureOfExperts mixture, int input) {
    ExpertLayout layout = ExpertLayout.of(pass.parallelism());
    long tokens = pass.tokens();
    double share = layout.share((double) tokens, pass.tensor());
    double rows = share * mixture.topK();
    double active =
        mixture.expectedDistinctExperts(
                (double) tokens * layout.replicas(), pass.workload().expertSkew())
            / layout.ranks();
    int router = nodes.add("router", pass.unquantised(pass.hidden(), mixture.experts()), input);
    int routing =
        nodes.add(
            "moe_routing",
            new MoeRouting(
                tokens, mixture.experts(), mixture.topK(), pass.precision().unquantised()),
            router);
    int sent = permute("moe_dispatch", MoePermute.Direction.DISPATCH, rows, share, input, routing);
    sent = exchange("dispatch_all_to_all", layout, rows, sent);
    int computed = experts(mixture, layout, active, rows, sent);
    computed = exchange("combine_all_to_all", layout, rows, computed);
    int output =
        permute("moe_combine", MoePermute.Direction.COMBINE, rows, share, computed, routing);
    if (mixture.sharedWidth() > 0) {
      output = addShared(mixture, input, output);
    }
    return collect(mixture, layout, output);
  }

  private int experts(
      MixtureOfExperts mixture, ExpertLayout layout, double active, double rows, int input) {
    List<Projection> projections = mixture.expertProjections(pass.hidden());
    int last = projections.size() - 1;
    long width = (mixture.expertWidth() + layout.cut() - 1) / layout.cut();
    double local = (double) mixture.experts() / layout.ranks();
    int[] wide = new int[last];
    for (int i = 0; i < last; i++) {
      wide[i] =
          grouped(projections.get(i).name(), local, active, rows, width, pass.hidden(), input);
    }
    int activated =
        elementwise(
            "expert_act",
            mixture.activation().function(mixture.gated()),
            Math.max(1, Math.round(rows)),
            width,
            wide);
    return grouped(
        projections.get(last).name(), local, active, rows, pass.hidden(), width, activated);
  }

  private int grouped(
      String name, double local, double active, double rows, long n, long k, int... inputs) {
    Precision.Experts experts = pass.precision().expertFormats();
    GroupedGemm gemm =
        new GroupedGemm(
            Math.max(local, active),
            active,
            rows,
            n,
            k,
            pass.activation(),
            experts.weights(),
            pass.activation(),
            experts.compute());
    return nodes.add(name, gemm, inputs);
  }

  private int permute(
      String name,
      MoePermute.Direction direction,
      double rows,
      double tokens,
      int input,
      int routing) {
    return nodes.add(
        name,
        new MoePermute(direction, rows, tokens, pass.hidden(), pass.activation()),
        input,
        routing);
  }

  private int exchange(String name, ExpertLayout layout, double rows, int input) {
    if (!layout.isSpread()) {
      return input;
    }
    return nodes.add(
        name,
        new Collective(
            Collective.Type.ALL_TO_ALL,
            rows * pass.hidden(),
            layout.ranks(),
            layout.stride(),
            pass.activation()),
        input);
  }

  private int addShared(MixtureOfExperts mixture, int input, int routed) {
    List<Projection> shared =
        mixture.projections(pass.hidden()).stream()
            .filter(projection -> projection.name().endsWith("_proj"))
            .toList();
    int output = mlp(shared, mixture.activation().function(mixture.gated()), input);
    if (mixture.sharedGate()) {
      int gate = nodes.add("shared_gate", pass.unquantised(pass.hidden(), 1), input);
      output =
          elementwise(
              "shared_scale", Function.MULTIPLY, pass.tokens(), pass.hidden(), output, gate);
    }
    return elementwise("shared_add", Function.ADD, pass.tokens(), pass.hidden(), routed, output);
  }

  private int collect(MixtureOfExperts mixture, ExpertLayout layout, int output) {
    if (pass.tensor() == 1) {
      return output;
    }
    double elements = (double) pass.tokens() * pass.hidden();
    boolean whole = layout.isSpread() && layout.cut() == 1 && mixture.sharedWidth() == 0;
    return whole
        ? nodes.add("mlp_all_gather", pass.allGather(elements), output)
        : nodes.add("mlp_all_reduce", pass.allReduce(elements), output);
  }

  /** RWKV's channel mix. */
  int channelMix(ChannelMix mix, int input) {
    List<Projection> projections = mix.projections(pass.hidden());
    long width = pass.localOutputs(projections.get(0), 1);
    int shifted =
        elementwise("channel_shift", Function.LERP, pass.tokens(), 2 * pass.hidden(), input);
    int key = linear(projections.get(0), shifted);
    int squared = elementwise("mlp_act", Function.SQUARED_RELU, pass.tokens(), width, key);
    int value = linear(projections.get(1), squared);
    int receptance = linear(projections.get(2), shifted);
    int gate =
        elementwise("channel_gate", Function.SIGMOID, pass.tokens(), pass.hidden(), receptance);
    return elementwise(
        "channel_scale", Function.MULTIPLY, pass.tokens(), pass.hidden(), value, gate);
  }

  private int linear(Projection projection, int input) {
    return nodes.add(projection.name(), pass.linear(projection, 1), input);
  }

  private int elementwise(String name, Function function, long rows, long columns, int... inputs) {
    return nodes.add(
        name,
        new Elementwise(function, rows, columns, pass.activation(), pass.activation()),
        inputs);
  }
}
