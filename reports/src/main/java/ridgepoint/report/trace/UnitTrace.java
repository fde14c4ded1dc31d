package ridgepoint.report.trace;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cycle.Timelines;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Program;
import ridgepoint.event.Timeline;
import ridgepoint.report.text.JsonText;

/**
 * Timelines of a cycle model in the Trace Event Format of Chrome and Perfetto: a process per
 * simulated operator, a thread per unit, complete events with times in microseconds; a stall is an
 * event of category {@code stall} named by its cause. Time that repeats and was not replayed is an
 * event on a thread of its own.
 */
public final class UnitTrace {
  private static final double MICROSECONDS = 1e6;
  private static final String REPEATS = "repeats of what came before";

  private UnitTrace() {}

  public static String of(String version, String hardware, List<Timelines.Entry> entries) {
    List<JsonText.Body> events = new ArrayList<>();
    long dropped = 0;
    for (int i = 0; i < entries.size(); i++) {
      add(events, i + 1, entries.get(i));
      dropped += entries.get(i).timeline().dropped();
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
}
