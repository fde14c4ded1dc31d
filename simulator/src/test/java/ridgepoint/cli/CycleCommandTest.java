package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CycleCommandTest {
  private static final String SMALL =
      "cycle gemm --rows 8 --cols 8 --dataflow ws --ifmap-kb 2 --filter-kb 2 --ofmap-kb 2"
          + " --m 64 --n 64 --k 64 ";
  private static final String NPU = "op gemm --hw generic-systolic --m 512 --n 512 --k 512 ";

  @TempDir Path folder;

  private static JsonNode json(String line) throws IOException {
    CommandRun run = CommandRun.line(line + " --format json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void aLayerHasTheFieldsScriptsRelyOn() throws IOException {
    JsonNode result = json(SMALL + "--bandwidth 4");
    for (String field :
        List.of(
            "cycles",
            "stall_cycles",
            "overall_utilization",
            "mapping_efficiency",
            "sram_reads_ifmap",
            "sram_reads_filter",
            "sram_writes_ofmap",
            "dram_reads_ifmap",
            "dram_reads_filter",
            "dram_writes_ofmap")) {
      assertTrue(result.get(field).isNumber(), field);
    }
    assertEquals(
        8 * 8 * (64 + 3 * 8 - 2) + result.get("stall_cycles").asLong(),
        result.get("cycles").asLong());
    assertTrue(result.get("stall_cycles").asLong() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"os", "ws", "is"})
  void theFoldsThatAreTimedComputeTheProduct(String dataflow) throws IOException {
    JsonNode executed =
        json("cycle gemm --rows 5 --cols 7 --m 33 --n 20 --k 41 --batches 2 --execute --dataflow "
                + dataflow)
            .get("executed");
    assertEquals(2 * 33 * 20, executed.get("outputs").asLong());
    assertTrue(executed.get("largest_relative_error").asDouble() < 1e-5);
    assertTrue(executed.get("sum").asDouble() != 0);
  }

  @Test
  void theArrayCanBeSetLikeAnyKey() throws IOException {
    JsonNode result = json("cycle gemm --set array=16x32 --m 64 --n 64 --k 64 --dataflow os");
    assertEquals(4 * 2 * (64 + 16 + 32 - 2), result.get("cycles").asLong());
  }

  @Test
  void aBatchHasALineForEveryLayer() throws IOException {
    Path cases = folder.resolve("cases.csv");
    Files.writeString(cases, "rows,cols,m,n,k,dataflow\n8,8,8,8,8,os\n16,16,8,8,8,ws\n");
    CommandRun run = CommandRun.line("cycle gemm --batch " + cases);
    assertEquals(0, run.code(), run.err());
    assertEquals(2, run.out().lines().count());
  }

  @Test
  void fourOfEightWeightsTakeHalfOfTheFolds() throws IOException {
    long dense = json(SMALL.strip()).get("cycles").asLong();
    assertEquals(dense, 2 * json(SMALL + "--sparsity 4:8").get("cycles").asLong());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cycle gemm --rows 0 --m 8 --n 8 --k 8                   | --rows must be between 1 and",
        "cycle gemm --set array=32 --m 8 --n 8 --k 8             | as in 32x32",
        "cycle gemm --m 8 --n 8                                  | --k is missing",
        "op gemm --hw tpu-v5e --m 8 --n 8 --k 8 --dram-whole     | --dram-whole needs --fidelity cycle",
        "op gemm --hw tpu-v5e --m 8 --n 8 --k 8 --fidelity cycle --dram rate --dram-whole | --dram is rate",
        "cycle gemm --m 8 --n 8 --k 8 --dataflow rs              | there are os, ws, is",
        "cycle gemm --m 8 --n 8 --k 8 --bandwidth 0              | --bandwidth must be whole words",
        "cycle gemm --m 8 --n 8 --k 8 --sparsity 4:2             | at most M",
        "cycle gemm --m 8 --n 8 --k 8 --hw h100-sxm              | cycle runs on an npu",
        "cycle gemm --rows 600 --m 8 --n 8 --k 8 --ifmap-kb 1    | a half of it must hold",
        "cycle gemm --m 99 --n 99 --k 99 --cycles-limit 5        | 5 cycles of --cycles-limit",
        "cycle conv --height 4 --width 4 --filter-height 5 --filter-width 1 --channels 1 --filters"
            + " 1 | larger than the image",
        "op gemm --hw generic-systolic --m 8 --n 8 --k 8 --trace t.json | needs --fidelity cycle",
        "op gemm --hw generic-systolic --m 512 --n 8 --k 8 --fidelity cycle --cycles-limit 9 | 9"
            + " cycles of --cycles-limit",
        "op gemm --hw h100-sxm --m 8 --n 8 --k 8 --execute        | --execute needs --fidelity"
            + " cycle",
        "op gemm --hw h100-sxm --m 4096 --n 4096 --k 4096 --fidelity cycle --execute | takes"
            + " operators of up to",
        "op transfer --hw h100-sxm --bytes 1000000 --fidelity cycle --execute | has no tiles",
      })
  void mistakesAreOneLine(String line, String said) {
    CommandRun run = CommandRun.line(line.strip());
    assertEquals(2, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(said), run.err());
  }

  @Test
  void replayingEverythingGivesTheSameCycles() throws IOException {
    assertEquals(
        json(NPU + "--fidelity cycle").get("latency_s"),
        json(NPU + "--fidelity cycle --replay-all").get("latency_s"));
  }

  @Test
  void aWindowOfMainMemoryTellsWhatTheWholePassTakes() throws IOException {
    String op = "op gemm --hw h100-sxm --m 1 --n 28672 --k 4096 --fidelity cycle";
    double window = json(op).get("latency_s").asDouble();
    double whole = json(op + " --dram-whole").get("latency_s").asDouble();
    assertEquals(1, window / whole, 0.05);
    assertNotEquals(window, whole);
  }

  @Test
  void aTimelineHasALaneForEveryUnitAndStallsWithTheirCause() throws IOException {
    Path trace = folder.resolve("trace.json");
    json(NPU + "--fidelity cycle --replay-all --trace " + trace);
    String text = Files.readString(trace);
    JsonNode events = new ObjectMapper().readTree(text).get("traceEvents");
    assertTrue(events.size() > 20, text);
    assertTrue(text.contains("core 0 array"), text);
    assertTrue(text.contains("\"stall\""), text);
    assertFalse(text.contains("\"dur\" : -"), text);
  }

  @Test
  void operatorsAreComputedByTheEventsThatTimeThem() throws IOException {
    String product = "op gemm --hw h100-sxm --m 300 --n 200 --k 260 --fidelity cycle";
    JsonNode alone = json(product);
    JsonNode executed = json(product + " --execute");
    assertEquals(alone.get("latency_s").asDouble(), executed.get("latency_s").asDouble());
    assertTrue(executed.at("/executed/passes").asBoolean());
    assertTrue(executed.at("/executed/tiles").asLong() > 1);
    assertEquals(0, executed.at("/executed/tiles_without_event").asLong());
    assertTrue(executed.at("/executed/max_error").asDouble() > 0, "bf16 rounds");
  }

  @Test
  void layersOfAModelAreComputedByTheEventsThatTimeThem() throws IOException {
    JsonNode run =
        json(
            "run --hw h100-sxm --model tiny-mixtral-test --isl 16 --osl 2 --fidelity cycle"
                + " --execute");
    JsonNode executed = run.get("executed");
    assertTrue(executed.size() > 10);
    executed.forEach(each -> assertTrue(each.get("passes").asBoolean(), each.toString()));
  }

  @Test
  void fidelitiesStandSideBySide() throws IOException {
    JsonNode operator = json(NPU + "--compare-fidelity").get("operators").get(0);
    double roofline = operator.get("roofline_latency_s").asDouble();
    assertTrue(roofline > 0);
    assertTrue(operator.get("pipeline_latency_s").asDouble() >= roofline);
    assertTrue(operator.get("cycle_latency_s").asDouble() >= roofline);
  }
}
