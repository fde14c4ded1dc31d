package ridgepoint.hardware;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Devices connected to work together. A single device is a system of one.
 *
 * @param device the devices that compute; all alike
 * @param deviceCount how many
 * @param attached a second kind of device that takes over part of the operators (PIM beside GPU)
 * @param network from the innermost level (within a node) outwards
 * @param host memory and storage behind the devices
 * @param provenance where the numbers of network and host came from, by path, such as {@code
 *     network.nvlink.bandwidth}; the devices' own are in their specs
 */
public record SystemSpec(
    String id,
    String name,
    DeviceSpec device,
    int deviceCount,
    Optional<DeviceSpec> attached,
    List<NetworkLevel> network,
    Optional<Host> host,
    Map<String, Provenance> provenance) {
  public SystemSpec {
    network = List.copyOf(network);
    provenance = Ordered.copy(provenance);
  }

  /** A system made by a program, whose numbers come from no file. */
  public SystemSpec(
      String id,
      String name,
      DeviceSpec device,
      int deviceCount,
      Optional<DeviceSpec> attached,
      List<NetworkLevel> network,
      Optional<Host> host) {
    this(id, name, device, deviceCount, attached, network, host, Map.of());
  }

  /** The same system of other devices. */
  public SystemSpec withDevice(DeviceSpec other) {
    return new SystemSpec(id, name, other, deviceCount, attached, network, host, provenance);
  }

  /** One device on its own, with no network. */
  public static SystemSpec single(DeviceSpec device) {
    return new SystemSpec(
        device.id(), device.name(), device, 1, Optional.empty(), List.of(), Optional.empty());
  }

  /**
   * One level of the network.
   *
   * @param devices devices one group of this level connects
   * @param bytesPerSecondPerDevice per direction
   * @param latencySeconds of one hop: a write to a peer and the flag that tells of it
   * @param efficiency fraction of the bandwidth payload can reach
   * @param inNetworkReduction whether switches add up (SHARP, NVLink SHARP)
   * @param joulesPerByte per hop
   * @param startupSeconds once per collective on this level, until all members have met; empty
   *     where the network model's default has to do
   * @param sharedBy devices that share one link of this level, such as two behind one PCIe switch
   *     with one network card; 1 when each has its own
   */
  public record NetworkLevel(
      String name,
      Topology topology,
      int devices,
      double bytesPerSecondPerDevice,
      double latencySeconds,
      double efficiency,
      boolean inNetworkReduction,
      double joulesPerByte,
      OptionalDouble startupSeconds,
      int sharedBy) {

    /** A level with the default startup, on which every device has its own link. */
    public NetworkLevel(
        String name,
        Topology topology,
        int devices,
        double bytesPerSecondPerDevice,
        double latencySeconds,
        double efficiency,
        boolean inNetworkReduction,
        double joulesPerByte) {
      this(
          name,
          topology,
          devices,
          bytesPerSecondPerDevice,
          latencySeconds,
          efficiency,
          inNetworkReduction,
          joulesPerByte,
          OptionalDouble.empty(),
          1);
    }
  }

  /** How the devices of a level are wired. */
  public enum Topology {
    SWITCH,
    FULLY_CONNECTED,
    RING,
    TORUS,
    BUS
  }

  /**
   * What is behind the devices, shared by all of them.
   *
   * @param memoryBytes host memory apart from the devices' own; 0 where the device computes from
   *     the host's memory itself, as CPUs and integrated GPUs do
   * @param memoryBytesPerSecond of host memory
   * @param storageBytes disk
   * @param storageBytesPerSecond sequential reads from disk
   * @param idleWatts of the host
   */
  public record Host(
      double memoryBytes,
      double memoryBytesPerSecond,
      double storageBytes,
      double storageBytesPerSecond,
      double idleWatts) {}
}
