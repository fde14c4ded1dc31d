package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How servers were started that scripts of a benchmark describe. */
class ServersTest {
  private static Benchmark of(String model, String version, String measured, String replicas) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("model", model);
    fields.put("system", "h200_sxm");
    fields.put("backend", "trtllm");
    fields.put("version", version);
    fields.put("measured", measured);
    fields.put("isl", "1024");
    fields.put("concurrency", "64");
    fields.put("dp", replicas);
    Map<String, Integer> columns = new HashMap<>();
    fields.keySet().forEach(column -> columns.put(column, columns.size()));
    return Benchmark.of(new Row(Path.of("e2e.csv"), 2, columns, List.copyOf(fields.values())));
  }

  private static Benchmark drafting(String replicas) {
    return of("deepseek-ai/DeepSeek-R1", "1.1.0rc2.post2", "2026-01-14", replicas);
  }

  @Test
  void aModelThatDraftsDraftsLessWithReplicas() {
    assertEquals(3, drafting("1").speculation().orElseThrow().draftLength());
    assertEquals(1, drafting("8").speculation().orElseThrow().draftLength());
    assertTrue(drafting("8").waitSteps() > drafting("1").waitSteps());
  }

  @Test
  void theSameServerOnAnotherDayDoesNot() {
    Benchmark other = of("deepseek-ai/DeepSeek-R1", "", "2025-11-02", "1");
    assertTrue(other.speculation().isEmpty());
    assertEquals(OptionalLong.of(1024 + 64 + 64), other.tokensPerStep());
  }

  @Test
  void whatNoScriptDescribesRunsAsUsual() {
    Benchmark usual = of("Qwen/Qwen3-32B", "", "", "1");
    assertEquals(10, usual.rounds());
    assertTrue(usual.tokensPerStep().isEmpty());
    assertEquals(0, usual.waitSteps());
  }
}
