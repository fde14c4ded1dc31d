package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecuteCommandTest {
  private static final String[] SMALL = {
    "execute", "--model", "tiny-llama-test", "--input-len", "5", "--output-len", "2"
  };

  @Test
  void tableShowsEveryOperatorCheckedWithItsEstimate() {
    CommandRun run = CommandRun.of(SMALL);
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("q_proj"), run.out());
    assertTrue(run.out().contains("every result within the error bound"), run.out());
    assertTrue(run.out().contains("as often as the graphs say"), run.out());
    assertTrue(run.out().lines().filter(line -> line.contains(" pass ")).count() == 16, run.out());
  }

  @Test
  void jsonHasErrorsBoundsAndEstimatesAndIsTheSameEachTime() throws IOException {
    String[] arguments = Arrays.copyOf(SMALL, SMALL.length + 2);
    arguments[SMALL.length] = "--format";
    arguments[SMALL.length + 1] = "json";
    String text = CommandRun.of(arguments).out();
    JsonNode json = new ObjectMapper().readTree(text);
    assertEquals("ridgepoint.execute/1", json.get("schema").asText());
    assertTrue(json.get("passes").asBoolean());
    for (JsonNode operator : json.get("operators")) {
      assertTrue(operator.get("error_over_bound").asDouble() <= 1, operator.toString());
      assertTrue(operator.get("work_is_formula").asBoolean(), operator.toString());
      assertTrue(operator.get("estimated_latency_s").asDouble() > 0, operator.toString());
      assertTrue(operator.get("estimated_energy_j").asDouble() > 0, operator.toString());
    }
    assertEquals(text, CommandRun.of(arguments).out());
  }

  @Test
  void anOutputGateScalesWhatAttentionGives(@TempDir Path folder) throws IOException {
    CommandRun run =
        CommandRun.of(changed(folder, "  head_dim: 16", "  head_dim: 16\n  output_gate: true"));
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("output_gate_proj"), run.out());
    assertTrue(run.out().contains("every result within the error bound"), run.out());
  }

  @Test
  void whatHasNoKernelsIsRefusedInOneLine(@TempDir Path folder) throws IOException {
    String delta =
        "  kind: gated_delta\n  key_heads: 2\n  key_dim: 16\n  value_heads: 4\n  value_dim: 16\n"
            + "  convolution_width: 4";
    CommandRun run =
        CommandRun.of(
            changed(folder, "  kind: grouped\n  heads: 4\n  kv_heads: 2\n  head_dim: 16", delta));
    assertEquals(2, run.code());
    assertTrue(run.err().contains("there are no kernels for 'gated delta 4/2"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  /** Arguments that execute a tiny model, one part of its description replaced. */
  private static String[] changed(Path folder, String part, String other) throws IOException {
    String text;
    try (InputStream in =
        ExecuteCommandTest.class.getResourceAsStream("/models/tiny-llama-test.yaml")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(text.contains(part));
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, text.replace(part, other));
    String[] arguments = SMALL.clone();
    arguments[2] = file.toString();
    return arguments;
  }

  @Test
  void techniquesChangeTheArithmetic() {
    CommandRun run =
        CommandRun.of(
            "execute",
            "--model",
            "tiny-llama-test",
            "--technique",
            "streaming-llm:window=6,sinks=2",
            "--technique",
            "awq:group=32");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("int4"), run.out());
  }

  @Test
  void senselessSizesAndLargeModelsAreOneLine() {
    assertRefused("batch size must be between", "tiny-llama-test", "--batch-size", "0");
    assertRefused("input length must be between", "tiny-llama-test", "--input-len", "-3");
    assertRefused("more than the 2 GB", "llama-3.1-8b", "--batch-size", "1");
    assertRefused("tp 3 does not divide", "tiny-llama-test", "--tp", "3");
  }

  private static void assertRefused(String reason, String model, String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "execute";
    arguments[1] = "--model";
    arguments[2] = model;
    System.arraycopy(more, 0, arguments, 3, more.length);
    CommandRun run = CommandRun.of(arguments);
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }
}
