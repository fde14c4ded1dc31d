package ridgepoint.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class ParallelismTest {
  private static final Precision BF16 = Precision.uniform(DataType.BF16);

  private static Workload workload(int tensor, int pipeline, int expert, int data) {
    return Workload.of(8, 64, 4, BF16)
        .withParallelism(new Parallelism(tensor, pipeline, expert, data));
  }

  private static double matrixOperations(Graph graph) {
    return graph.nodes().stream()
        .mapToDouble(node -> node.count() * node.operator().work().matrixOperations())
        .sum();
  }

  private static double router(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.name().equals("router"))
        .mapToDouble(node -> node.count() * node.operator().work().matrixOperations())
        .sum();
  }

  private static long collectives(Graph graph, Collective.Type type) {
    return (long)
        graph.nodes().stream()
            .filter(node -> node.operator() instanceof Collective c && c.type() == type)
            .mapToDouble(Graph.Node::count)
            .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama-2-70b", "gpt3-175b", "mixtral-8x7b", "gemma-2-9b", "gpt-oss-20b"})
  void tensorParallelDevicesShareTheProductsEvenly(String id) {
    ModelSpec model = ModelLibrary.load(id);
    Graph alone = ModelGraphs.prefill(model, workload(1, 1, 1, 1));
    Graph shared = ModelGraphs.prefill(model, workload(4, 1, 1, 1));
    // Every device computes the whole router; vocabularies are padded.
    double even = (matrixOperations(alone) - router(alone)) / 4;
    assertEquals(even, matrixOperations(shared) - router(shared), even * 1e-5);
  }

  @Test
  void aDecoderLayerHasTwoAllReducesAndTheHeadAnAllGather() {
    ModelSpec model = ModelLibrary.load("llama-2-7b");
    Graph graph = ModelGraphs.decodeStep(model, workload(2, 1, 1, 1), 10);
    assertEquals(2 * 32 + 1, collectives(graph, Collective.Type.ALL_REDUCE));
    assertEquals(1, collectives(graph, Collective.Type.ALL_GATHER));
  }

  @Test
  void aParallelBlockHasOneAllReduce() {
    ModelSpec model = ModelLibrary.load("gpt-j-6b");
    Graph graph = ModelGraphs.decodeStep(model, workload(2, 1, 1, 1), 10);
    assertEquals(28 + 1, collectives(graph, Collective.Type.ALL_REDUCE));
  }

  @Test
  void keyValueHeadsAreReplicatedWhenThereAreFewerThanDevices() {
    ModelSpec model = ModelLibrary.load("llama-3.1-8b");
    double at8 = ModelGraphs.footprint(model, workload(8, 1, 1, 1), 100).kvCacheBytes();
    double at16 = ModelGraphs.footprint(model, workload(16, 1, 1, 1), 100).kvCacheBytes();
    assertEquals(at8, at16);
    double alone = ModelGraphs.footprint(model, workload(1, 1, 1, 1), 100).kvCacheBytes();
    assertEquals(alone / 8, at8);
  }

  @ParameterizedTest
  @CsvSource({"2,1", "3,1", "5,2", "32,4"})
  void pipelineStagesTogetherDoWhatOneDoes(int stages, int tensor) {
    ModelSpec model = ModelLibrary.load("llama-2-7b");
    List<Graph> graphs = ModelGraphs.prefillStages(model, workload(tensor, stages, 1, 1));
    assertEquals(stages, graphs.size());
    double alone = matrixOperations(ModelGraphs.prefill(model, workload(tensor, 1, 1, 1)));
    double sum = graphs.stream().mapToDouble(ParallelismTest::matrixOperations).sum();
    assertEquals(alone, sum, alone * 1e-12);
    for (Graph graph : graphs.subList(0, stages - 1)) {
      assertEquals(1, collectives(graph, Collective.Type.POINT_TO_POINT));
    }
    assertEquals(0, collectives(graphs.get(stages - 1), Collective.Type.POINT_TO_POINT));
    int layers =
        ModelGraphs.stages(model, workload(tensor, stages, 1, 1)).stream()
            .mapToInt(stage -> stage.layers().size())
            .sum();
    assertEquals(32, layers);
  }

  @ParameterizedTest
  @CsvSource({"1,8,8", "8,8,1", "4,8,2", "8,4,1", "2,8,8"})
  void expertParallelDevicesTogetherComputeEveryRowOnce(int tensor, int expert, int data) {
    ModelSpec model = ModelLibrary.load("mixtral-8x7b");
    double alone = expertOperations(model, workload(1, 1, 1, 1));
    Workload spread = workload(tensor, 1, expert, data);
    double onOne = expertOperations(model, spread);
    assertEquals(alone, onOne * spread.parallelism().devices(), alone * 1e-9);
  }

  private static double expertOperations(ModelSpec model, Workload workload) {
    return ModelGraphs.prefill(model, workload).nodes().stream()
        .filter(node -> node.operator() instanceof GroupedGemm)
        .mapToDouble(node -> node.count() * node.operator().work().matrixOperations())
        .sum();
  }

  @Test
  void expertParallelismExchangesTokensTwiceALayer() {
    ModelSpec model = ModelLibrary.load("mixtral-8x7b");
    Graph graph = ModelGraphs.prefill(model, workload(1, 1, 8, 8));
    assertEquals(2 * 32, collectives(graph, Collective.Type.ALL_TO_ALL));
    Graph alone = ModelGraphs.prefill(model, workload(1, 1, 1, 1));
    assertEquals(0, collectives(alone, Collective.Type.ALL_TO_ALL));
  }

  @Test
  void oneTokenTouchesItsExpertsAndManyTouchAll() {
    ModelSpec model = ModelLibrary.load("deepseek-v3");
    Workload one = Workload.of(1, 1, 2, BF16);
    GroupedGemm few = firstExperts(ModelGraphs.decodeStep(model, one, 1));
    assertEquals(8, few.activeGroups(), 1e-9);
    GroupedGemm many = firstExperts(ModelGraphs.prefill(model, Workload.of(1, 4096, 1, BF16)));
    assertEquals(256, many.activeGroups(), 1e-6);
  }

  private static GroupedGemm firstExperts(Graph graph) {
    return graph.nodes().stream()
        .map(Graph.Node::operator)
        .filter(GroupedGemm.class::isInstance)
        .map(GroupedGemm.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tensorParallelismThatDoesNotDivideNamesWhatDoes() {
    ModelSpec model = ModelLibrary.load("llama-2-7b");
    String error = refused(model, workload(3, 1, 1, 1));
    assertTrue(error.contains("allowed: 1, 2, 4, 8, 16, 32"), error);
    assertTrue(
        refused(ModelLibrary.load("falcon-7b"), workload(2, 1, 1, 1)).contains("allowed: 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "1,33,1,1,pp 33",
    "1,1,2,1,has none",
    "0,1,1,1,between 1 and",
    "1,1,1,-1,between 1 and"
  })
  void impossibleParallelismIsRefused(int tp, int pp, int ep, int dp, String expected) {
    String error = refused(ModelLibrary.load("llama-2-7b"), workload(tp, pp, ep, dp));
    assertTrue(error.contains(expected), error);
  }

  @Test
  void expertParallelismThatDoesNotFitNamesWhatDoes() {
    String error = refused(ModelLibrary.load("mixtral-8x7b"), workload(2, 1, 3, 2));
    assertTrue(error.contains("allowed: 1, 2, 4"), error);
  }

  @ParameterizedTest
  @CsvSource({"0,10,1", "1,0,1", "1,-5,1", "1,10,-1", "99999999,10,1", "1,9999999999,1"})
  void impossibleSizesAreRefused(long batch, long input, long output) {
    refused(ModelLibrary.load("llama-2-7b"), Workload.of(batch, input, output, BF16));
  }

  private static String refused(ModelSpec model, Workload workload) {
    InputException error =
        assertThrows(InputException.class, () -> ModelGraphs.prefill(model, workload));
    assertEquals(1, error.getMessage().lines().count());
    assertThrows(InputException.class, () -> ModelGraphs.footprint(model, workload, 10));
    return error.getMessage();
  }

  @Test
  void anEncoderHasNoDecodeStep() {
    ModelSpec model = ModelLibrary.load("bert-base");
    assertThrows(
        InputException.class, () -> ModelGraphs.decodeStep(model, Workload.of(1, 10, 1, BF16), 10));
  }

  @Test
  void aContextBeyondThePositionsIsNoted() {
    ModelSpec opt = ModelLibrary.load("opt-6.7b");
    assertTrue(
        ModelGraphs.notes(opt, Workload.of(1, 4096, 1, BF16)).get(0).contains("has learned"));
    assertTrue(ModelGraphs.notes(opt, Workload.of(1, 2048, 1, BF16)).isEmpty());
  }

  @Test
  void windowedLayersCacheNoMoreThanTheirWindow() {
    ModelSpec model = ModelLibrary.load("gemma-2-9b");
    Workload workload = Workload.of(1, 64, 1, BF16);
    double perToken = 2.0 * 8 * 256 * 2 * 21;
    double cache = ModelGraphs.footprint(model, workload, 8192).kvCacheBytes();
    assertEquals(perToken * (4096 + 8192), cache);
  }

  @Test
  void latentAttentionCachesTheLatentOnly() {
    ModelSpec model = ModelLibrary.load("deepseek-v3");
    double cache = ModelGraphs.footprint(model, Workload.of(1, 64, 1, BF16), 1000).kvCacheBytes();
    assertEquals(1000.0 * 61 * (512 + 64) * 2, cache);
  }

  @Test
  void groupedWeightsLeaveTheHeadAndTheEmbeddingsAlone() {
    ModelSpec model = ModelLibrary.load("llama-3.1-8b");
    Format int4 = Format.grouped(DataType.INT4, 128, 4);
    Format wide = Format.of(DataType.FP16);
    Precision awq = new Precision(int4, wide, wide, DataType.FP16, DataType.FP16);
    Graph graph = ModelGraphs.decodeStep(model, Workload.of(1, 64, 2, awq), 64);
    Gemm head = (Gemm) named(graph, "lm_head");
    assertEquals(wide, head.right());
    assertEquals(int4, ((Gemm) named(graph, "q_proj")).right());
    double layers = 32.0 * (2 * 4096 * 4096 + 2 * 4096 * 1024 + 3 * 4096 * 14336);
    double rest = 2.0 * (2 * 128256 * 4096L + 65 * 4096);
    double bytes = ModelGraphs.footprint(model, Workload.of(1, 64, 2, awq), 64).weightBytes();
    assertEquals(int4.bytes(layers) + rest, bytes, 1);
    assertFalse(bytes > 6e9, "4.5-bit weights of 8B take less than 6 GB");
  }

  private static Operator named(Graph graph, String name) {
    return graph.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow()
        .operator();
  }
}
