package ridgepoint.cli.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ridgepoint.hardware.Link;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.SystemSpec.Topology;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.input.InputException;
import ridgepoint.system.HostLink;

/**
 * Several devices of one kind where the user named only the device: a node joined by the device's
 * own links to its peers, or by the bus to its host when it has no others. A result made with it
 * says so.
 */
public final class AssumedNode {
  /** What servers hold; more devices need a network that has to be described. */
  private static final int MOST_DEVICES = 8;

  private AssumedNode() {}

  static SystemSpec of(SystemSpec single, int devices, SystemLibrary library) {
    Optional<Link> link = peerLink(single);
    if (devices > MOST_DEVICES || link.isEmpty()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%d devices are asked for and %s is one%s; systems of it: %s",
              devices,
              single.id(),
              link.isEmpty()
                  ? " without links to others"
                  : ", of which up to " + MOST_DEVICES + " can be taken as one node",
              systemsOf(single, library)));
    }
    return new SystemSpec(
        single.id(),
        devices + "x " + single.name(),
        single.device(),
        devices,
        single.attached(),
        List.of(level(link.get(), devices)),
        single.host());
  }

  /** What a reader of the result must know; empty when the system is as described. */
  public static Optional<String> note(SystemSpec described, SystemSpec used) {
    if (described.deviceCount() == used.deviceCount()) {
      return Optional.empty();
    }
    NetworkLevel level = used.network().get(0);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d devices joined by their %s links as one %s; name a system to choose another"
                + " network",
            used.deviceCount(),
            level.name(),
            Names.id(level.topology()).replace('-', ' ')));
  }

  private static NetworkLevel level(Link link, int devices) {
    boolean bus = link.name().equals(HostLink.LINK_NAME);
    return new NetworkLevel(
        bus ? "host-bus" : link.name(),
        bus ? Topology.BUS : Topology.SWITCH,
        devices,
        link.bytesPerSecond(),
        link.latencySeconds(),
        link.efficiency(),
        false,
        link.joulesPerByte());
  }

  /** The fastest link to peers, or else the one to the host. */
  private static Optional<Link> peerLink(SystemSpec single) {
    Map<String, Link> links = new TreeMap<>(single.device().links());
    Link host = links.remove(HostLink.LINK_NAME);
    Link fastest = null;
    for (Link link : links.values()) {
      if (fastest == null || link.bytesPerSecond() > fastest.bytesPerSecond()) {
        fastest = link;
      }
    }
    return Optional.ofNullable(fastest == null ? host : fastest);
  }

  private static String systemsOf(SystemSpec single, SystemLibrary library) {
    List<String> systems = new ArrayList<>();
    for (String id : library.ids()) {
      SystemSpec system = library.load(id);
      if (system.device().id().equals(single.device().id())) {
        systems.add(id + " (" + system.deviceCount() + ")");
      }
    }
    return systems.isEmpty() ? "none; describe one in a YAML file" : String.join(", ", systems);
  }
}
