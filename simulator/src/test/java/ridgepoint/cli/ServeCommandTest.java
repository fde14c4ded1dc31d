package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  private static final String SERVED =
      "serve --hw dgx-h100 --model llama-3.1-8b --stack vllm --tp 2 --input-len 512 "
          + "--output-len 64 --rounds 3 --fidelity roofline";

  private static JsonNode json(String line) throws IOException {
    CommandRun run = CommandRun.line(line + " --format json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void moreClientsGetMoreTokensTogetherAndEachOfThemLater() throws IOException {
    JsonNode few = json(SERVED + " --clients 2");
    JsonNode many = json(SERVED + " --clients 32");
    assertEquals("ridgepoint.serve/1", few.get("schema").asText());
    assertTrue(many.get("tokens_per_s").asDouble() > few.get("tokens_per_s").asDouble());
    assertTrue(many.get("tpot_s").asDouble() > few.get("tpot_s").asDouble());
    assertEquals(
        few.get("ttft_s").asDouble() + 63 * few.get("tpot_s").asDouble(),
        few.get("request_s").asDouble(),
        1e-9);
  }

  @Test
  void promptsOnOtherWorkersDelayNoToken() throws IOException {
    String uneven = SERVED.replace("512", "8192") + " --clients 16 --shortest 0.5";
    JsonNode together = json(uneven);
    JsonNode apart = json(uneven + " --disaggregated --prefill-workers 2 --prefill-tp 2");
    assertEquals(6, apart.get("devices").asInt());
    assertTrue(apart.get("tpot_s").asDouble() < together.get("tpot_s").asDouble());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --hw dgx-h100 | --model is missing",
        "serve --hw dgx-h100 --model llama-3.1-8b --batch-size 4 | give --clients",
        "serve --hw dgx-h100 --model llama-3.1-8b --clients 0 | --clients must be between 1",
        "serve --hw dgx-h100 --model llama-3.1-8b --shortest 2 | --shortest",
        "serve --hw dgx-h100 --model llama-3.1-8b --decode-workers 2 | need --disaggregated",
        "serve --hw h100-sxm --model llama-3.1-405b | does not fit",
        "serve --hw dgx-h100 --model llama-3.1-8b --disaggregated --prefill-workers 0 | from 1 to",
        "serve --hw dgx-h100 --model llama-3.1-8b --disaggregated --prefill-workers 4096 --prefill-pp 4096 --prefill-dp 4096 | devices for all workers"
      })
  void whatCannotBeServedIsSaidInOneLine(String line, String said) {
    CommandRun run = CommandRun.line(line);
    assertEquals(2, run.code(), run.out());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(said), run.err());
  }
}
