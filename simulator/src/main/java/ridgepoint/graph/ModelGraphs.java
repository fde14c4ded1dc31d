package ridgepoint.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import ridgepoint.input.InputException;
import ridgepoint.model.Embeddings;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.ModelSpec;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.workload.Workload;

/**
 * What one device executes for a model and a workload.
 *
 * <p>Tensor parallelism follows Megatron-LM (Shoeybi 2019): column- then row-parallel linear
 * layers, an all-reduce after attention and one after the feed-forward, a vocabulary cut over
 * devices. A data-parallel replica gets its share of the batch, rounded up. A pipeline stage
 * executes its own layers ({@link PipelineStage}); a graph of a stage stands for the whole batch at
 * once.
 */
public final class ModelGraphs {
  private ModelGraphs() {}

  /**
   * The prefill of the fullest stage: every prompt token after the cached prefix passes the layers,
   * the last one of each sequence the output matrix.
   *
   * @throws InputException when the workload does not fit the model
   */
  public static Graph prefill(ModelSpec model, Workload workload) {
    return fullest(prefillStages(model, workload));
  }

  /** The prefill of every stage, in order; the latency of the first token is their sum. */
  public static List<Graph> prefillStages(ModelSpec model, Workload workload) {
    Fit.check(model, workload);
    Pass pass = prefillPass(model, workload);
    return stages(model, workload).stream()
        .map(stage -> StageGraph.of(pass, stage, "prefill"))
        .toList();
  }

  /**
   * One decode step of the fullest stage: one new token per sequence that attends to {@code
   * cachedTokens} and itself.
   *
   * @throws InputException when the workload does not fit the model or the model is an encoder
   */
  public static Graph decodeStep(ModelSpec model, Workload workload, long cachedTokens) {
    return decodeStep(model, workload, cachedTokens, 1);
  }

  /** The same with {@code newTokens} per sequence, as a check of speculated tokens has. */
  public static Graph decodeStep(
      ModelSpec model, Workload workload, long cachedTokens, long newTokens) {
    return fullest(decodeStages(model, workload, cachedTokens, newTokens));
  }

  /**
   * The check of drafted tokens in every stage, in order: a step over them and the token before
   * them, at whose end they are accepted or replaced instead of one token being drawn per row.
   */
  public static List<Graph> verificationStages(
      ModelSpec model, Workload workload, long cachedTokens, int draftLength) {
    return decodeStages(model, workload, cachedTokens, draftLength + 1L).stream()
        .map(stage -> accepting(stage, draftLength))
        .toList();
  }

  private static Graph accepting(Graph stage, int draftLength) {
    return new Graph(
        stage.phase(), stage.nodes().stream().map(node -> accepting(node, draftLength)).toList());
  }

  private static Graph.Node accepting(Graph.Node node, int draftLength) {
    if (!(node.operator() instanceof Sampling sampling)) {
      return node;
    }
    SpeculativeVerification verification =
        new SpeculativeVerification(
            sampling.rows() / (draftLength + 1L),
            draftLength,
            sampling.vocabulary(),
            sampling.logits());
    return new Graph.Node(
        "speculative_verification", node.block(), verification, node.count(), node.inputs());
  }

  /** A decode step of every stage, in order. */
  public static List<Graph> decodeStages(
      ModelSpec model, Workload workload, long cachedTokens, long newTokens) {
    Fit.check(model, workload);
    if (!model.isDecoder()) {
      throw new InputException(
          model.id() + " is an encoder and generates no tokens; ask for an output length of 0");
    }
    if (cachedTokens < 0 || newTokens < 1) {
      throw new InputException(
          "a decode step needs cached tokens of at least 0 and new tokens of at least 1, got "
              + cachedTokens
              + " and "
              + newTokens);
    }
    Pass pass =
        new Pass(
            model, workload, replicaBatch(workload), newTokens, cachedTokens + newTokens, true);
    return stages(model, workload).stream()
        .map(stage -> StageGraph.of(pass, stage, "decode"))
        .toList();
  }

  /** Which layers each pipeline stage executes. */
  public static List<PipelineStage> stages(ModelSpec model, Workload workload) {
    return PipelineStage.of(model, workload.parallelism().pipeline());
  }

  /**
   * Bytes on the fullest device when each sequence has {@code contextTokens} tokens, prompt and
   * output together.
   */
  public static MemoryFootprint footprint(ModelSpec model, Workload workload, long contextTokens) {
    Fit.check(model, workload);
    Pass pass = prefillPass(model, workload);
    return stages(model, workload).stream()
        .map(
            stage ->
                Footprints.of(pass, stage, StageGraph.of(pass, stage, "prefill"), contextTokens))
        .max(Comparator.comparingDouble(MemoryFootprint::totalBytes))
        .orElseThrow();
  }

  /** What a user should know about this combination although it is not an error. */
  public static List<String> notes(ModelSpec model, Workload workload) {
    List<String> notes = new ArrayList<>();
    long context = workload.inputLength() + Math.max(0, workload.outputLength() - 1);
    Embeddings embeddings = model.embeddings();
    if (model.maximumPositions() > 0
        && !embeddings.isImage()
        && context > model.maximumPositions()) {
      boolean learned = embeddings.positions() == Embeddings.Positions.LEARNED;
      notes.add(
          String.format(
              Locale.ROOT,
              "a context of %d tokens is longer than the %d positions %s %s",
              context,
              model.maximumPositions(),
              model.id(),
              learned
                  ? "has learned: the released weights cannot run it"
                  : "was trained for: answers may be poor"));
    }
    if (embeddings.isImage() && workload.inputLength() != embeddings.imageTokens()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s reads images of %d tokens; the input length %d is not used",
              model.id(),
              embeddings.imageTokens(),
              workload.inputLength()));
    }
    boolean hasExperts =
        model.layers().stream().anyMatch(layer -> layer.feedForward() instanceof MixtureOfExperts);
    if (hasExperts && workload.kernels().weightDensity() < 1) {
      notes.add("expert weights stay dense: the sparse kernels are for plain linear layers");
    }
    int data = workload.parallelism().data();
    if (workload.batchSize() % data != 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "a batch of %d does not divide over %d replicas; the fullest has %d",
              workload.batchSize(),
              data,
              replicaBatch(workload)));
    }
    return notes;
  }

  private static Pass prefillPass(ModelSpec model, Workload workload) {
    long keys =
        model.embeddings().isImage() ? model.embeddings().imageTokens() : workload.inputLength();
    long cached = model.isDecoder() ? workload.cachedPrefix() : 0;
    return new Pass(model, workload, replicaBatch(workload), keys - cached, keys, false);
  }

  private static long replicaBatch(Workload workload) {
    int data = workload.parallelism().data();
    return (workload.batchSize() + data - 1) / data;
  }

  /** The stage with the most bytes to move and operations to do; the first of equals. */
  private static Graph fullest(List<Graph> stages) {
    if (stages.size() == 1) {
      return stages.get(0);
    }
    return stages.stream()
        .max(Comparator.comparingDouble(graph -> graph.work().bytes().total()))
        .orElseThrow();
  }
}
