package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
