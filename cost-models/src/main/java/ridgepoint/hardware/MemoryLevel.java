package ridgepoint.hardware;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One level of a memory hierarchy.
 *
 * @param name as in the YAML file: {@code registers}, {@code shared}, {@code l2}, {@code hbm}
 * @param capacityBytes of one instance
 * @param instances how many there are on the device; 1 when all units share one
 * @param readBytesPerSecond of all instances together, when the working set is small
 * @param writeBytesPerSecond of all instances together
 * @param latencySeconds from request to first data, unloaded
 * @param joulesPerByte moved in or out
 * @param softwareManaged whether programs place data in it (scratchpad) or hardware does (cache)
 * @param curve how the read bandwidth falls as the working set grows
 * @param dram what it is made of, where it is DRAM whose commands the cycle fidelity plays
 */
public record MemoryLevel(
    String name,
    double capacityBytes,
    int instances,
    double readBytesPerSecond,
    double writeBytesPerSecond,
    double latencySeconds,
    double joulesPerByte,
    boolean softwareManaged,
    BandwidthCurve curve,
    Optional<Dram> dram) {

  /**
   * A DRAM.
   *
   * @param standard an id of the library of DRAMs, which describes one interface
   * @param interfaces stacks, or controllers, that the bandwidth is of together
   * @param queueEntries reads that the controller of a channel looks at, and as many writes; that
   *     of the standard's file without
   * @param rowHitsFirst whether it serves all that wait for an open row before it closes it
   */
  public record Dram(
      String standard, int interfaces, OptionalInt queueEntries, boolean rowHitsFirst) {}

  /** A level whose bandwidth is the same at every working set, made of nothing in particular. */
  public MemoryLevel(
      String name,
      double capacityBytes,
      int instances,
      double readBytesPerSecond,
      double writeBytesPerSecond,
      double latencySeconds,
      double joulesPerByte,
      boolean softwareManaged) {
    this(
        name,
        capacityBytes,
        instances,
        readBytesPerSecond,
        writeBytesPerSecond,
        latencySeconds,
        joulesPerByte,
        softwareManaged,
        BandwidthCurve.FLAT,
        Optional.empty());
  }

  /** The read bandwidth left when {@code workingSetBytes} are read over and over. */
  public double readBytesPerSecond(double workingSetBytes) {
    return readBytesPerSecond * curve.share(workingSetBytes / totalCapacityBytes());
  }

  public double totalCapacityBytes() {
    return capacityBytes * instances;
  }
}
