package ridgepoint.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Graph;
import ridgepoint.operator.MoeRouting;
import ridgepoint.software.Fusion;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class KernelGraphTest {
  private static final Fusion ALL = new Fusion(true, true, true, true, true, true, true);
  private static final Fusion NONE = new Fusion(false, false, false, false, false, false, false);

  private static Graph decode(String model, Precision precision) {
    return ModelGraphs.decodeStep(ModelLibrary.load(model), Workload.of(4, 128, 8, precision), 128);
  }

  private static Graph decode(String model) {
    return decode(model, Precision.uniform(DataType.BF16));
  }

  private static List<String> names(Graph graph) {
    return graph.nodes().stream().map(Graph.Node::name).toList();
  }

  private static double kernels(Graph graph) {
    return graph.nodes().stream().mapToDouble(Graph.Node::count).sum();
  }

  @Test
  void theModelsOwnOperatorsStayAsTheyAre() {
    Graph graph = decode("llama-3.1-8b");
    assertSame(graph, KernelGraph.of(graph, Fusion.OF_MODEL));
  }

  @Test
  void smallKernelsOfAStackFollowWhatTheyBelongTo() {
    SoftwareStack sglang = new SoftwareLibrary().load("sglang");
    Graph graph = decode("qwen3-235b-a22b");
    Graph fused = KernelGraph.of(graph, sglang.fusion());
    Graph all = KernelGraph.of(graph, sglang);
    Graph.Node small =
        all.nodes().stream()
            .filter(node -> KernelGraph.owner(all, node) != node)
            .findFirst()
            .orElseThrow();
    Graph.Node routing = KernelGraph.owner(all, small);
    assertTrue(routing.operator() instanceof MoeRouting);
    assertEquals(routing.count() * sglang.smallKernels("moe/bfloat16"), small.count());
    assertEquals(kernels(fused) + small.count(), kernels(all));
    assertEquals(fused.work().matrixOperations(), all.work().matrixOperations());
  }

  @Test
  void joinedProductsDoTheWorkOfTheirParts() {
    Graph graph = decode("llama-3.1-8b");
    Graph joined = KernelGraph.of(graph, new Fusion(true, true, false, true, true, true, true));
    assertTrue(names(joined).contains("qkv_proj") && names(joined).contains("gate_up_proj"));
    assertFalse(names(joined).contains("k_proj") || names(joined).contains("up_proj"));
    assertEquals(graph.work().matrixOperations(), joined.work().matrixOperations());
    assertEquals(graph.work().bytes().weight(), joined.work().bytes().weight());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"llama-3.1-8b", "deepseek-v3", "gpt-oss-120b", "qwen3-32b", "mamba2-2.7b"})
  void fusingMoreLaunchesFewerKernelsForTheSameProducts(String model) {
    Graph graph = decode(model);
    Graph fused = KernelGraph.of(graph, ALL);
    Graph apart = KernelGraph.of(graph, NONE);
    assertTrue(kernels(fused) <= kernels(graph));
    assertTrue(kernels(graph) <= kernels(apart));
    assertEquals(graph.work().matrixOperations(), apart.work().matrixOperations(), 1);
    assertTrue(fused.work().bytes().total() <= apart.work().bytes().total());
  }

  @Test
  void narrowProductsAreQuantisedOncePerInput() {
    Precision wide = Precision.uniform(DataType.BF16);
    Precision narrow =
        wide.withWeights(Format.of(DataType.FP8_E4M3)).withCompute(DataType.FP8_E4M3);
    List<String> names = names(KernelGraph.of(decode("llama-3.1-8b", narrow), NONE));
    assertEquals(1, names.stream().filter("q_proj_quantise"::equals).count());
    assertFalse(names.contains("k_proj_quantise"));
    assertTrue(names.contains("down_proj_quantise"));
    assertTrue(
        names(KernelGraph.of(decode("llama-3.1-8b"), NONE)).stream()
            .noneMatch(name -> name.endsWith("_quantise")));
  }

  @Test
  void theCacheIsWrittenAfterRotationAndBeforeAttention() {
    List<String> names = names(KernelGraph.of(decode("llama-3.1-8b"), NONE));
    assertTrue(names.indexOf("rotary") < names.indexOf("cache_write"));
    assertEquals(names.indexOf("attention") - 1, names.lastIndexOf("cache_write"));
  }
}
