package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * FPGA designs beside what was published of them. FlightLLM (Zeng, FPGA 2024) decodes LLaMA2-7B at
 * batch one with int4 weights and int8 activations; its throughput counts decoding alone, without
 * prompt, tokenizer or host. DFX (Hong, MICRO 2022) decodes GPT-2 of 1.5 billion parameters with 24
 * heads in fp16 on four boards; 72.68 tokens/s are 64 tokens over the time of 64 prompt tokens,
 * read one by one, and of those: 6.88 ms a pass, at 45 W a board (from memory of the paper). TeLLMe
 * (Qiao, 2025) runs a ternary BitNet of 0.7 billion parameters at 7 W.
 */
class PublishedFpgaTest {
  private static final double THROUGHPUT_BAR = 0.25;
  private static final double ENERGY_BAR = 0.35;

  @TempDir Path folder;

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

  private Path config(String name, String text) throws IOException {
    Path file = Files.createDirectories(folder.resolve(name)).resolve("config.json");
    Files.writeString(file, text);
    return file;
  }

  private static JsonNode run(String line) throws IOException {
    CommandRun run = CommandRun.line(line + " --format json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  /**
   * Products wait for the next of two buffers, vector instructions for the one before, where DFX
   * waits for its ring and its vector unit too: sums agree, their parts need not.
   */
  @Test
  void dfxOnFourU280() throws IOException {
    Path model =
        config(
            "gpt2-24-heads",
            "{\"architectures\":[\"GPT2LMHeadModel\"],\"model_type\":\"gpt2\",\"n_embd\":1536,"
                + "\"n_head\":24,\"n_layer\":48,\"n_positions\":1024,\"vocab_size\":50257}");
    String line =
        "run --hw dfx --tp 4 --model " + model + " --isl 64 --osl 64 --dtype fp16 --fidelity ";
    double publishedPass = 64 / 72.68 / 128;
    double publishedJoules = 4 * 45 * publishedPass;
    JsonNode events = run(line + "cycle");
    compare("DFX passes/s, cycle", 1 / tokenSeconds(events), 1 / publishedPass, THROUGHPUT_BAR);
    double joules = events.path("phases").path("decode").path("energy_j").asDouble() / 63;
    compare("DFX J/pass, cycle", joules, publishedJoules, ENERGY_BAR);
    double pipeline = tokenSeconds(run(line + "pipeline"));
    compare("DFX passes/s, pipeline", 1 / pipeline, 1 / publishedPass, THROUGHPUT_BAR);
  }

  /**
   * The rate of the tables is taken from the prompt of 64 tokens, so that only the one of 128 is a
   * check of it. Decoding is of the step at the end of a context of 1024, its output matrix in fp16
   * as BitNet's; that all data come through one port of the fabric is assumed. 7 W is the power
   * that the design may draw, not what it drew: its energy is printed, not checked.
   */
  @ParameterizedTest
  @CsvSource({"pipeline", "cycle"})
  void tellMeOnTheKv260(String fidelity) throws IOException {
    Path model =
        config(
            "bitnet-0.7b",
            "{\"architectures\":[\"LlamaForCausalLM\"],\"model_type\":\"llama\",\"hidden_size\":1536,"
                + "\"intermediate_size\":4096,\"num_hidden_layers\":24,\"num_attention_heads\":16,"
                + "\"max_position_embeddings\":2048,\"vocab_size\":32002,\"hidden_act\":\"silu\","
                + "\"rms_norm_eps\":1e-5,\"tie_word_embeddings\":true,"
                + "\"quantization_config\":{\"quant_method\":\"bitnet\"}}");
    String line =
        "run --hw kria-kv260-tellme --model "
            + model
            + " --act-dtype int8 --kv-dtype fp16 --osl 2 --fidelity "
            + fidelity
            + " --isl ";
    double prompt = run(line + 128).path("ttft_s").asDouble();
    compare("TeLLMe prompt of 128 tokens, s, " + fidelity, prompt, 1.15, THROUGHPUT_BAR);
    JsonNode decode = run(line + 1023);
    compare("TeLLMe tokens/s, " + fidelity, 1 / tokenSeconds(decode), 9, THROUGHPUT_BAR);
    double joules = decode.path("phases").path("decode").path("energy_j").asDouble();
    System.out.printf("TeLLMe J/token: predicted %.3g, at most %.3g%n", joules, 7 / 9.0);
    assertTrue(joules < 7 / 9.0, "within its power");
  }

  @Test
  void aChosenArrayCanBeRun() throws IOException {
    String line = "op gemm --hw alveo-u280 --dtype int8 --m 256 --n 4096 --k 4096";
    JsonNode described = run(line);
    JsonNode chosen = run(line + " --fpga-design int8");
    JsonNode array = run("fpga --hw alveo-u280 --dtype int8");
    double peak = array.path("operations_per_s").asDouble();
    double rate = chosen.path("operations").asDouble() / chosen.path("latency_s").asDouble();
    assertTrue(rate > 0.5 * peak && rate <= peak, rate + " of " + peak);
    assertTrue(chosen.path("latency_s").asDouble() < described.path("latency_s").asDouble());
    CommandRun refused =
        CommandRun.line("op gemm --hw h100-sxm --m 8 --n 8 --k 8 --fpga-design int8");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("--fpga-design needs an FPGA"), refused.err());
  }
}
