package ridgepoint.execution;

import java.util.Arrays;
import java.util.Optional;
import ridgepoint.model.ChannelMix;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.Mamba2;
import ridgepoint.model.Mixer;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NoFeedForward;
import ridgepoint.model.NormStyle;
import ridgepoint.model.Rwkv6;
import ridgepoint.number.DataType;
import ridgepoint.operator.Graph;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.Workload;

/** The data flow of a model: which operator reads what another wrote, pass after pass. */
final class ModelFlow {
  private final ModelSpec model;
  private final Workload workload;
  private final Devices devices;
  private final Runnable onLayer;
  private final Parameters parameters;
  private final Products products;
  private final RowOperators rows;
  private final KeyValueCache cache = new KeyValueCache();

  /**
   * @param narrow type of eight bits or fewer for products with weights
   * @param epsilon of norms
   * @param onLayer told after every layer
   */
  ModelFlow(
      ModelSpec model,
      Workload workload,
      WeightSource weights,
      Devices devices,
      Optional<DataType> narrow,
      float epsilon,
      Runnable onLayer) {
    this.model = model;
    this.workload = workload;
    this.devices = devices;
    this.onLayer = onLayer;
    this.parameters = new Parameters(weights, devices.count());
    this.products = new Products(devices, parameters, workload.precision().unquantised(), narrow);
    this.rows = new RowOperators(devices, parameters, epsilon);
  }

  /** A residual stream and what is still to be added to it, null before the first layer. */
  private record Stream(float[][] value, float[][] pending) {}

  /** The last layer's output [tokens, hidden], after the final norm where there is one. */
  float[][] hidden(Turn turn, float[] input) {
    Stream stream =
        new Stream(new EmbeddingFlow(model, devices, products, rows, turn).run(input), null);
    for (int index = 0; index < model.layers().size(); index++) {
      stream = layer(turn, index, stream);
      onLayer.run();
    }
    if (!model.norms().finalNorm()) {
      return stream.value();
    }
    return rows.norm(
            turn.steps().take("model", "final_norm"),
            "final_norm",
            stream.pending(),
            stream.value())
        .value();
  }

  private Stream layer(Turn turn, int index, Stream stream) {
    Layer layer = model.layers().get(index);
    String name = "layer." + index + ".";
    NormStyle.Placement placement = model.norms().placement();
    if (placement == NormStyle.Placement.POST) {
      return postNormLayer(turn, layer, name, stream.value());
    }
    String block = index == 0 ? "model" : layer.name();
    RowOperators.Normed opening =
        rows.norm(
            turn.steps().take(block, "attn_norm"),
            name + "attn_norm",
            index == 0 ? stream.value() : stream.pending(),
            index == 0 ? null : stream.value());
    if (placement == NormStyle.Placement.PARALLEL) {
      float[][] mixed = mixer(turn, layer, name, opening.value());
      float[][] output = feedForward(turn, layer, name, opening.value());
      float[][] added = rows.elementwise(take(turn, layer, "attn_mlp_add"), mixed, output);
      return new Stream(opening.stream(), sum(turn, layer, "layer_all_reduce", added));
    }
    float[][] mixed =
        sum(turn, layer, "attention_all_reduce", mixer(turn, layer, name, opening.value()));
    mixed = sandwiched(turn, layer, name, "post_attn_norm", mixed);
    if (layer.feedForward() instanceof NoFeedForward) {
      return new Stream(opening.stream(), mixed);
    }
    RowOperators.Normed middle =
        rows.norm(take(turn, layer, "mlp_norm"), name + "mlp_norm", mixed, opening.stream());
    float[][] output =
        sum(turn, layer, "mlp_all_reduce", feedForward(turn, layer, name, middle.value()));
    return new Stream(middle.stream(), sandwiched(turn, layer, name, "post_mlp_norm", output));
  }

  private Stream postNormLayer(Turn turn, Layer layer, String name, float[][] x) {
    float[][] mixed = sum(turn, layer, "attention_all_reduce", mixer(turn, layer, name, x));
    float[][] middle =
        rows.norm(take(turn, layer, "attn_norm"), name + "attn_norm", mixed, x).value();
    float[][] output = sum(turn, layer, "mlp_all_reduce", feedForward(turn, layer, name, middle));
    return new Stream(
        rows.norm(take(turn, layer, "mlp_norm"), name + "mlp_norm", output, middle).value(), null);
  }

  private float[][] sandwiched(Turn turn, Layer layer, String name, String norm, float[][] x) {
    return model.norms().placement() == NormStyle.Placement.SANDWICH
        ? rows.norm(take(turn, layer, norm), name + norm, x, null).value()
        : x;
  }

  private float[][] mixer(Turn turn, Layer layer, String name, float[][] x) {
    Mixer mixer = layer.mixer();
    long hidden = model.hiddenSize();
    if (mixer instanceof GroupedAttention attention) {
      return new AttentionFlow(devices, products, rows, cache, turn, layer.name(), name)
          .grouped(attention, hidden, model.isDecoder(), keys(attention.window()), x);
    }
    if (mixer instanceof LatentAttention attention) {
      return new LatentFlow(
              attention, hidden, devices, products, rows, cache, turn, layer.name(), name)
          .run(keys(0), workload.precision().kvCache(), x);
    }
    RecurrenceFlow flow =
        new RecurrenceFlow(devices, products, rows, cache, turn, layer.name(), name);
    return mixer instanceof Mamba2 mamba
        ? flow.mamba2(mamba, hidden, x)
        : flow.rwkv6((Rwkv6) mixer, hidden, x);
  }

  /** The narrower of the model's window and the workload's. */
  private WindowedKeys keys(long own) {
    KernelChoices kernels = workload.kernels();
    long asked = kernels.window().orElse(0);
    long window = own == 0 ? asked : asked == 0 ? own : Math.min(own, asked);
    return new WindowedKeys(window, asked == 0 ? 0 : kernels.sinkTokens(), model.isDecoder());
  }

  private float[][] feedForward(Turn turn, Layer layer, String name, float[][] x) {
    FeedForwardFlow flow =
        new FeedForwardFlow(devices, products, rows, cache, turn, layer.name(), name);
    FeedForward feedForward = layer.feedForward();
    long hidden = model.hiddenSize();
    if (feedForward instanceof DenseFeedForward dense) {
      return flow.dense(dense, hidden, x);
    }
    return feedForward instanceof MixtureOfExperts mixture
        ? flow.mixture(mixture, hidden, x)
        : flow.channelMix((ChannelMix) feedForward, hidden, x);
  }

  private float[][] sum(Turn turn, Layer layer, String name, float[][] x) {
    return devices.count() == 1 ? x : rows.allReduce(take(turn, layer, name), x);
  }

  private static Graph.Node take(Turn turn, Layer layer, String name) {
    return turn.steps().take(layer.name(), name);
  }

  /** The output matrix and what follows it; see {@link HeadFlow}. */
  HeadFlow head(Turn turn) {
    return new HeadFlow(model, devices, products, rows, turn);
  }

  /** Numbers of the last tokens of each sequence. */
  static float[][] lastTokens(Turn turn, int width, float[][] x) {
    int[] last = new int[turn.batch()];
    Arrays.setAll(last, batch -> (batch + 1) * turn.queries() - 1);
    return Layouts.onEach(x, values -> Layouts.rows(values, width, last));
  }
}
