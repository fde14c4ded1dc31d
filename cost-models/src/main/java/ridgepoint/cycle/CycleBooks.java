package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Outcome;
import ridgepoint.number.DataType;
import ridgepoint.pipeline.MappedTime;

/** Adds up what became of the passes of a kernel. Mutable; one per estimate. */
final class CycleBooks {
  private static final String FILL = "fill and drain";
  private static final String LAUNCH = "launch";

  private final double[] levelBytes;
  private final double launchSeconds;
  private final Map<String, Double> busy = new LinkedHashMap<>();
  private final Map<String, Double> parts = new LinkedHashMap<>();
  private final Map<String, Bound> bounds = new LinkedHashMap<>();
  private final Map<DataType, Double> matrixOperations = new EnumMap<>(DataType.class);
  private double vectorOperations;
  private double specialOperations;
  private double passSeconds;
  private double unitSeconds;
  private long events;
  private String reason = "";

  CycleBooks(int levels, double launchSeconds) {
    levelBytes = new double[levels];
    this.launchSeconds = launchSeconds;
    parts.put(LAUNCH, launchSeconds);
    bounds.put(LAUNCH, Bound.OVERHEAD);
    bounds.put(FILL, Bound.OVERHEAD);
  }

  void add(CyclePass pass, Outcome outcome) {
    reason = reason.isEmpty() ? pass.reason() : reason;
    events += outcome.events();
    passSeconds += ClockDomain.seconds(outcome.ticks());
    addTime(pass, outcome);
    outcome.eachTag((tag, times) -> add(pass.event(tag), times));
  }

  private void add(Event event, long times) {
    levelBytes[event.level()] += times * event.bytes();
    if (event.matrixOperations() > 0) {
      matrixOperations.merge(event.matrixType(), times * event.matrixOperations(), Double::sum);
    }
    vectorOperations += times * event.vectorOperations();
    specialOperations += times * event.specialOperations();
  }

  /** The busiest unit's time is what a pass takes, with what it waited for. */
  private void addTime(CyclePass pass, Outcome outcome) {
    String limiting = "";
    int busiest = -1;
    double unit = 0;
    for (Map.Entry<String, CyclePass.Resource> entry : pass.resources().entrySet()) {
      String name = entry.getKey();
      int most = busiest(entry.getValue(), outcome);
      double seconds = ClockDomain.seconds(outcome.busyTicks(most));
      busy.merge(name, seconds, Double::sum);
      bounds.put(name, entry.getValue().bound());
      if (entry.getValue().bound() == Bound.COMPUTE) {
        unit = Math.max(unit, seconds);
      }
      if (busiest < 0 || outcome.busyTicks(most) > outcome.busyTicks(busiest)) {
        busiest = most;
        limiting = name;
      }
    }
    unitSeconds += unit;
    if (busiest < 0) {
      parts.merge(FILL, ClockDomain.seconds(outcome.ticks()), Double::sum);
      return;
    }
    parts.merge(limiting, ClockDomain.seconds(outcome.busyTicks(busiest)), Double::sum);
    List<String> causes = outcome.program().causes();
    Map<String, String> named = pass.resourceOfUnit();
    for (int cause = 0; cause < causes.size(); cause++) {
      String name = "waiting for " + named.getOrDefault(causes.get(cause), causes.get(cause));
      bounds.putIfAbsent(name, Bound.OVERHEAD);
      parts.merge(name, ClockDomain.seconds(outcome.stalledTicks(busiest, cause)), Double::sum);
    }
    parts.merge(FILL, ClockDomain.seconds(outcome.idleTicks(busiest)), Double::sum);
  }

  private static int busiest(CyclePass.Resource resource, Outcome outcome) {
    int most = resource.units().get(0);
    for (int unit : resource.units()) {
      if (outcome.busyTicks(unit) > outcome.busyTicks(most)) {
        most = unit;
      }
    }
    return most;
  }

  MappedTime mapped() {
    String largest = largest(parts);
    return new MappedTime(
        ClockResponse.overlapped(launchSeconds + passSeconds, unitSeconds, launchSeconds),
        bounds.get(largest),
        largest,
        activity(),
        asParts(parts),
        asParts(busy),
        String.format(Locale.ROOT, "%s, %d events", reason, events));
  }

  private Activity activity() {
    double operations = 0;
    double most = 0;
    DataType type = DataType.FP32;
    for (Map.Entry<DataType, Double> entry : matrixOperations.entrySet()) {
      operations += entry.getValue();
      if (entry.getValue() > most) {
        most = entry.getValue();
        type = entry.getKey();
      }
    }
    return Activity.onDevice(
        operations, type, vectorOperations, specialOperations, levelBytes.clone());
  }

  /** The first of the largest. */
  private static String largest(Map<String, Double> seconds) {
    String largest = LAUNCH;
    for (Map.Entry<String, Double> entry : seconds.entrySet()) {
      if (entry.getValue() > seconds.get(largest)) {
        largest = entry.getKey();
      }
    }
    return largest;
  }

  private static List<Part> asParts(Map<String, Double> seconds) {
    List<Part> result = new ArrayList<>();
    seconds.forEach(
        (name, value) -> {
          if (value > 0) {
            result.add(new Part(name, value));
          }
        });
    return result;
  }
}
