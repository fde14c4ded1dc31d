package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.technique.TechniqueLibrary;

class TechniqueCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> ids() {
    return new TechniqueLibrary().ids();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everyClaimRunsInItsOwnSetUpAndTheTechniqueHelps(String id) throws IOException {
    CommandRun run = CommandRun.of("reproduce", id, "--format", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode claims = JSON.readTree(run.out()).get("claims");
    assertTrue(claims.size() > 0);
    for (JsonNode claim : claims) {
      for (JsonNode item : claim.get("cases")) {
        assertTrue(item.get("predicted").asDouble() > 0, claim.toString());
      }
      JsonNode speedup = claim.get("predicted_speedup");
      assertTrue(speedup.isNull() || speedup.asDouble() >= 0.999, claim.toString());
    }
  }

  @Test
  void awqCutsTheDecodeStepOfABandwidthBoundModel() throws IOException {
    String plain = "run --hw rtx-4090 --model llama-2-7b --osl 8 --format json";
    double without = tpot(plain);
    double with = tpot(plain + " --technique awq");
    assertTrue(with < without / 2 && with > without / 4, without + " -> " + with);
  }

  @Test
  void techniquesThatContradictEachOtherAreRefusedWithTheReason() {
    CommandRun run =
        CommandRun.line("run --hw h100-sxm --model gpt2 --technique awq --technique smoothquant");
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("both change the format of the weights"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --hw h100-sxm --model bert-base --technique streaming-llm",
        "run --hw h100-sxm --model mamba2-2.7b --technique kv8",
        "run --hw h100-sxm --model bert-base --osl 0 --technique speculative-decoding",
        "run --hw v100-sxm --model gpt2 --technique sparsegpt"
      })
  void aTechniqueIsRefusedWhereItMakesNoSense(String line) {
    CommandRun run = CommandRun.line(line);
    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().contains("needs"), run.err());
  }

  @Test
  void listAndExplanationNameChangesAndClaims() {
    assertTrue(CommandRun.line("techniques").out().contains("flash-decoding"));
    CommandRun one = CommandRun.line("techniques gptq:bits=3");
    assertTrue(one.out().contains("int3"), one.out());
    assertTrue(one.out().contains("c037"), one.out());
  }

  private static double tpot(String line) throws IOException {
    CommandRun run = CommandRun.line(line);
    assertEquals(0, run.code(), run.err());
    return JSON.readTree(run.out()).get("tpot_s").asDouble();
  }
}
