package ridgepoint.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.operator.Graph;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/** Where tokens of experts on other devices are sent, and where every device has them all. */
class ReplicatedTokensTest {
  private static final SoftwareLibrary SOFTWARE = new SoftwareLibrary();

  private static List<String> names(String stack, int tensor, int expert, int data) {
    Workload workload =
        Workload.of(8, 128, 8, Precision.uniform(DataType.BF16))
            .withParallelism(new Parallelism(tensor, 1, expert, data));
    Graph graph = ModelGraphs.decodeStep(ModelLibrary.load("qwen3-235b-a22b"), workload, 128);
    return KernelGraph.of(graph, SOFTWARE.load(stack)).nodes().stream()
        .map(Graph.Node::name)
        .toList();
  }

  @Test
  void enginesSendNoTokensAmongDevicesOfOneReplica() {
    List<String> names = names("vllm", 8, 8, 1);
    assertFalse(names.contains("dispatch_all_to_all") || names.contains("combine_all_to_all"));
    assertFalse(names.contains("mlp_all_gather"));
    assertTrue(names.contains("mlp_all_reduce"));
  }

  @Test
  void replicasSendTokensToEachOther() {
    List<String> names = names("vllm", 1, 8, 8);
    assertTrue(names.contains("dispatch_all_to_all") && names.contains("combine_all_to_all"));
  }

  @Test
  void theModelsOwnGraphSharesTokensOut() {
    List<String> names = names("ideal", 8, 8, 1);
    assertTrue(names.contains("dispatch_all_to_all") && names.contains("mlp_all_gather"));
  }

  @Test
  void withoutExpertParallelismNothingChanges() {
    assertEquals(
        names("vllm", 8, 1, 1).stream().filter("mlp_all_reduce"::equals).count(),
        names("vllm", 8, 8, 1).stream().filter("mlp_all_reduce"::equals).count());
  }
}
