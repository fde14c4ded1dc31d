package ridgepoint.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Graph;
import ridgepoint.operator.StateScan;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/** Models whose layers take turns at mixing tokens, and attention to chosen tokens. */
class HybridGraphTest {
  private static final ModelSpec QWEN = ModelLibrary.load("qwen3.5-397b-a17b");
  private static final ModelSpec GLM = ModelLibrary.load("glm-5");

  @TempDir Path folder;

  private static Workload after(long tokens) {
    return Workload.of(1, tokens, 4, Precision.uniform(DataType.BF16));
  }

  private static Graph decode(ModelSpec model, long tokens) {
    return ModelGraphs.decodeStep(model, after(tokens), tokens);
  }

  private static double count(Graph graph, Predicate<Graph.Node> which) {
    return graph.nodes().stream().filter(which).mapToDouble(Graph.Node::count).sum();
  }

  private static Attention attention(Graph graph, String name) {
    return (Attention)
        graph.nodes().stream()
            .filter(node -> node.name().equals(name))
            .findFirst()
            .orElseThrow()
            .operator();
  }

  @Test
  void threeLayersOfFourCarryAStateAndTheFourthAttends() {
    Graph graph = decode(QWEN, 1000);
    assertEquals(45, count(graph, node -> node.operator() instanceof StateScan));
    assertEquals(15, count(graph, node -> node.operator() instanceof Attention));
    assertEquals(15, count(graph, node -> node.name().equals("output_gate_proj")));
  }

  @Test
  void onlyAttentionLayersKeepKeysAndValues() {
    double perToken =
        QWEN.layers().stream().mapToDouble(layer -> layer.mixer().cachedElementsPerToken()).sum();
    assertEquals(15 * 2.0 * 2 * 256, perToken);
  }

  @Test
  void aQueryAttendsToTheChosenTokensAloneAndScoresAll() {
    double few = attention(decode(GLM, 1024), "attention").work().matrixOperations();
    double limit = attention(decode(GLM, 8192), "attention").work().matrixOperations();
    double beyond = attention(decode(GLM, 65536), "attention").work().matrixOperations();
    assertTrue(few < limit);
    assertEquals(limit, beyond);
    double scored = attention(decode(GLM, 8192), "index_scores").work().read().kvCache();
    double more = attention(decode(GLM, 65536), "index_scores").work().read().kvCache();
    assertEquals(8, more / scored, 0.01);
  }

  @Test
  void anIndexAddsItsKeysToTheCache() {
    assertEquals(512 + 64 + 128, GLM.layers().get(5).mixer().cachedElementsPerToken());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
pattern: [linear, linear | pattern: [linaer, linear | mixer.pattern       | did you mean 'linear'?
key_heads: 16            | key_heads: 15            | mixer.mixers.linear.key_heads | does not divide the 64
kind: gated_delta        | kind: gated_delda        | mixer.mixers.linear.kind | did you mean 'gated_delta'?
value_dim: 128           | value_dims: 128          | mixer.mixers.linear.value_dims | did you mean 'value_dim'?
""")
  void mistakesAreRefusedWithFileLineAndKey(String right, String wrong, String key, String words)
      throws IOException {
    String text;
    try (var in = ModelLibrary.class.getResourceAsStream("/models/qwen3.5-397b-a17b.yaml")) {
      text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, text.replace(right, wrong));
    InputException error =
        assertThrows(InputException.class, () -> ModelLibrary.load(file.toString()));
    assertTrue(error.getMessage().matches("(?s).*mine.yaml:\\d+: .*"), error.getMessage());
    assertTrue(error.getMessage().contains(": " + key + ": "), error.getMessage());
    assertTrue(error.getMessage().contains(words), error.getMessage());
    assertEquals(List.of(error.getMessage()), error.getMessage().lines().toList());
  }
}
