package ridgepoint.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every row of LLM-Viewer's results: linear layers, weight bytes and KV-cache bytes equal exactly,
 * the rest by the rules of {@link LlmViewerRules}.
 */
class LlmViewerGoldenTest {
  /** Sums of doubles in another order. */
  private static final double ROUNDING = 1e-12;

  @Test
  void everyOperatorOfEveryLayerRowIsTheirsByRule() {
    List<Map<String, String>> rows = GoldenFile.rows("llmviewer_golden_layers.csv");
    for (Map<String, String> row : rows) {
      LlmViewerRules rules = new LlmViewerRules(row);
      LlmViewerRules.Row ours = rules.rows().get(row.get("layer"));
      assertNotNull(ours, row.toString());
      double tolerance = rules.isExact(row.get("layer")) ? 0 : ROUNDING;
      assertRow(row, ours, tolerance);
    }
    assertTrue(rows.size() > 100, "the file has rows");
  }

  @Test
  void everyNetworkTotalIsTheirsByRule() {
    List<Map<String, String>> rows = GoldenFile.rows("llmviewer_golden.csv");
    for (Map<String, String> row : rows) {
      assertRow(row, new LlmViewerRules(row).network(), ROUNDING);
    }
    assertTrue(rows.size() > 100, "the file has rows");
  }

  /** Without any rule but one: OPT has no gate projection. */
  @Test
  void weightAndCacheMemoryEqualExactly() {
    for (Map<String, String> row : GoldenFile.rows("llmviewer_golden.csv")) {
      if (!row.get("stage").equals("prefill")) {
        continue;
      }
      LlmViewerRules rules = new LlmViewerRules(row);
      boolean hasFalseGate = row.get("model").contains("opt");
      double falseGate =
          hasFalseGate ? rules.layers() * rules.rows().get("gate_proj").loadWeight() : 0;
      assertEquals(
          GoldenFile.number(row, "memory_consumption_weight"),
          rules.layerWeightBytes() + falseGate,
          row.toString());
      assertEquals(
          GoldenFile.number(row, "memory_consumption_kv_cache"),
          rules.writtenCacheBytes(),
          row.toString());
    }
  }

  private static void assertRow(
      Map<String, String> row, LlmViewerRules.Row ours, double tolerance) {
    assertNear(row, "OPs", ours.operations(), tolerance);
    assertNear(row, "load_weight", ours.loadWeight(), tolerance);
    assertNear(row, "load_act", ours.loadActivation(), tolerance);
    assertNear(row, "store_act", ours.storeActivation(), tolerance);
    assertNear(row, "load_kv_cache", ours.loadCache(), tolerance);
    assertNear(row, "store_kv_cache", ours.storeCache(), tolerance);
  }

  private static void assertNear(
      Map<String, String> row, String column, double ours, double tolerance) {
    double theirs = GoldenFile.number(row, column);
    assertEquals(theirs, ours, theirs * tolerance, () -> column + " of " + row);
  }
}
