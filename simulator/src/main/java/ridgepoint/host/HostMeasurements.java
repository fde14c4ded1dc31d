package ridgepoint.host;

import java.util.List;

/**
 * What was measured of a machine.
 *
 * @param arithmetic what kernels compute with, such as {@code 512-bit vectors}
 * @param lanes fp32 numbers of a vector
 * @param clockHertz of a core under a chain of dependent shifts
 * @param multiplyAdds fp32 multiply-adds per second of one core and of all
 * @param levels caches, nearest first, then main memory
 * @param kernels what one core reaches in them
 * @param overheads of running them
 */
record HostMeasurements(
    String arithmetic,
    int lanes,
    double clockHertz,
    Rate multiplyAdds,
    List<Level> levels,
    KernelRates kernels,
    ProgramOverheads overheads) {

  /** With one core and with all. */
  public record Rate(double oneCore, double allCores) {}

  /**
   * A level of memory.
   *
   * @param effectiveBytes of a cache, what a program finds free of it; 0 for main memory
   * @param workingSetBytes that its figures were taken with, by each core where it has its own
   * @param read bytes per second
   * @param written bytes per second
   * @param latencySeconds of a load that depends on the one before
   */
  public record Level(
      String name,
      double effectiveBytes,
      double workingSetBytes,
      Rate read,
      Rate written,
      double latencySeconds) {}

  public HostMeasurements {
    levels = List.copyOf(levels);
  }

  /** The level farthest from the cores. */
  public Level mainMemory() {
    return levels.get(levels.size() - 1);
  }
}
