package ridgepoint.hardware;

/**
 * One level of a memory hierarchy.
 *
 * @param name as in the YAML file: {@code registers}, {@code shared}, {@code l2}, {@code hbm}
 * @param capacityBytes of one instance
 * @param instances how many there are on the device; 1 when all units share one
 * @param readBytesPerSecond of all instances together
 * @param writeBytesPerSecond of all instances together
 * @param latencySeconds from request to first data, unloaded
 * @param joulesPerByte moved in or out
 * @param softwareManaged whether programs place data in it (scratchpad) or hardware does (cache)
 */
public record MemoryLevel(
    String name,
    double capacityBytes,
    int instances,
    double readBytesPerSecond,
    double writeBytesPerSecond,
    double latencySeconds,
    double joulesPerByte,
    boolean softwareManaged) {

  public double totalCapacityBytes() {
    return capacityBytes * instances;
  }
}
