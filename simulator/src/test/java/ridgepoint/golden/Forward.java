package ridgepoint.golden;

import java.util.List;
import java.util.OptionalLong;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.model.ModelSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Graph;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * A forward pass as analytic tools count it: unfused attention over all pairs, masked or not, and
 * the products of matrices only.
 */
record Forward(ModelSpec model, Workload workload) {

  static Forward of(
      ModelSpec model, long batch, long tokens, DataType type, Parallelism parallelism) {
    Format format = Format.of(type);
    Precision precision = new Precision(format, format, format, DataType.FP16, DataType.FP16);
    KernelChoices unfused = new KernelChoices(AttentionKernel.UNFUSED, 1, OptionalLong.empty(), 0);
    return new Forward(
        model,
        Workload.of(batch, tokens, 1, precision).withKernels(unfused).withParallelism(parallelism));
  }

  /** Matrix operations of one device, all stages of a pipeline together. */
  double prefill() {
    return matrixOperations(ModelGraphs.prefillStages(model, workload));
  }

  /** Matrix operations of a decode step of one device, all stages together. */
  double decode(long cachedTokens) {
    return matrixOperations(ModelGraphs.decodeStages(model, workload, cachedTokens, 1));
  }

  private static double matrixOperations(List<Graph> stages) {
    return stages.stream()
        .flatMap(graph -> graph.nodes().stream())
        .mapToDouble(node -> node.count() * node.operator().work().matrixOperations())
        .sum();
  }

  /** Operations of one layer of a prefill, element-wise ones included. */
  double layerOperations() {
    return layerNodes().mapToDouble(node -> node.operator().work().operations()).sum();
  }

  double layerWeightBytes() {
    return layerNodes().mapToDouble(node -> node.operator().work().read().weight()).sum();
  }

  double layerAllReduceBytes() {
    return layerNodes()
        .map(Graph.Node::operator)
        .filter(Collective.class::isInstance)
        .mapToDouble(operator -> ((Collective) operator).bufferBytes())
        .sum();
  }

  private java.util.stream.Stream<Graph.Node> layerNodes() {
    return ModelGraphs.prefill(model, workload).nodes().stream()
        .filter(node -> node.block().startsWith("layer"));
  }

  /** Operations of the scores and the mixed values of a prefill, all layers. */
  double attention() {
    return ModelGraphs.prefillStages(model, workload).stream()
        .flatMap(graph -> graph.nodes().stream())
        .filter(node -> node.name().equals("qk_matmul") || node.name().equals("sv_matmul"))
        .mapToDouble(node -> node.count() * node.operator().work().matrixOperations())
        .sum();
  }

  /** Operations of the output matrix for {@code tokens} tokens, cut over the tensor parallelism. */
  double head(double tokens) {
    return 2
        * tokens
        * model.head().outputs()
        * model.hiddenSize()
        / workload.parallelism().tensor();
  }

  double cacheBytes(long contextTokens) {
    return ModelGraphs.footprint(model, workload, contextTokens).kvCacheBytes();
  }
}
