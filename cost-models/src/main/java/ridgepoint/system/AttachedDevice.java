package ridgepoint.system;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.Energy;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Link;
import ridgepoint.input.InputException;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;

/**
 * A device beside every main device that keeps the KV cache and can attend to it in place (AttAcc,
 * Park 2024). Attention over a cache runs where that is faster: there, with queries sent and
 * results returned over its link, or on the main device, with the cached keys and values read over
 * the link. New keys and values are sent to the attached memory either way.
 */
final class AttachedDevice {
  private final DeviceSpec main;
  private final DeviceSpec spec;
  private final CostModel model;
  private final Link link;

  AttachedDevice(DeviceSpec main, DeviceSpec spec, CostModel model) {
    this.main = main;
    this.spec = spec;
    this.model = model;
    this.link = spec.links().get(HostLink.LINK_NAME);
    if (link == null) {
      throw new InputException(
          "attached device %s has no link named '%s' to the devices it serves"
              .formatted(spec.id(), HostLink.LINK_NAME));
    }
  }

  OperatorEstimate estimate(Attention attention, CostModel mainModel) {
    if (attention.keyValueRole() != Role.KV_CACHE) {
      return idling(mainModel.estimate(attention));
    }
    double cache = attention.work().read().kvCache();
    double newShare = Math.min(1, (double) attention.queryLength() / attention.keyLength());
    OperatorEstimate here =
        idling(
            withTransfer(
                mainModel.estimate(attention), cache, main, "the cached keys come over the link"));
    OperatorEstimate there;
    try {
      double moved = attention.work().bytes().activation() + cache * newShare;
      there =
          withTransfer(model.estimate(attention), moved, spec, "the cache is attended to in place");
    } catch (UnsupportedOperatorException onlyTheMainDeviceCan) {
      return here;
    }
    if (here.latencySeconds() <= there.latencySeconds()) {
      return here;
    }
    return there.plusEnergy(Energy.idle(main.power().idleWatts(), there.latencySeconds()));
  }

  /** With the static energy of this device while the main one works. */
  OperatorEstimate idling(OperatorEstimate estimate) {
    return estimate.plusEnergy(Energy.idle(spec.power().idleWatts(), estimate.latencySeconds()));
  }

  /** The estimate with bytes that cross the link before and after, not hidden behind it. */
  private OperatorEstimate withTransfer(
      OperatorEstimate local, double bytes, DeviceSpec worker, String reason) {
    double seconds = link.latencySeconds() + bytes / (link.bytesPerSecond() * link.efficiency());
    List<Traffic> traffic = new ArrayList<>(local.traffic());
    traffic.add(new Traffic(link.name(), bytes));
    List<Part> parts = new ArrayList<>(local.parts());
    parts.add(new Part("attached link", seconds));
    List<Part> resources = new ArrayList<>(local.resources());
    resources.add(new Part(link.name(), seconds));
    boolean linkBound = seconds > local.latencySeconds();
    double idle = worker.power().idleWatts() * seconds;
    return new OperatorEstimate(
        local.latencySeconds() + seconds,
        local.energy().plus(new Energy(0, 0, 0, bytes * link.joulesPerByte(), idle)),
        linkBound ? Bound.TRANSFER : local.bound(),
        linkBound ? link.name() : local.boundDetail(),
        local.work(),
        traffic,
        parts,
        resources,
        local.mapping(),
        reason);
  }
}
