package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateServingCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void measurements() throws IOException {
    String row =
        "meta-llama/Llama-3.1-8B-Instruct,h100-sxm,vllm,0.12,agg,256,32,bfloat16,%d,1,1,1,1,1,,%s,%s,0,0";
    Files.write(
        folder.resolve("e2e.csv"),
        List.of(
            "model,system,backend,version,mode,isl,osl,gemm_quant,concurrency,tp,pp,dp,moe_tp,moe_ep,"
                + "moe_quant,ttft_ms,tpot_ms,saturated,underspecified",
            row.formatted(2, 40, 7.2),
            row.formatted(4, 45, 7.6)));
  }

  private CommandRun calibrate(String... options) {
    List<String> words =
        new java.util.ArrayList<>(
            List.of("calibrate-serving", "--measurements", folder.toString()));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray(String[]::new));
  }

  @Test
  void theHostIsPrintedAsAStackDescribesIt() {
    CommandRun run = calibrate("--stack", "vllm");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.err().contains("fitted: 2 rows"), run.err());
    assertTrue(run.out().contains("request_seconds: 0.0"), run.out());
    assertEquals(4, run.out().lines().count(), run.out());
  }

  @Test
  void aStackThatServedNothingIsRefused() {
    CommandRun run = calibrate("--stack", "vlm");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("did you mean 'vllm'"), run.err());
    assertEquals(2, CommandRun.of("calibrate-serving", "--stack", "vllm").code());
  }
}
