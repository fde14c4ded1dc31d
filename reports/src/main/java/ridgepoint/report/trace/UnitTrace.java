package ridgepoint.report.trace;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cycle.CommandTimeline;
import ridgepoint.cycle.Timelines;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Program;
import ridgepoint.event.Timeline;
import ridgepoint.report.text.JsonText;

/**
 * Timelines of a cycle model in the Trace Event Format of Chrome and Perfetto: a process per
 * simulated operator, a thread per unit, complete events with times in microseconds; a stall is an
 * event of category {@code stall} named by its cause. Time that repeats and was not replayed is an
 * event on a thread of its own. Of a memory that computes there is a thread for every lane of
 * commands.
 */
public final class UnitTrace {
  private static final double MICROSECONDS = 1e6;
  private static final String REPEATS = "repeats of what came before";

  private UnitTrace() {}

  public static String of(String version, String hardware, Timelines timelines) {
    List<JsonText.Body> events = new ArrayList<>();
    long dropped = 0;
    int process = 0;
    for (Timelines.Entry entry : timelines.entries()) {
      add(events, ++process, entry);
      dropped += entry.timeline().dropped();
    }
    for (Timelines.CommandEntry entry : timelines.commandEntries()) {
      add(events, ++process, entry);
      dropped += entry.timeline().dropped();
    }
    long left = dropped;
    return JsonText.pretty(
        json ->
            json.put("displayTimeUnit", "ns")
                .objects("traceEvents", events, (each, event) -> event.write(each))
                .object(
                    "otherData",
                    about ->
                        about
                            .put("version", version)
                            .put("hardware", hardware)
                            .put("spans_left_out", left)));
  }

  private static void add(List<JsonText.Body> events, int process, Timelines.Entry entry) {
    Timeline timeline = entry.timeline();
    Program program = timeline.program();
    events.add(LayerTrace.name("process_name", process, 0, entry.operator()));
    for (int unit = 0; unit < program.units().size(); unit++) {
      events.add(
          LayerTrace.name("thread_name", process, unit + 1, program.units().get(unit).name()));
    }
    int last = program.units().size() + 1;
    events.add(LayerTrace.name("thread_name", process, last, REPEATS));
    timeline.read(
        (unit, name, stall, start, ticks) ->
            events.add(
                json ->
                    json.put("name", name)
                        .put("cat", stall ? "stall" : "work")
                        .put("ph", "X")
                        .put("pid", process)
                        .put("tid", unit == Timeline.EVERY_UNIT ? last : unit + 1)
                        .put("ts", start / ClockDomain.TICKS_PER_SECOND * MICROSECONDS)
                        .put("dur", ticks / ClockDomain.TICKS_PER_SECOND * MICROSECONDS)));
  }

  private static void add(List<JsonText.Body> events, int process, Timelines.CommandEntry entry) {
    CommandTimeline timeline = entry.timeline();
    events.add(LayerTrace.name("process_name", process, 0, entry.operator()));
    List<String> lanes = timeline.lanes();
    for (int lane = 0; lane < lanes.size(); lane++) {
      events.add(LayerTrace.name("thread_name", process, lane + 1, lanes.get(lane)));
    }
    double microseconds = timeline.cycleSeconds() * MICROSECONDS;
    for (CommandTimeline.Span span : timeline.spans()) {
      events.add(
          json ->
              json.put("name", span.name())
                  .put("cat", "work")
                  .put("ph", "X")
                  .put("pid", process)
                  .put("tid", span.lane() + 1)
                  .put("ts", span.cycle() * microseconds)
                  .put("dur", span.cycles() * microseconds));
    }
  }
}
