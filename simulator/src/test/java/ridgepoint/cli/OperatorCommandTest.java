package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCommandTest {
  @TempDir Path folder;

  private static JsonNode result(String line) throws IOException {
    CommandRun run = CommandRun.line("op " + line + " --format json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gemm --m 64 --n 512 --k 256",
        "gemm --m 64 --n 512 --k 256 --w-bits 4 --group-size 128",
        "grouped-gemm --groups 4 --rows 64 --n 256 --k 256",
        "attention --batch-size 2 --seq-len 512 --heads 8 --kv-heads 2 --head-dim 64",
        "attention --seq-len 512 --heads 8 --head-dim 64 --phase decode --kv-bits 8",
        "softmax --rows 128 --cols 1024",
        "norm --rows 128 --cols 1024 --type layer",
        "elementwise --rows 128 --cols 1024 --function silu-multiply",
        "rotary --tokens 128 --heads 8 --head-dim 64",
        "embedding --tokens 128 --vocabulary 32000 --cols 1024",
        "moe-routing --tokens 128 --experts 8 --top-k 2",
        "state-scan --seq-len 128 --heads 8 --head-dim 64 --state-dim 64",
        "sampling --rows 8 --vocabulary 32000",
        "collective --bytes 1000000 --devices 4",
        "collective --type all-to-all --bytes 1000000 --devices 4",
        "transfer --bytes 1000000",
      })
  void everyOperatorHasTheKeysScriptsRelyOn(String shape) throws IOException {
    for (String fidelity : List.of("roofline", "pipeline")) {
      JsonNode result = result(shape + " --hw a100-sxm-80gb --fidelity " + fidelity);
      for (String key : List.of("operations", "bytes", "bound", "tiling", "parts", "energy_j")) {
        assertTrue(result.hasNonNull(key), key);
      }
      double latency = result.get("latency_s").asDouble();
      assertTrue(latency > 0);
      double parts = 0;
      for (JsonNode part : result.get("parts")) {
        parts += part.asDouble();
      }
      assertEquals(latency, parts, 1e-9 * latency);
    }
  }

  @Test
  void aGemmMovesItsOperandsAndItsResult() throws IOException {
    JsonNode result = result("gemm --hw a100-sxm-80gb --m 8 --n 32 --k 16 --dtype fp16");
    assertEquals(2.0 * 8 * 32 * 16, result.get("operations").asDouble());
    assertEquals(2.0 * (8 * 16 + 16 * 32 + 8 * 32), result.get("bytes").asDouble());
  }

  @Test
  void eagerSoftwareCallsAnOperatorFromTheHost() throws IOException {
    String shape = "gemm --hw a100-sxm-80gb --m 8192 --n 64 --k 64 --dtype fp16 --stack ";
    JsonNode eager = result(shape + "pytorch-eager");
    assertEquals(25e-6, eager.get("parts").get("host call").asDouble(), 1e-12);
    assertEquals("overhead", eager.get("bound").asText());
    // LLMCompass measured 29.6 us of this product, called from PyTorch on an A100.
    assertEquals(29.6e-6, eager.get("latency_s").asDouble(), 3e-6);
    assertTrue(result(shape + "tensorrt-llm").get("latency_s").asDouble() < 10e-6);
    JsonNode bound = result(shape + "pytorch-eager --fidelity roofline");
    assertTrue(bound.get("latency_s").asDouble() < 5e-6);
  }

  @Test
  void decodeAttentionReadsTheCacheOnce() throws IOException {
    JsonNode result =
        result(
            "attention --hw a100-sxm-80gb --batch-size 3 --seq-len 100 --heads 8 --kv-heads 2"
                + " --head-dim 64 --phase decode --dtype fp16");
    assertEquals(
        3.0 * 2 * 100 * 64 * 2 * 2, result.get("bytes_by_role").get("kv_cache").asDouble());
  }

  @Test
  void attentionToLaterKeysIsAsked() throws IOException {
    String shape = "attention --hw a100-sxm-80gb --seq-len 128 --heads 8 --head-dim 64 --causal ";
    double all = result(shape + "false").get("operations").asDouble();
    double earlier = result(shape + "true").get("operations").asDouble();
    assertEquals(0.5, earlier / all, 0.01);
    assertEquals(earlier, result(shape.strip()).get("operations").asDouble());
  }

  @Test
  void manyShapesInOneGo() throws IOException {
    Path file = Files.writeString(folder.resolve("shapes.csv"), "m,n,k\n1,64,64\n8,64,64\n");
    CommandRun run = CommandRun.line("op gemm --hw a100-sxm-80gb --batch " + file);
    assertEquals(0, run.code(), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).contains("\"1x64x64\""), lines.get(0));
    assertTrue(lines.get(1).contains("\"8x64x64\""), lines.get(1));
  }
}
