package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.graph.KernelGraph;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.model.ModelSpec;
import ridgepoint.operator.Graph;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

/**
 * What the devices execute in each phase, stage by stage, with what speculation and placement add;
 * and what the fullest one keeps.
 *
 * <p>Speculative decoding (Leviathan 2023): the draft model generates its tokens one by one, the
 * target model checks all of them, and one more position, in a single pass.
 *
 * @param draft the model that proposes tokens when workloads speculate
 * @param stack whose kernels the operators become
 */
record Phases(ModelSpec model, Optional<ModelSpec> draft, SoftwareStack stack)
    implements PhaseGraphs {

  @Override
  public List<Graph> prefill(Workload whole) {
    Workload workload = deviceBatch(whole);
    List<Graph> stages = new ArrayList<>(ModelGraphs.prefillStages(model, workload));
    if (draft.isPresent()) {
      merge(stages, ModelGraphs.prefillStages(draft.get(), workload), 1);
    }
    double cached = (double) workload.cachedPrefix() / workload.inputLength();
    return withTransfers(kernels(stages), workload.placement(), cached);
  }

  @Override
  public List<Graph> decodeStep(Workload whole, long cachedTokens) {
    Workload workload = deviceBatch(whole);
    List<Graph> stages;
    if (workload.speculation().isEmpty()) {
      stages = ModelGraphs.decodeStages(model, workload, cachedTokens, 1);
    } else {
      Speculation speculation = workload.speculation().get();
      int length = speculation.draftLength();
      stages =
          new ArrayList<>(ModelGraphs.verificationStages(model, workload, cachedTokens, length));
      merge(
          stages,
          ModelGraphs.decodeStages(draft.orElseThrow(), workload, cachedTokens + length / 2, 1),
          length);
    }
    return withTransfers(kernels(stages), workload.placement(), 1);
  }

  /** What one device keeps at the end of the generation. */
  MemoryFootprint footprint(Workload workload) {
    long context = workload.inputLength() + Math.max(0, workload.outputLength() - 1);
    MemoryFootprint own = footprint(model, workload, context);
    if (draft.isPresent()) {
      MemoryFootprint other = footprint(draft.get(), workload, context);
      own =
          new MemoryFootprint(
              own.weightBytes() + other.weightBytes(),
              own.kvCacheBytes() + other.kvCacheBytes(),
              own.stateBytes() + other.stateBytes(),
              Math.max(own.activationBytes(), other.activationBytes()));
    }
    return Offloading.kept(own, workload.placement(), model.layers().size());
  }

  /** Of one model: everything of the whole batch, but activations of the part that is live. */
  private static MemoryFootprint footprint(ModelSpec model, Workload workload, long context) {
    MemoryFootprint whole = ModelGraphs.footprint(model, workload, context);
    if (workload.placement().deviceBatches() == 1) {
      return whole;
    }
    double live = ModelGraphs.footprint(model, deviceBatch(workload), context).activationBytes();
    return new MemoryFootprint(whole.weightBytes(), whole.kvCacheBytes(), whole.stateBytes(), live);
  }

  /** The part of a batch that passes a layer at once. */
  private static Workload deviceBatch(Workload workload) {
    int parts = workload.placement().deviceBatches();
    return parts == 1
        ? workload
        : workload.withBatchSize((workload.batchSize() + parts - 1) / parts);
  }

  private List<Graph> kernels(List<Graph> stages) {
    return stages.stream().map(stage -> KernelGraph.of(stage, stack)).toList();
  }

  private static List<Graph> withTransfers(
      List<Graph> stages, Placement placement, double cachedFraction) {
    List<Graph> changed = new ArrayList<>(stages.size());
    for (Graph stage : stages) {
      changed.add(Offloading.withTransfers(stage, placement, cachedFraction));
    }
    return changed;
  }

  /**
   * Adds the draft's nodes to the stages, under blocks of their own, each {@code times} as often.
   */
  private static void merge(List<Graph> stages, List<Graph> drafts, int times) {
    for (int i = 0; i < stages.size(); i++) {
      List<Graph.Node> nodes = new ArrayList<>(stages.get(i).nodes());
      int offset = nodes.size();
      for (Graph.Node node : drafts.get(i).nodes()) {
        List<Integer> inputs = node.inputs().stream().map(input -> input + offset).toList();
        nodes.add(
            new Graph.Node(
                node.name(),
                "draft." + node.block(),
                node.operator(),
                node.count() * times,
                inputs));
      }
      stages.set(i, new Graph(stages.get(i).phase(), nodes));
    }
  }
}
