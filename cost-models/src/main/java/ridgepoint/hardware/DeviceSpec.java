package ridgepoint.hardware;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One device, as its YAML file describes it.
 *
 * @param memory levels from the nearest to the compute units to the farthest; the last one is the
 *     device's main memory
 * @param links by name; {@code host} is the one to the host, any other one to peers
 * @param architecture what only this kind of device has
 * @param calibration what was fitted to measurements, if anything was
 * @param provenance where every number came from, by its path in the file, such as {@code
 *     memory.hbm.bandwidth}
 */
public record DeviceSpec(
    String id,
    String name,
    DeviceKind kind,
    String vendor,
    int year,
    Compute compute,
    List<MemoryLevel> memory,
    Control control,
    Map<String, Link> links,
    Power power,
    Silicon silicon,
    Architecture architecture,
    Optional<Calibration> calibration,
    Map<String, Provenance> provenance) {
  public DeviceSpec {
    memory = List.copyOf(memory);
    links = Ordered.copy(links);
    provenance = Ordered.copy(provenance);
    if (memory.isEmpty()) {
      throw new IllegalArgumentException(id + " has no memory level");
    }
  }

  /** The same device with another calibration, or none. */
  public DeviceSpec withCalibration(Optional<Calibration> other) {
    return new DeviceSpec(
        id,
        name,
        kind,
        vendor,
        year,
        compute,
        memory,
        control,
        links,
        power,
        silicon,
        architecture,
        other,
        provenance);
  }

  /** Main memory: the level that holds weights and KV cache. */
  public MemoryLevel mainMemory() {
    return memory.get(memory.size() - 1);
  }

  /** The level of that name, if the device has it. */
  public Optional<MemoryLevel> memoryLevel(String levelName) {
    return memory.stream().filter(level -> level.name().equals(levelName)).findFirst();
  }

  /** The same device with other memory levels. */
  public DeviceSpec withMemory(List<MemoryLevel> other) {
    return new DeviceSpec(
        id,
        name,
        kind,
        vendor,
        year,
        compute,
        other,
        control,
        links,
        power,
        silicon,
        architecture,
        calibration,
        provenance);
  }
}
