package ridgepoint.cycle;

import ridgepoint.dram.DeviceDram;

/** What decides when main memory has done what a pass asks of it. */
public sealed interface MemoryTiming {

  /** A rate, of which the kind of device says what kernels reach. */
  record AtRate() implements MemoryTiming {}

  /**
   * A rate.
   *
   * @param share of the peak
   */
  record Reached(DeviceDram dram, double share) implements MemoryTiming {}

  /** Its controllers, command by command. */
  record ByCommand(DeviceDram dram) implements MemoryTiming {}
}
