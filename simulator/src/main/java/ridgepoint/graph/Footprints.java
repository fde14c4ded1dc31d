package ridgepoint.graph;

import ridgepoint.model.GatedDelta;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Head;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.Mamba2;
import ridgepoint.model.Mixer;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NoFeedForward;
import ridgepoint.model.Projection;
import ridgepoint.model.Rwkv6;
import ridgepoint.number.Format;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Work;

/** What one pipeline stage holds on each of its devices. */
final class Footprints {
  private final Pass pass;
  private final PipelineStage stage;

  private Footprints(Pass pass, PipelineStage stage) {
    this.pass = pass;
    this.stage = stage;
  }

  static MemoryFootprint of(Pass pass, PipelineStage stage, Graph prefill, long contextTokens) {
    Footprints footprints = new Footprints(pass, stage);
    double cache = 0;
    double state = 0;
    for (Layer layer : stage.layers()) {
      cache += footprints.cacheBytes(layer.mixer(), contextTokens);
      state += footprints.stateBytes(layer.mixer());
    }
    return new MemoryFootprint(
        footprints.weightBytes(), cache, state, footprints.activationBytes(prefill));
  }

  private double weightBytes() {
    ModelSpec model = pass.model();
    Format plain = pass.precision().unquantised();
    double bytes = 0;
    for (Layer layer : stage.layers()) {
      bytes += layerBytes(layer);
    }
    if (stage.isFirst()) {
      long cutRows = model.embeddings().vocabularySize();
      double saved = (double) (cutRows - pass.localRows(cutRows)) * model.hiddenSize();
      bytes +=
          plain.bytes(model.embeddings().parameters(model.hiddenSize(), model.norms()) - saved);
    }
    return stage.isLast() ? bytes + headBytes() : bytes;
  }

  private double headBytes() {
    Head head = pass.model().head();
    Format plain = pass.precision().unquantised();
    Format format = pass.precision().head();
    double norm =
        pass.model().norms().finalNorm() ? pass.model().norms().parameters(pass.hidden()) : 0;
    long rows = head.kind() == Head.Kind.LANGUAGE ? pass.localRows(head.outputs()) : head.outputs();
    boolean sharesTable = head.tied() && stage.isFirst() && format.equals(plain);
    double matrix = sharesTable ? 0 : format.bytes((double) rows * pass.hidden());
    return matrix + plain.bytes(norm + (head.bias() ? rows : 0));
  }

  private double layerBytes(Layer layer) {
    long hidden = pass.hidden();
    Format plain = pass.precision().unquantised();
    int keyValueHeads = keyValueHeads(layer.mixer());
    double vectors =
        layer.mixer().vectorParameters(hidden)
            + layer.feedForward().vectorParameters(hidden)
            + pass.model().norms().perLayer(!(layer.feedForward() instanceof NoFeedForward))
                * (double) pass.model().norms().parameters(hidden);
    double bytes = plain.bytes(vectors);
    for (Projection projection : layer.mixer().projections(hidden)) {
      bytes += projectionBytes(projection, keyValueHeads, 1, 1);
    }
    for (Projection projection : layer.feedForward().projections(hidden)) {
      bytes += projectionBytes(projection, 1, 1, 1);
    }
    if (layer.feedForward() instanceof MixtureOfExperts mixture) {
      ExpertLayout layout = ExpertLayout.of(pass.parallelism());
      for (Projection projection : mixture.expertProjections(hidden)) {
        bytes +=
            projectionBytes(
                projection, 1, mixture.experts() / (double) layout.ranks(), layout.cut());
      }
    }
    return bytes;
  }

  /** An expert is cut over {@code cut} devices, whatever the tensor-parallel degree. */
  private double projectionBytes(Projection projection, int keyValueHeads, double copies, int cut) {
    boolean isExpert = projection.name().startsWith("expert_");
    double elements =
        isExpert
            ? (double) projection.inputs() * projection.outputs() / cut
            : (double) pass.localInputs(projection) * pass.localOutputs(projection, keyValueHeads);
    double biases = projection.bias() ? pass.localOutputs(projection, keyValueHeads) : 0;
    boolean isPlain = projection.name().equals("router") || projection.name().equals("shared_gate");
    Format plain = pass.precision().unquantised();
    double density = isPlain || isExpert ? 1 : pass.kernels().weightDensity();
    double kept = elements * density;
    double index = density < 1 ? kept * SPARSE_INDEX_BYTES : 0;
    Format narrow =
        isExpert ? pass.precision().expertFormats().weights() : pass.precision().weights();
    Format format = isPlain ? plain : narrow;
    return copies * (format.bytes(kept) + index + plain.bytes(biases));
  }

  /** 2 index bits per kept element of 2:4 sparsity (NVIDIA A100 whitepaper). */
  private static final double SPARSE_INDEX_BYTES = 0.25;

  private static int keyValueHeads(Mixer mixer) {
    if (mixer instanceof GroupedAttention attention) {
      return attention.kvHeads();
    }
    if (mixer instanceof GatedDelta delta) {
      return delta.keyHeads();
    }
    return mixer instanceof Mamba2 mamba ? mamba.groups() : 1;
  }

  /** A layer with a window keeps no more than the window and its sinks. */
  private double cacheBytes(Mixer mixer, long contextTokens) {
    if (!pass.model().isDecoder()) {
      return 0;
    }
    Format format = pass.precision().kvCache();
    if (mixer instanceof GroupedAttention attention) {
      double elements = 2.0 * pass.localHeads(attention.kvHeads()) * attention.headDim();
      long kept = AttentionWindow.of(pass.kernels(), attention.window()).kept(contextTokens);
      return format.bytes(pass.batch() * kept * elements);
    }
    if (mixer instanceof LatentAttention attention) {
      long kept = AttentionWindow.of(pass.kernels(), 0).kept(contextTokens);
      return format.bytes((double) pass.batch() * kept * attention.cachedElementsPerToken());
    }
    return 0;
  }

  private double stateBytes(Mixer mixer) {
    Format activation = pass.exchanged();
    if (mixer instanceof Mamba2 mamba) {
      double inner = (double) pass.localHeads(mamba.heads()) * mamba.headDim();
      double shared = 2.0 * pass.localHeads(mamba.groups()) * mamba.stateDim();
      return stateBytes(inner, mamba.stateDim(), shared, mamba.convolutionWidth());
    }
    if (mixer instanceof GatedDelta delta) {
      double inner = (double) pass.localHeads(delta.valueHeads()) * delta.valueDim();
      double shared = 2.0 * pass.localHeads(delta.keyHeads()) * delta.keyDim();
      return stateBytes(inner, delta.keyDim(), shared, delta.convolutionWidth());
    }
    if (mixer instanceof Rwkv6 rwkv) {
      double inner = (double) pass.localHeads(rwkv.heads()) * rwkv.headDim();
      return pass.batch()
          * (RecurrenceNodes.STATE.bytes(inner * rwkv.headDim())
              + activation.bytes(2.0 * pass.hidden()));
    }
    return 0;
  }

  /**
   * The states of all heads, and the inputs that a convolution over values and keys looks back on.
   */
  private double stateBytes(double inner, int stateDim, double shared, int taps) {
    return pass.batch()
        * (RecurrenceNodes.STATE.bytes(inner * stateDim)
            + pass.exchanged().bytes((inner + shared) * (taps - 1)));
  }

  private double activationBytes(Graph graph) {
    double largest = 0;
    for (Graph.Node node : graph.nodes()) {
      Work work = node.operator().work();
      largest = Math.max(largest, work.read().activation() + work.written().activation());
    }
    return largest + pass.exchanged().bytes((double) pass.tokens() * pass.hidden());
  }
}
