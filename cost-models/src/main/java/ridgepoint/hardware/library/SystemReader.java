package ridgepoint.hardware.library;

import static ridgepoint.hardware.library.Range.NOT_NEGATIVE;
import static ridgepoint.hardware.library.Range.POSITIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.Host;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.SystemSpec.Topology;
import ridgepoint.input.YamlNode;
import ridgepoint.quantity.Dimension;

/** Turns the YAML of a system into a {@link SystemSpec}. */
final class SystemReader {
  static final String SCHEMA = "ridgepoint.system/1";
  static final String HOST_SCHEMA = "ridgepoint.host/1";

  private SystemReader() {}

  /**
   * Reads a system.
   *
   * @param readings takes note of every value on the way
   * @param device finds the devices that compute, by the id or path that the file gives
   * @param attached finds the attached device
   */
  static SystemSpec read(
      YamlNode.Mapping root,
      Readings readings,
      Function<String, DeviceSpec> device,
      Function<String, DeviceSpec> attached) {
    Section file = Section.of(root, readings);
    file.text("schema", List.of(SCHEMA));
    file.only("schema", "id", "name", "sources", "device", "count", "attached", "network", "host");
    DeviceReader.readSources(file);
    int count = file.count("count", POSITIVE);
    List<NetworkLevel> network =
        file.optionalSection("network").map(SystemReader::network).orElse(List.of());
    checkNetworkReaches(file, count, network);
    return new SystemSpec(
        file.text("id"),
        file.text("name"),
        device.apply(file.word("device")),
        count,
        file.has("attached")
            ? Optional.of(attached.apply(file.word("attached")))
            : Optional.empty(),
        network,
        file.optionalSection("host").map(SystemReader::host),
        file.readings().provenance());
  }

  /**
   * One device with the default host. A device without a link to a host computes from the host's
   * memory itself: then there is only storage behind it.
   */
  static SystemSpec withDefaultHost(
      DeviceSpec device, YamlNode.Mapping defaultHost, Readings readings) {
    Section file = Section.of(defaultHost, readings);
    file.text("schema", List.of(HOST_SCHEMA));
    file.only("schema", "sources", "host");
    DeviceReader.readSources(file);
    Host host = host(file.section("host"));
    boolean separate = device.links().containsKey("host");
    return new SystemSpec(
        device.id(),
        device.name(),
        device,
        1,
        Optional.empty(),
        List.of(),
        Optional.of(separate ? host : storageOnly(host, device)),
        file.readings().provenance());
  }

  private static Host storageOnly(Host host, DeviceSpec device) {
    return new Host(
        0,
        device.mainMemory().readBytesPerSecond(),
        host.storageBytes(),
        host.storageBytesPerSecond(),
        0);
  }

  private static List<NetworkLevel> network(Section network) {
    List<NetworkLevel> levels = new ArrayList<>();
    network.sections().forEach((name, level) -> levels.add(level(name, level)));
    return levels;
  }

  private static NetworkLevel level(String name, Section level) {
    level.only(
        "topology",
        "devices",
        "bandwidth",
        "latency",
        "efficiency",
        "in_network_reduction",
        "energy",
        "startup",
        "shared_by");
    return new NetworkLevel(
        name,
        topology(level),
        level.count("devices", POSITIVE),
        level.quantity("bandwidth", Dimension.BYTES_PER_SECOND, POSITIVE),
        level.quantity("latency", Dimension.SECONDS, Range.upTo(1, "1 s")),
        level.quantity("efficiency", Dimension.FRACTION, Range.SHARE),
        level.flag("in_network_reduction"),
        level.quantity("energy", Dimension.JOULES_PER_BYTE, Range.upTo(1e-6, "1 uJ/B")),
        level.optionalQuantity("startup", Dimension.SECONDS, Range.upTo(1, "1 s")),
        level.has("shared_by") ? level.count("shared_by", POSITIVE) : 1);
  }

  private static Topology topology(Section level) {
    Topology topology = level.choice("topology", Topology.class);
    level.word("topology");
    return topology;
  }

  /** Levels nest: each multiplies the devices reached, and together they must reach all. */
  private static void checkNetworkReaches(Section file, int count, List<NetworkLevel> network) {
    if (count > 1 && network.isEmpty()) {
      throw file.failure("count", count + " devices need a network");
    }
    for (int i = 1; i < network.size(); i++) {
      if (network.get(i).devices() <= network.get(i - 1).devices()) {
        throw file.section("network")
            .failure(network.get(i).name(), "connects no more devices than the level inside it");
      }
    }
    if (!network.isEmpty() && network.get(network.size() - 1).devices() < count) {
      throw file.failure("count", "the network does not reach all " + count + " devices");
    }
  }

  private static Host host(Section host) {
    host.only("memory", "storage", "idle");
    Section memory = host.section("memory").only("capacity", "bandwidth");
    Section storage = host.section("storage").only("capacity", "bandwidth");
    return new Host(
        memory.quantity("capacity", Dimension.BYTES, NOT_NEGATIVE),
        memory.quantity("bandwidth", Dimension.BYTES_PER_SECOND, POSITIVE),
        storage.quantity("capacity", Dimension.BYTES, NOT_NEGATIVE),
        storage.quantity("bandwidth", Dimension.BYTES_PER_SECOND, POSITIVE),
        host.quantity("idle", Dimension.WATTS, NOT_NEGATIVE));
  }
}
