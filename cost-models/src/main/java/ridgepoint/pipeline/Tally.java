package ridgepoint.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.number.DataType;

/**
 * Adds up the passes of a kernel for machines whose resources work side by side: each pass lasts as
 * long as its busiest resource, plus what filling and draining adds. Mutable; one per estimate.
 */
public final class Tally {
  private static final String FILL = "fill and drain";

  private final Map<String, Double> parts = new LinkedHashMap<>();
  private final Map<String, Double> resources = new LinkedHashMap<>();
  private final Map<String, Bound> bounds = new LinkedHashMap<>();
  private final Map<String, Double> pass = new LinkedHashMap<>();
  private final Map<DataType, Double> matrixOperations = new EnumMap<>(DataType.class);
  private final double[] levelBytes;
  private double vectorOperations;
  private double specialOperations;
  private double linkBytes;
  private double linkJoules;
  private double latencySeconds;
  private double clockedSeconds;
  private double overheadSeconds;

  /**
   * @param levels memory levels of the device
   */
  public Tally(int levels) {
    levelBytes = new double[levels];
  }

  /** Time in which nothing else happens. */
  public void overhead(String name, double seconds) {
    parts.merge(name, seconds, Double::sum);
    latencySeconds += seconds;
    overheadSeconds += seconds;
    bounds.put(name, Bound.OVERHEAD);
  }

  /** A resource that is busy during the current pass. */
  public void busy(String name, Bound bound, double seconds) {
    pass.merge(name, seconds, Double::sum);
    resources.merge(name, seconds, Double::sum);
    bounds.put(name, bound);
  }

  /**
   * Ends a pass.
   *
   * @param seconds it takes; at least those of its busiest resource
   * @param unitSeconds of its busiest compute unit
   */
  public void endPass(double seconds, double unitSeconds) {
    String busiest = busiest(pass);
    double named = busiest.isEmpty() ? 0 : pass.get(busiest);
    if (!busiest.isEmpty()) {
      parts.merge(busiest, named, Double::sum);
    }
    double rest = Math.max(0, seconds - named);
    parts.merge(FILL, rest, Double::sum);
    bounds.put(FILL, Bound.OVERHEAD);
    latencySeconds += named + rest;
    clockedSeconds += unitSeconds;
    pass.clear();
  }

  /** Operations executed. */
  public void operations(double matrix, DataType type, double vector, double special) {
    matrixOperations.merge(type, matrix, Double::sum);
    vectorOperations += vector;
    specialOperations += special;
  }

  /** Bytes across a memory level. */
  public void bytes(int level, double bytes) {
    levelBytes[level] += bytes;
  }

  /** Bytes over a link. */
  public void link(double bytes, double joulesPerByte) {
    linkBytes += bytes;
    linkJoules += bytes * joulesPerByte;
  }

  /** Time of everything added. The largest part is the bound. */
  public MappedTime mapped(String reason) {
    String largest = busiest(parts);
    return new MappedTime(
        ClockResponse.overlapped(latencySeconds, clockedSeconds, overheadSeconds),
        bounds.getOrDefault(largest, Bound.OVERHEAD),
        largest,
        activity(),
        asParts(parts),
        asParts(resources),
        reason);
  }

  private Activity activity() {
    double operations = matrixOperations.values().stream().mapToDouble(Double::doubleValue).sum();
    DataType type = DataType.FP32;
    double most = 0;
    for (Map.Entry<DataType, Double> entry : matrixOperations.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        type = entry.getKey();
      }
    }
    return new Activity(
        operations,
        type,
        vectorOperations,
        specialOperations,
        levelBytes.clone(),
        linkBytes,
        linkBytes == 0 ? 0 : linkJoules / linkBytes);
  }

  /** The first of the largest; empty when all are zero. */
  private static String busiest(Map<String, Double> seconds) {
    String busiest = "";
    double most = 0;
    for (Map.Entry<String, Double> entry : seconds.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        busiest = entry.getKey();
      }
    }
    return busiest;
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
