package ridgepoint.graph;

import ridgepoint.model.ChannelMix;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.Embeddings;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GatedDelta;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Head;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.Mamba2;
import ridgepoint.model.Mixer;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.NoFeedForward;
import ridgepoint.model.NormStyle;
import ridgepoint.model.Rwkv6;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Sampling;

/** Builds the graph of one pass through one pipeline stage. */
final class StageGraph {
  private final Pass pass;
  private final PipelineStage stage;
  private final Nodes nodes = new Nodes();

  private StageGraph(Pass pass, PipelineStage stage) {
    this.pass = pass;
    this.stage = stage;
  }

  static Graph of(Pass pass, PipelineStage stage, String phase) {
    return new StageGraph(pass, stage).build(phase);
  }

  private Graph build(String phase) {
    int stream = stage.isFirst() ? embed() : Nodes.NONE;
    boolean first = stage.isFirst();
    for (LayerCount kind : LayerCount.of(stage.layers())) {
      nodes.enter(kind.layer().name(), kind.count());
      stream = layer(kind.layer(), kind.count(), first, stream);
      first = false;
    }
    nodes.enter("model", 1);
    if (stage.isLast()) {
      finish(stream);
    } else {
      Collective send =
          new Collective(
              Collective.Type.POINT_TO_POINT,
              (double) pass.tokens() * pass.hidden(),
              stage.count(),
              pass.tensor(),
              pass.exchanged());
      nodes.add("pipeline_send", send, stream);
    }
    return nodes.graph(phase);
  }

  private int embed() {
    Embeddings embeddings = pass.model().embeddings();
    var table = pass.precision().unquantised();
    int stream;
    if (embeddings.isImage()) {
      stream =
          nodes.add("patch_embedding", pass.unquantised(embeddings.patchValues(), pass.hidden()));
    } else {
      Embedding gather =
          new Embedding(
              pass.tokens(),
              pass.localRows(embeddings.vocabularySize()),
              pass.hidden(),
              table,
              pass.activation());
      stream = nodes.add("embedding", gather);
      if (pass.tensor() > 1) {
        stream = nodes.add("embedding_all_reduce", allReduce(), stream);
      }
    }
    if (embeddings.positions() == Embeddings.Positions.LEARNED) {
      Embedding positions =
          new Embedding(
              pass.tokens(), embeddings.positionRows(), pass.hidden(), table, pass.activation());
      int position = nodes.add("position_embedding", positions);
      stream = elementwise("position_add", Elementwise.Function.ADD, stream, position);
    }
    if (embeddings.typeRows() > 0) {
      Embedding types =
          new Embedding(
              pass.tokens(), embeddings.typeRows(), pass.hidden(), table, pass.activation());
      int type = nodes.add("type_embedding", types);
      stream = elementwise("type_add", Elementwise.Function.ADD, stream, type);
    }
    return embeddings.norm() ? norm("embedding_norm", pass.tokens(), false, stream) : stream;
  }

  /**
   * One layer. The residual addition before a norm is part of the norm's kernel, as inference
   * engines fuse it; the model's very first norm has none before it.
   */
  private int layer(Layer layer, int count, boolean isFirst, int input) {
    NormStyle.Placement placement = pass.model().norms().placement();
    if (placement == NormStyle.Placement.POST) {
      int mixed = sum("attention_all_reduce", mixer(layer.mixer(), input));
      int middle = norm("attn_norm", pass.tokens(), true, mixed);
      int output = feedForward(layer.feedForward(), middle);
      return norm("mlp_norm", pass.tokens(), true, output);
    }
    int normed = openingNorm(layer.name(), count, isFirst, input);
    if (placement == NormStyle.Placement.PARALLEL) {
      return parallel(layer, normed);
    }
    boolean sandwich = placement == NormStyle.Placement.SANDWICH;
    int mixed = sum("attention_all_reduce", mixer(layer.mixer(), normed));
    if (sandwich) {
      mixed = norm("post_attn_norm", pass.tokens(), false, mixed);
    }
    if (layer.feedForward() instanceof NoFeedForward) {
      return mixed;
    }
    int middle = norm("mlp_norm", pass.tokens(), true, mixed);
    int output = feedForward(layer.feedForward(), middle);
    return sandwich ? norm("post_mlp_norm", pass.tokens(), false, output) : output;
  }

  private int openingNorm(String block, int count, boolean isFirst, int input) {
    if (!isFirst) {
      return norm("attn_norm", pass.tokens(), true, input);
    }
    int opening = nodes.add("attn_norm", "model", 1, normOf(pass.tokens(), false), input);
    return count == 1
        ? opening
        : nodes.add("attn_norm", block, count - 1.0, normOf(pass.tokens(), true), input);
  }

  private int parallel(Layer layer, int normed) {
    int mixed = mixer(layer.mixer(), normed);
    int output = local(layer.feedForward(), normed);
    int added = elementwise("attn_mlp_add", Elementwise.Function.ADD, mixed, output);
    return sum("layer_all_reduce", added);
  }

  private int mixer(Mixer mixer, int input) {
    if (mixer instanceof GroupedAttention attention) {
      return new AttentionNodes(pass, nodes).grouped(attention, input);
    }
    if (mixer instanceof LatentAttention attention) {
      return new AttentionNodes(pass, nodes).latent(attention, input);
    }
    RecurrenceNodes recurrence = new RecurrenceNodes(pass, nodes);
    if (mixer instanceof GatedDelta delta) {
      return recurrence.gatedDelta(delta, input);
    }
    return mixer instanceof Mamba2 mamba
        ? recurrence.mamba2(mamba, input)
        : recurrence.rwkv6((Rwkv6) mixer, input);
  }

  private int feedForward(FeedForward feedForward, int input) {
    if (feedForward instanceof MixtureOfExperts mixture) {
      return new FeedForwardNodes(pass, nodes).mixture(mixture, input);
    }
    return sum("mlp_all_reduce", local(feedForward, input));
  }

  private int local(FeedForward feedForward, int input) {
    FeedForwardNodes builder = new FeedForwardNodes(pass, nodes);
    return feedForward instanceof DenseFeedForward dense
        ? builder.dense(dense, input)
        : builder.channelMix((ChannelMix) feedForward, input);
  }

  private int sum(String name, int input) {
    return pass.tensor() == 1 ? input : nodes.add(name, allReduce(), input);
  }

  private Collective allReduce() {
    return pass.allReduce((double) pass.tokens() * pass.hidden());
  }

  private void finish(int stream) {
    Head head = pass.model().head();
    int normed =
        pass.model().norms().finalNorm() ? norm("final_norm", pass.tokens(), true, stream) : stream;
    switch (head.kind()) {
      case LANGUAGE -> logits(head, normed);
      case CLASSIFIER -> nodes.add("classifier", pass.head(pass.batch(), head.outputs()), normed);
      case POOLER -> {
        int pooled = nodes.add("pooler", pass.head(pass.batch(), head.outputs()), normed);
        nodes.add(
            "pooler_act",
            new Elementwise(
                Elementwise.Function.TANH,
                pass.batch(),
                head.outputs(),
                pass.activation(),
                pass.activation()),
            pooled);
      }
      case NONE -> {}
    }
  }

  /** Logits of each sequence's last token; of every token in a decode step. */
  private void logits(Head head, int input) {
    long rows = pass.isDecode() ? pass.tokens() : pass.batch();
    long local = pass.localRows(head.outputs());
    int logits = nodes.add("lm_head", pass.head(rows, local), input);
    if (pass.tensor() > 1) {
      double elements = (double) rows * local * pass.tensor();
      logits = nodes.add("logits_all_gather", pass.allGather(elements), logits);
    }
    if (head.softCap() > 0) {
      Elementwise cap =
          new Elementwise(
              Elementwise.Function.SOFT_CAP,
              rows,
              head.outputs(),
              pass.exchanged(),
              pass.exchanged());
      logits = nodes.add("logits_soft_cap", cap, logits);
    }
    nodes.add("sampling", new Sampling(rows, head.outputs(), false, pass.exchanged()), logits);
  }

  private int norm(String name, long rows, boolean residual, int input) {
    return nodes.add(name, normOf(rows, residual), input);
  }

  private Norm normOf(long rows, boolean residual) {
    return new Norm(
        pass.model().norms().type(),
        rows,
        pass.hidden(),
        residual,
        pass.activation(),
        pass.precision().unquantised());
  }

  private int elementwise(String name, Elementwise.Function function, int... inputs) {
    return nodes.add(
        name,
        new Elementwise(
            function, pass.tokens(), pass.hidden(), pass.activation(), pass.activation()),
        inputs);
  }
}
