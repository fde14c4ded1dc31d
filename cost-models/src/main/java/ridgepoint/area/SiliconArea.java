package ridgepoint.area;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The silicon of one device.
 *
 * @param node of the dies that compute
 * @param chiplets dies that compute, all alike
 * @param compute area on all of them together, by unit
 * @param ioNode of the dies for input and output; the same as {@code node} where there are none
 * @param ioChiplets dies for input and output
 * @param io area on all of those together, by unit
 */
public record SiliconArea(
    ProcessNode node,
    int chiplets,
    Map<AreaUnit, Double> compute,
    ProcessNode ioNode,
    int ioChiplets,
    Map<AreaUnit, Double> io) {
  public SiliconArea {
    compute = Collections.unmodifiableMap(new EnumMap<>(compute));
    io = io.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(io));
  }

  /** All dies together. */
  public double squareMetres() {
    return sum(compute) + sum(io);
  }

  /** One die that computes. */
  public double dieSquareMetres() {
    return sum(compute) / chiplets;
  }

  /** One die for input and output; 0 where there are none. */
  public double ioDieSquareMetres() {
    return ioChiplets == 0 ? 0 : sum(io) / ioChiplets;
  }

  /** One unit on all dies together. */
  public double squareMetres(AreaUnit unit) {
    return compute.getOrDefault(unit, 0.0) + io.getOrDefault(unit, 0.0);
  }

  /** The compute units with their registers and local memories. */
  public double coresSquareMetres() {
    double cores = 0;
    for (Map.Entry<AreaUnit, Double> entry : compute.entrySet()) {
      cores += entry.getKey().isCore() ? entry.getValue() : 0;
    }
    return cores;
  }

  private static double sum(Map<AreaUnit, Double> areas) {
    double sum = 0;
    for (double area : areas.values()) {
      sum += area;
    }
    return sum;
  }
}
