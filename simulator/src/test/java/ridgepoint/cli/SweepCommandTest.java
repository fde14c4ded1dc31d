package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.cli.run.Variation;
import ridgepoint.input.InputException;

class SweepCommandTest {
  private static final List<String> OPTIONS = List.of("batch-size", "hw");

  private static JsonNode cases(String line) throws IOException {
    CommandRun run = CommandRun.line(line + " --format json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out()).get("cases");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch-size=1..16x2     | 1 2 4 8 16",
        "batch-size=1..4        | 1 2 3 4",
        "batch-size=128..400+128 | 128 256 384",
        "batch-size=1,5..7,32   | 1 5 6 7 32",
        "hw=a,../b.yaml         | a ../b.yaml",
        "memory.hbm.bandwidth=1..4x2TB/s | 1TB/s 2TB/s 4TB/s",
      })
  void rangesCountMultiplyAndAdd(String text, String values) {
    assertEquals(List.of(values.split(" ")), Variation.parse(text, OPTIONS).values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch-size=",
        "batchsize=1",
        "batch-size=8..1",
        "batch-size=1..9x1",
        "hw",
        "batch-size=1..99999999"
      })
  void rangesThatGoNowhereAreRefused(String text) {
    assertThrows(InputException.class, () -> Variation.parse(text, OPTIONS));
  }

  @Test
  void theFirstVariesSlowestAndWhatDoesNotFitIsShownInPlace() throws IOException {
    JsonNode cases =
        cases(
            "sweep --model llama-2-13b --isl 64 --osl 4 --fidelity roofline"
                + " --vary hw=l4,a100-sxm-80gb --vary batch-size=1,2");
    List<String> order = new ArrayList<>();
    for (JsonNode each : cases) {
      order.add(
          each.get("values").get("hw").asText() + each.get("values").get("batch_size").asInt());
    }
    assertEquals(List.of("l41", "l42", "a100-sxm-80gb1", "a100-sxm-80gb2"), order);
    assertTrue(cases.get(0).get("error").asText().startsWith("does not fit"));
    assertTrue(cases.get(2).get("ttft_s").asDouble() > 0);
  }

  @Test
  void aSweepIsTheSameOnAnyNumberOfThreads() {
    String line =
        "sweep --hw a100-sxm-80gb --model llama-2-7b --fidelity roofline --format csv"
            + " --vary batch-size=1..64x2 --vary isl=64,128 --vary tp=1,2 --threads ";
    assertEquals(CommandRun.line(line + 1), CommandRun.line(line + 7));
  }

  @Test
  void comparisonsShareWhatIsTheSame() throws IOException {
    CommandRun run =
        CommandRun.line(
            "compare --hw a100-sxm-80gb,v100-sxm --model llama-2-7b --fidelity roofline --format"
                + " json");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertEquals("ridgepoint.compare/1", result.get("schema").asText());
    assertEquals("llama-2-7b", result.get("inputs").get("model").asText());
    assertEquals(2, result.get("cases").size());
    assertTrue(result.get("inputs").get("dtype") == null, "one computes in bf16, one in fp16");
  }

  @Test
  void moreBandwidthIsNotSlower() throws IOException {
    JsonNode cases =
        cases("sweep --hw a100-sxm-80gb --model llama-2-7b --vary memory.hbm.bandwidth=1..8x2TB/s");
    for (int i = 1; i < cases.size(); i++) {
      assertTrue(
          cases.get(i).get("tpot_s").asDouble() <= cases.get(i - 1).get("tpot_s").asDouble());
    }
  }
}
