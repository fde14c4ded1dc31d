package ridgepoint.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ridgepoint.report.LayerTimeline;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.EnergySplit;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.chart.Palette;
import ridgepoint.report.chart.Roof;
import ridgepoint.report.text.JsonText;

/** What the script of a run's page draws, as JSON. */
final class RunData {
  private static final EnergySplit NO_ENERGY = new EnergySplit(0, 0, 0, 0, 0);

  private RunData() {}

  static String json(RunResult result) {
    Map<String, String> colors = Palette.kinds(result);
    List<Map.Entry<String, String>> parts = new ArrayList<>(Palette.parts(result).entrySet());
    return JsonText.line(
        json ->
            json.objects(
                    "levels",
                    result.machine().levels(),
                    (each, level) ->
                        each.put("name", level.name())
                            .put("bytesPerSecond", level.bytesPerSecond()))
                .objects(
                    "roofs",
                    Roof.of(result),
                    (each, roof) ->
                        each.put("type", roof.types()).put("peak", roof.operationsPerSecond()))
                .texts("colors", colors)
                .objects(
                    "parts",
                    parts,
                    (each, part) -> each.put("name", part.getKey()).put("color", part.getValue()))
                .objects(
                    "energy",
                    Palette.slices(NO_ENERGY),
                    (each, slice) -> each.put("name", slice.name()).put("color", slice.color()))
                .objects("phases", result.drawnPhases(), RunData::phase));
  }

  private static void phase(JsonText json, PhaseResult phase) {
    json.put("name", phase.name())
        .put("seconds", phase.latencySeconds())
        .strings("kinds", phase.operators().stream().map(OperatorRow::kind).distinct().toList())
        .objects("operators", phase.operators(), RunData::operator);
    LayerTimeline layer = LayerTimeline.of(phase);
    json.object(
        "layer",
        body ->
            body.put("block", layer.block())
                .put("seconds", layer.seconds())
                .strings("lanes", layer.lanes())
                .objects(
                    "spans",
                    layer.spans(),
                    (each, span) ->
                        each.put("lane", span.lane())
                            .put("operator", span.operator())
                            .put("kind", span.kind())
                            .put("start", span.startSeconds())
                            .put("seconds", span.seconds())));
  }

  private static void operator(JsonText json, OperatorRow row) {
    json.put("name", row.name())
        .put("kind", row.kind())
        .put("shape", row.shape())
        .put("type", row.dataType())
        .put("seconds", row.latencySeconds())
        .put("joules", row.energyJoules())
        .put("operations", row.operations())
        .put("rate", row.latencySeconds() > 0 ? row.operations() / row.latencySeconds() : 0)
        .put("bound", row.bound())
        .put("detail", row.boundDetail())
        .numbers("traffic", row.trafficBytes())
        .numbers("parts", row.parts())
        .object(
            "split",
            split -> Palette.slices(row.energy()).forEach(s -> split.put(s.name(), s.amount())))
        .put("mapping", row.mapping())
        .put("reason", row.reason());
  }
}
