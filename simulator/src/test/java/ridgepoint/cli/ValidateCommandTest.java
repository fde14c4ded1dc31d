package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  private static final String HEADER = "gpu,backend,version,source,dtype,m,n,k,latency_s,flag\n";

  @TempDir Path directory;

  @BeforeEach
  void measurements() throws IOException {
    Files.writeString(
        directory.resolve("gemm.csv"),
        HEADER
            + "h100_sxm,trtllm,1,aic,bfloat16,1,4096,4096,2e-5,ok\n"
            + "h100_sxm,trtllm,1,aic,bfloat16,64,4096,4096,2e-5,ok\n"
            + "h100_sxm,vllm,1,aic,bfloat16,128,4096,4096,2e-3,spike\n"
            + "no_such_gpu,vllm,1,aic,bfloat16,128,4096,4096,2e-5,ok\n");
  }

  private CommandRun validate(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "validate";
    arguments[1] = "--measurements";
    arguments[2] = directory.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return CommandRun.of(arguments);
  }

  @Test
  void jsonHasEveryGroupAndEveryPool() throws IOException {
    JsonNode json = new ObjectMapper().readTree(validate("--format", "json").out());
    assertEquals("ridgepoint.validate/1", json.get("schema").asText());
    assertTrue(json.get("seconds").asDouble() > 0);
    JsonNode pool = json.get("results").get(0);
    assertEquals("gemm", pool.get("family").asText());
    for (String pooled : new String[] {"device", "backend", "dtype"}) {
      assertEquals("*", pool.get(pooled).asText());
    }
    assertEquals(4, pool.get("rows").asInt());
    assertEquals(2, pool.get("scored").asInt());
    for (String error : new String[] {"mape", "median_ape", "p90_ape", "bias"}) {
      assertTrue(pool.get(error).isNumber(), error);
    }
    long skipped = 0;
    for (JsonNode each : json.get("skipped")) {
      skipped += each.get("rows").asLong();
      assertTrue(each.hasNonNull("reason"));
    }
    assertEquals(2, skipped);
  }

  @Test
  void everyPredictedRowIsWrittenWithItsLine() throws IOException {
    Path file = directory.resolve("predictions.csv");
    assertEquals(0, validate("--predictions", file.toString()).code());
    String text = Files.readString(file);
    assertEquals(4, text.lines().count(), "a header, two that count and the spike");
    assertTrue(text.lines().skip(1).findFirst().orElseThrow().startsWith("gemm,2,h100_sxm"));
  }

  @Test
  void resultsDoNotDependOnThreads() {
    assertEquals(
        validate("--format", "csv", "--threads", "1").out(),
        validate("--format", "csv", "--threads", "4").out());
  }

  @Test
  void theReportExplainsTheWorstRows() throws IOException {
    Path report = directory.resolve("report");
    assertEquals(0, validate("--report", report.toString()).code());
    String page = Files.readString(report.resolve("index.html"));
    assertTrue(page.contains("Worst rows"));
    assertTrue(page.contains("parity-gemm"));
  }

  @Test
  void aMalformedLineIsNamedInOneLine() throws IOException {
    Files.writeString(
        directory.resolve("gemm.csv"), HEADER + "h100_sxm,trtllm,1,aic,bfloat16,1,x,4,1e-5,ok\n");
    CommandRun run = validate();
    assertEquals(2, run.code());
    assertTrue(run.err().contains("gemm.csv:2: column 'n' is 'x'"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void aDirectoryWithoutMeasurementsIsRefused() throws IOException {
    Files.delete(directory.resolve("gemm.csv"));
    CommandRun run = validate();
    assertEquals(2, run.code());
    assertTrue(run.err().contains("gemm.csv"), run.err());
  }

  /** On whatever measurements lie beside the repository: every family, in well under a minute. */
  @Test
  void allMeasurementsArePredictedWithinAMinute() throws IOException {
    String shared = System.getenv("RIDGEPOINT_SHARED");
    Path folder =
        Path.of(shared == null ? "../../shared" : shared).resolve("measurements/calibration");
    Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is absent; set RIDGEPOINT_SHARED");
    CommandRun run =
        CommandRun.of("validate", "--measurements", folder.toString(), "--format", "json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertTrue(json.get("seconds").asDouble() < 60);
    long rows = 0;
    long scored = 0;
    for (JsonNode each : json.get("results")) {
      boolean pool = each.get("device").asText().equals("*");
      if (pool
          && each.get("backend").asText().equals("*")
          && each.get("dtype").asText().equals("*")) {
        rows += each.get("rows").asLong();
        scored += each.get("scored").asLong();
      }
    }
    assertTrue(rows > 0);
    assertTrue(scored > 0.8 * rows, scored + " of " + rows);
  }
}
