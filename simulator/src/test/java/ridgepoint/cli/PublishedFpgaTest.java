package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * FPGA designs beside what was published of them. FlightLLM (Zeng, FPGA 2024) decodes LLaMA2-7B at
 * batch one with int4 weights and int8 activations; its throughput counts decoding alone, without
 * prompt, tokenizer or host.
 */
class PublishedFpgaTest {
  private static final double THROUGHPUT_BAR = 0.25;
  private static final double ENERGY_BAR = 0.35;

  private static JsonNode flightLlm(String device, int prompt, int output, String fidelity)
      throws IOException {
    CommandRun run =
        CommandRun.line(
            "run --hw %s --model llama-2-7b --batch-size 1 --input-len %d --output-len %d --dtype int8 --weight-dtype int4 --kv-dtype int8 --fidelity %s --format json"
                .formatted(device, prompt, output, fidelity));
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  /** Seconds of a token after the first. */
  private static double tokenSeconds(JsonNode run) {
    return run.path("tpot_s").asDouble();
  }

  private static void compare(String what, double predicted, double published, double bar) {
    System.out.printf(
        "%s: predicted %.4g, published %.4g, %+.1f %%%n",
        what, predicted, published, 100 * (predicted / published - 1));
    assertEquals(published, predicted, bar * published, what);
  }

  @ParameterizedTest
  @CsvSource({"pipeline", "cycle"})
  void flightLlmOnTheU280(String fidelity) throws IOException {
    JsonNode run = flightLlm("alveo-u280", 128, 1024, fidelity);
    compare(
        "FlightLLM U280, on the board, tokens/s, " + fidelity,
        1 / tokenSeconds(run),
        55,
        THROUGHPUT_BAR);
    // 45 W of the board at 55 tokens/s
    double joules = run.path("phases").path("decode").path("energy_j").asDouble() / 1023;
    compare("FlightLLM U280 J/token, " + fidelity, joules, 45 / 55.0, ENERGY_BAR);
  }

  @Test
  void flightLlmOnTheVhk158AsInThePaper() throws IOException {
    for (String fidelity : new String[] {"pipeline", "cycle"}) {
      compare(
          "FlightLLM VHK158, its authors' simulation, tokens/s, " + fidelity,
          1 / tokenSeconds(flightLlm("versal-vhk158", 128, 1024, fidelity)),
          92.5,
          THROUGHPUT_BAR);
    }
  }

  /** Prefill and decoding seconds of the artifact's README, which are of a simulation. */
  @ParameterizedTest
  @CsvSource({
    "128, 512, 0.2899, 4.9464",
    "128, 1024, 0.2899, 10.3186",
    "128, 1536, 0.2899, 16.1031",
    "512, 512, 1.1814, 5.2690",
    "512, 1024, 1.1814, 10.9505",
    "512, 1536, 1.1814, 17.0443"
  })
  void flightLlmOnTheVhk158AsInItsArtifact(int prompt, int output, double prefill, double decode)
      throws IOException {
    JsonNode run = flightLlm("versal-vhk158", prompt, output, "pipeline");
    String what = "FlightLLM VHK158 artifact, %d + %d tokens, ".formatted(prompt, output);
    compare(what + "prefill s", run.path("ttft_s").asDouble(), prefill, THROUGHPUT_BAR);
    compare(what + "tokens/s", 1 / tokenSeconds(run), output / decode, THROUGHPUT_BAR);
  }
}
