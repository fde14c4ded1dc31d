package ridgepoint.area;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import ridgepoint.number.DataType;

/**
 * How much of everything the dies of a device hold together, switched off or not.
 *
 * @param units compute units
 * @param schedulers instruction schedulers
 * @param vectorLanes multiply-adds per cycle of the vector lanes, by data type
 * @param controlledLanes lanes that instructions are issued to
 * @param matrixProducts multiply-adds per cycle of the matrix units, by data type; types share the
 *     multipliers, so that the one that needs most counts
 * @param localBytes memories of single units
 * @param cacheBytes memories that units share, on the dies that compute
 * @param cacheBytesPerCycle width of the first of them
 * @param ioCacheBytes memories that units share, where the memory interfaces are
 * @param memoryInterfaces stacks or channels
 * @param lanes to the host and to peers
 * @param dieToDieBytesPerSecond of interfaces to other dies of the package, both directions and all
 *     dies together
 */
public record DieCounts(
    double units,
    double schedulers,
    Map<DataType, Double> vectorLanes,
    double controlledLanes,
    Map<DataType, Double> matrixProducts,
    double registerBytes,
    double localBytes,
    double cacheBytes,
    double cacheBytesPerCycle,
    double ioCacheBytes,
    double memoryInterfaces,
    double lanes,
    double dieToDieBytesPerSecond,
    boolean graphics,
    boolean rayTracing) {
  public DieCounts {
    vectorLanes = byType(vectorLanes);
    matrixProducts = byType(matrixProducts);
  }

  /** In the order of the types, so that sums come out the same to the last bit. */
  private static Map<DataType, Double> byType(Map<DataType, Double> counts) {
    Map<DataType, Double> ordered = new EnumMap<>(DataType.class);
    ordered.putAll(counts);
    return Collections.unmodifiableMap(ordered);
  }
}
