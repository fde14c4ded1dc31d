package ridgepoint.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ridgepoint.report.RunResult;

/**
 * A ceiling of the roofline.
 *
 * @param types the data types that share it, joined
 * @param operationsPerSecond of one device
 */
public record Roof(String types, double operationsPerSecond) {

  /**
   * The ceilings of the data types that the run computes in, highest first; the machine's highest
   * when it names none of them.
   */
  public static List<Roof> of(RunResult result) {
    Set<String> used = new LinkedHashSet<>();
    result.phases().forEach(phase -> phase.operators().forEach(row -> used.add(row.dataType())));
    Map<String, Double> peaks = result.machine().peakOperationsPerSecond();
    Map<Double, List<String>> byPeak = new LinkedHashMap<>();
    peaks.forEach(
        (type, peak) -> {
          if (used.contains(type) && peak > 0) {
            byPeak.computeIfAbsent(peak, any -> new ArrayList<>()).add(type);
          }
        });
    if (byPeak.isEmpty()) {
      peaks.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .ifPresent(best -> byPeak.put(best.getValue(), List.of(best.getKey())));
    }
    return byPeak.entrySet().stream()
        .map(entry -> new Roof(String.join(", ", entry.getValue()), entry.getKey()))
        .sorted((a, b) -> Double.compare(b.operationsPerSecond(), a.operationsPerSecond()))
        .toList();
  }
}
