package ridgepoint.report.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.report.LayerTimeline;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.text.JsonText;

/**
 * One layer of each phase in the Trace Event Format of Chrome and Perfetto: a process per phase, a
 * thread per resource, complete events with times in microseconds.
 */
public final class LayerTrace {
  private static final double MICROSECONDS = 1e6;

  private LayerTrace() {}

  public static String run(RunResult result) {
    List<JsonText.Body> events = new ArrayList<>();
    int process = 0;
    for (PhaseResult phase : result.drawnPhases()) {
      process++;
      add(events, process, phase);
    }
    return JsonText.pretty(
        json -> {
          json.put("displayTimeUnit", "ns");
          json.objects("traceEvents", events, (each, event) -> event.write(each));
          json.object(
              "otherData",
              about ->
                  about
                      .put("version", result.version())
                      .put("hardware", result.machine().id())
                      .put("model", result.model())
                      .texts("inputs", result.inputs()));
        });
  }

  private static void add(List<JsonText.Body> events, int process, PhaseResult phase) {
    LayerTimeline timeline = LayerTimeline.of(phase);
    Map<String, OperatorRow> rows = new HashMap<>();
    phase.operators().forEach(row -> rows.put(row.name(), row));
    events.add(name("process_name", process, 0, phase.name() + ", one " + timeline.block()));
    for (int lane = 0; lane < timeline.lanes().size(); lane++) {
      events.add(name("thread_name", process, lane + 1, timeline.lanes().get(lane)));
    }
    for (LayerTimeline.Span span : timeline.spans()) {
      int thread = timeline.lanes().indexOf(span.lane()) + 1;
      OperatorRow row = rows.get(span.operator());
      events.add(
          json ->
              json.put("name", span.operator())
                  .put("cat", span.kind())
                  .put("ph", "X")
                  .put("pid", process)
                  .put("tid", thread)
                  .put("ts", span.startSeconds() * MICROSECONDS)
                  .put("dur", span.seconds() * MICROSECONDS)
                  .object(
                      "args",
                      args ->
                          args.put("shape", row.shape())
                              .put("bound", row.bound())
                              .put("operations", row.operations() / timeline.repetitions())
                              .put("bytes", row.bytes().total() / timeline.repetitions())
                              .put("mapping", row.mapping())));
    }
  }

  static JsonText.Body name(String what, int process, int thread, String name) {
    return json ->
        json.put("name", what)
            .put("ph", "M")
            .put("pid", process)
            .put("tid", thread)
            .object("args", args -> args.put("name", name));
  }
}
