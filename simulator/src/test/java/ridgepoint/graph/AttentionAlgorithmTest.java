package ridgepoint.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Attention.Algorithm;
import ridgepoint.operator.Graph;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class AttentionAlgorithmTest {
  private static final Workload REQUEST = Workload.of(4, 1024, 8, Precision.uniform(DataType.BF16));

  private static Set<Algorithm> prompt(String model, Workload workload) {
    return algorithms(ModelGraphs.prefill(ModelLibrary.load(model), workload));
  }

  private static Set<Algorithm> step(String model, Workload workload) {
    return algorithms(ModelGraphs.decodeStep(ModelLibrary.load(model), workload, 1024));
  }

  private static Set<Algorithm> algorithms(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.operator() instanceof Attention)
        .map(node -> ((Attention) node.operator()).algorithm())
        .collect(Collectors.toSet());
  }

  @Test
  void keysAreSplitForStepsAndNotForPrompts() {
    for (String model : new String[] {"llama-3.1-8b", "deepseek-v3"}) {
      assertEquals(Set.of(Algorithm.FLASH), prompt(model, REQUEST), model);
      assertEquals(Set.of(Algorithm.FLASH_SPLIT_KV), step(model, REQUEST), model);
    }
  }

  @Test
  void keysAreSplitForNoneWhereThatIsNotAskedFor() {
    Workload whole =
        REQUEST.withKernels(KernelChoices.DEFAULT.withAttention(AttentionKernel.FLASH));
    assertEquals(Set.of(Algorithm.FLASH), step("llama-3.1-8b", whole));
  }
}
