package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.cli.explore.Explorations;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.evaluation.Measure;

class ExploredPointTest {
  @ParameterizedTest
  @CsvSource({
    "a100-sxm-80gb, memory.hbm.bandwidth, 3TB/s, 4, 1, 200, pipeline",
    "a100-sxm-80gb, compute.matrix.peak.bf16, 150TFLOP/s, 16, 2, 9, roofline",
    "dgx-h100, memory.hbm.bandwidth, 2TB/s, 8, 8, 5, pipeline",
    "xeon-8480plus, memory.ddr.bandwidth, 500GB/s, 2, 1, 5, pipeline",
    "tpu-v6e, memory.hbm.bandwidth, 1TB/s, 2, 1, 5, pipeline",
    "alveo-u280, memory.hbm.bandwidth, 300GB/s, 1, 1, 5, pipeline",
  })
  void aPointIsWhatRunGives(
      String hardware, String path, String value, int batch, int tp, int out, String fidelity)
      throws IOException {
    String options =
        "--hw %s --model llama-3.2-1b --batch-size %d --tp %d --isl 256 --osl %d --fidelity %s --allow-oversubscription --allow-emulation"
            .formatted(hardware, batch, tp, out, fidelity);
    JsonNode run =
        new ObjectMapper()
            .readTree(
                CommandRun.line(
                        "run " + options + " --set " + path + "=" + value + " --format json")
                    .out());
    String experiment =
        """
{"schema": "ridgepoint.experiment/1",
 "base": {"hw": "%s", "model": "llama-3.2-1b", "batch-size": "%d", "tp": "%d",
   "isl": "256", "osl": "%d", "fidelity": "%s", "allow-oversubscription": "true", "allow-emulation": "true"},
 "axes": {"%s": ["%s"]}}
"""
            .formatted(hardware, batch, tp, out, fidelity, path, value);
    Evaluator evaluator = Explorations.evaluator(experiment);
    Batch point = evaluator.evaluate(0, List.<String[]>of(new String[] {value}));
    assertEquals("{}", point.failures().toString());
    double[] row = point.rows()[0];
    assertEquals(run.get("ttft_s").asDouble(), row[evaluator.layout().position(Measure.TTFT)]);
    assertEquals(run.get("tpot_s").asDouble(), row[evaluator.layout().position(Measure.TPOT)]);
    assertEquals(run.get("energy_j").asDouble(), row[evaluator.layout().position(Measure.ENERGY)]);
  }

  private static double[] row(String base, String axis, String value) {
    Evaluator evaluator =
        Explorations.evaluator(
            "{schema: ridgepoint.experiment/1, base: {model: llama-3.2-1b, osl: 5, %s}, axes: {%s}}"
                .formatted(base, axis));
    Batch point = evaluator.evaluate(0, List.<String[]>of(new String[] {value}));
    assertEquals("{}", point.failures().toString());
    return point.rows()[0];
  }

  @Test
  void moreComputeUnitsAreMoreOfTheSameOnes() {
    double[] units = row("hw: a100-sxm-80gb", "compute.units: [54, 108]", "54");
    double[] all =
        row(
            "hw: a100-sxm-80gb",
            "halved: {values: [0.5], scales: [compute.units, compute.matrix.*.*,"
                + " compute.vector.peak.*, compute.special.rate, memory.shared.instances,"
                + " memory.shared.bandwidth]}",
            "0.5");
    assertArrayEquals(
        Arrays.copyOfRange(all, 1, all.length), Arrays.copyOfRange(units, 1, units.length), 1e-12);
    double[] cores = row("hw: xeon-8480plus", "compute.units: [28, 56]", "28");
    double[] described = row("hw: xeon-8480plus", "compute.units: [28, 56]", "56");
    assertTrue(cores[1] > 1.3 * described[1], "half the cores take longer to the first token");
  }

  @Test
  void whatIsSaidOfAKeyHoldsWhateverTheUnits() {
    double[] kept =
        row(
            "hw: a100-sxm-80gb, set: [compute.matrix.peak.bf16=312TFLOP/s]",
            "compute.units: [54, 108]",
            "54");
    double[] halved = row("hw: a100-sxm-80gb", "compute.units: [54, 108]", "54");
    assertTrue(kept[1] < halved[1], "its peak is not halved");
  }
}
