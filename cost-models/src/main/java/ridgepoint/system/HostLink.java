package ridgepoint.system;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.Energy;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Link;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Transfer.Place;

/**
 * Times transfers between a device, host memory and storage. Data streams through every stage of
 * the way at once, so the slowest one sets the pace; host memory and storage are shared evenly by
 * the devices of the system, which all transfer at the same time.
 */
public final class HostLink {
  /** The name a device file gives the link to its host. */
  public static final String LINK_NAME = "host";

  private final SystemSpec system;

  public HostLink(SystemSpec system) {
    this.system = system;
  }

  /**
   * What moving the bytes takes: the slowest part of the way sets the pace.
   *
   * @throws InputException when the system does not say what the transfer would pass through
   */
  public OperatorEstimate estimate(Transfer transfer) {
    List<Way> way = way(transfer);
    Way slowest = way.get(0);
    double latency = 0;
    double linkJoules = 0;
    List<Traffic> traffic = new ArrayList<>();
    List<Part> resources = new ArrayList<>();
    double bytes = transfer.transferredBytes();
    for (Way stage : way) {
      slowest = stage.bytesPerSecond() < slowest.bytesPerSecond() ? stage : slowest;
      latency += stage.latencySeconds();
      linkJoules += bytes * stage.joulesPerByte();
      traffic.add(new Traffic(stage.name(), bytes));
      resources.add(new Part(stage.name(), bytes / stage.bytesPerSecond()));
    }
    double moving = bytes / slowest.bytesPerSecond();
    double seconds = latency + moving;
    return new OperatorEstimate(
        seconds,
        energy(transfer, linkJoules, seconds),
        Bound.TRANSFER,
        slowest.name(),
        transfer.work(),
        traffic,
        List.of(new Part("latency", latency), new Part("transfer", moving)),
        resources,
        "",
        "");
  }

  /** One stage data passes through. */
  private record Way(
      String name, double bytesPerSecond, double latencySeconds, double joulesPerByte) {}

  private List<Way> way(Transfer transfer) {
    List<Way> way = new ArrayList<>();
    if (touches(transfer, Place.DEVICE)) {
      Link link = hostLink();
      way.add(
          new Way(
              link.name(),
              link.bytesPerSecond() * link.efficiency(),
              link.latencySeconds(),
              link.joulesPerByte()));
    }
    if (system.host().isPresent()) {
      double share = system.host().get().memoryBytesPerSecond() / system.deviceCount();
      way.add(new Way("host-memory", share, 0, 0));
    }
    if (touches(transfer, Place.STORAGE)) {
      way.add(storage());
    }
    return way;
  }

  private static boolean touches(Transfer transfer, Place place) {
    return transfer.from() == place || transfer.to() == place;
  }

  private Link hostLink() {
    Link link = system.device().links().get(LINK_NAME);
    if (link == null) {
      throw new InputException(
          "device %s has no link named '%s', so nothing can be kept in host memory: add links.%s to its file"
              .formatted(system.device().id(), LINK_NAME, LINK_NAME));
    }
    return link;
  }

  private Way storage() {
    SystemSpec.Host host =
        system
            .host()
            .filter(described -> described.storageBytesPerSecond() > 0)
            .orElseThrow(
                () ->
                    new InputException(
                        "system %s describes no storage, so nothing can be kept on disk: add host.storage to its file"
                            .formatted(system.id())));
    return new Way("storage", host.storageBytesPerSecond() / system.deviceCount(), 0, 0);
  }

  private Energy energy(Transfer transfer, double linkJoules, double seconds) {
    DeviceSpec device = system.device();
    double memoryBytes = touches(transfer, Place.DEVICE) ? transfer.transferredBytes() : 0;
    return new Energy(
        0,
        0,
        memoryBytes * device.mainMemory().joulesPerByte(),
        linkJoules,
        device.power().idleWatts() * seconds);
  }
}
