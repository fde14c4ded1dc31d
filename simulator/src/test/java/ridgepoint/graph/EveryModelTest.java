package ridgepoint.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.model.FeedForward;
import ridgepoint.model.Head;
import ridgepoint.model.Layer;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.Projection;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Role;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class EveryModelTest {
  private static final Precision BF16 = Precision.uniform(DataType.BF16);

  static List<String> ids() {
    return ModelLibrary.ids();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void productsWithWeightsDoTwoOperationsPerActiveWeightAndToken(String id) {
    ModelSpec model = ModelLibrary.load(id);
    Workload workload = Workload.of(3, 40, 4, BF16);
    Graph graph = ModelGraphs.prefill(model, workload);
    long tokens = 3 * (model.embeddings().isImage() ? model.embeddings().imageTokens() : 40);
    double layers = 0;
    for (Layer layer : model.layers()) {
      layers += weights(layer.mixer().projections(model.hiddenSize()));
      layers += activeWeights(layer.feedForward(), model.hiddenSize());
    }
    double patches =
        model.embeddings().isImage() ? model.embeddings().patchValues() * model.hiddenSize() : 0;
    double head = model.head().kind() == Head.Kind.NONE ? 0 : model.head().outputs();
    double expected = 2 * tokens * (layers + patches) + 2.0 * 3 * head * model.hiddenSize();
    assertEquals(expected, weightProducts(graph), expected * 1e-12);
  }

  private static double activeWeights(FeedForward feedForward, long hidden) {
    double always = weights(feedForward.projections(hidden));
    return feedForward instanceof MixtureOfExperts mixture
        ? always + mixture.topK() * weights(mixture.expertProjections(hidden))
        : always;
  }

  private static double weights(List<Projection> projections) {
    return projections.stream().mapToDouble(p -> (double) p.inputs() * p.outputs()).sum();
  }

  private static double weightProducts(Graph graph) {
    double sum = 0;
    for (Graph.Node node : graph.nodes()) {
      boolean isWeight =
          node.operator() instanceof GroupedGemm
              || (node.operator() instanceof Gemm gemm && gemm.rightRole() == Role.WEIGHT);
      sum += isWeight ? node.count() * node.operator().work().matrixOperations() : 0;
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void weightsTakeTheirParametersTimesTheirBytes(String id) {
    ModelSpec model = ModelLibrary.load(id);
    MemoryFootprint footprint = ModelGraphs.footprint(model, Workload.of(1, 8, 1, BF16), 8);
    assertEquals(2.0 * model.parameters().total(), footprint.weightBytes(), 1);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everyAttentionKernelGivesADecodeGraphWithBackwardEdgesOnly(String id) {
    ModelSpec model = ModelLibrary.load(id);
    for (AttentionKernel kernel : AttentionKernel.values()) {
      Workload workload =
          Workload.of(2, 40, 4, BF16)
              .withKernels(new KernelChoices(kernel, 1, KernelChoices.DEFAULT.window(), 0));
      Graph graph =
          model.isDecoder()
              ? ModelGraphs.decodeStep(model, workload, 40)
              : ModelGraphs.prefill(model, workload);
      for (int i = 0; i < graph.nodes().size(); i++) {
        int index = i;
        assertTrue(graph.nodes().get(i).inputs().stream().allMatch(input -> input < index));
      }
    }
  }
}
