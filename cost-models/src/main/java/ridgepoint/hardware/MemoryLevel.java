package ridgepoint.hardware;

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
    BandwidthCurve curve) {

  /** A level whose bandwidth is the same at every working set. */
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
        BandwidthCurve.FLAT);
  }

  /** The read bandwidth left when {@code workingSetBytes} are read over and over. */
  public double readBytesPerSecond(double workingSetBytes) {
    return readBytesPerSecond * curve.share(workingSetBytes / totalCapacityBytes());
  }

  public double totalCapacityBytes() {
    return capacityBytes * instances;
  }
}
