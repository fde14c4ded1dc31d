package ridgepoint.report.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.report.Examples;
import ridgepoint.report.LayerTimeline;
import ridgepoint.report.RunResult;

class LayerTraceTest {
  private final RunResult result = Examples.run();

  @Test
  void eventsOfALaneDoNotOverlap() throws Exception {
    JsonNode trace = new ObjectMapper().readTree(LayerTrace.run(result));
    Map<String, Double> ends = new HashMap<>();
    int events = 0;
    for (JsonNode event : trace.get("traceEvents")) {
      if (event.get("ph").asText().equals("X")) {
        events++;
        String lane = event.get("pid") + "/" + event.get("tid");
        double start = event.get("ts").doubleValue();
        assertTrue(start >= ends.getOrDefault(lane, 0.0) - 1e-9, lane);
        ends.put(lane, start + event.get("dur").doubleValue());
      }
    }
    assertTrue(events > 60);
  }

  @Test
  void theLayerTakesItsShareOfThePhase() {
    LayerTimeline timeline = LayerTimeline.of(result.phase("decode"));
    assertEquals("layer", timeline.block());
    assertEquals(32 * 255, timeline.repetitions());
    double inLayers =
        result.phase("decode").operators().stream()
            .filter(row -> row.block().equals("layer"))
            .mapToDouble(RunResult.OperatorRow::latencySeconds)
            .sum();
    assertEquals(inLayers, timeline.seconds() * timeline.repetitions(), 1e-9);
  }

  @Test
  void anOperatorThatDiffersInTheFirstLayerDoesNotMakeTheLayerThePhase() {
    RunResult.PhaseResult decode = result.phase("decode");
    List<RunResult.OperatorRow> rows = new ArrayList<>(decode.operators());
    RunResult.OperatorRow norm = rows.get(1);
    rows.add(
        1,
        new RunResult.OperatorRow(
            norm.name(),
            norm.block(),
            norm.kind(),
            norm.shape(),
            norm.dataType(),
            1,
            norm.latencySeconds() / norm.count(),
            0,
            norm.energy(),
            0,
            norm.bytes(),
            0,
            norm.bound(),
            norm.boundDetail(),
            norm.trafficBytes(),
            norm.parts(),
            norm.resources(),
            "",
            ""));
    RunResult.PhaseResult changed =
        new RunResult.PhaseResult(
            "decode",
            decode.steps(),
            decode.latencySeconds(),
            decode.energyJoules(),
            decode.energy(),
            decode.bound(),
            decode.operations(),
            decode.bytes(),
            0,
            0,
            rows);
    assertEquals(32 * 255, LayerTimeline.of(changed).repetitions());
  }
}
