package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
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
}
