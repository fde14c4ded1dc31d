package ridgepoint.pim;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.Energy;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;

/**
 * A memory that computes, and its host: every operator runs where it is faster. What the host
 * computes from data in that memory crosses the memory's outer interface while it computes;
 * activations live with the host.
 */
public final class PimModel implements CostModel {
  private final DeviceSpec device;
  private final Architecture.Pim pim;
  private final InMemory memory;
  private final CostModel host;
  private final double hostIdleWatts;

  /**
   * @param host model of the device that {@link Architecture.Pim#host} names
   * @param hostIdleWatts static power of that device, spent while the memory computes
   */
  public PimModel(DeviceSpec device, CostModel host, double hostIdleWatts) {
    this(device, new PimMachine(device), host, hostIdleWatts);
  }

  /**
   * The same with the memory itself at another fidelity.
   *
   * @param memory what it computes by itself
   */
  public PimModel(DeviceSpec device, InMemory memory, CostModel host, double hostIdleWatts) {
    this.device = device;
    this.pim = (Architecture.Pim) device.architecture();
    this.memory = memory;
    this.host = host;
    this.hostIdleWatts = hostIdleWatts;
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    OperatorEstimate inMemory;
    try {
      inMemory =
          operator instanceof Attention attention && attention.keyValueRole() == Role.KV_CACHE
              ? memory.attention(attention, host)
              : memory.estimate(operator);
    } catch (UnsupportedOperatorException onlyTheHostCan) {
      return onHost(operator);
    }
    inMemory = inMemory.plusEnergy(Energy.idle(hostIdleWatts, inMemory.latencySeconds()));
    OperatorEstimate outside;
    try {
      outside = onHost(operator);
    } catch (UnsupportedOperatorException onlyTheMemoryCan) {
      return inMemory;
    }
    return inMemory.latencySeconds() <= outside.latencySeconds() ? inMemory : outside;
  }

  private OperatorEstimate onHost(Operator operator) {
    OperatorEstimate local = host.estimate(operator);
    double bytes = stored(operator.work().read()) + stored(operator.work().written());
    double crossing = bytes / pim.externalBytesPerSecond();
    double waiting = Math.max(0, crossing - local.latencySeconds());
    MemoryLevel memoryLevel = device.mainMemory();
    List<Part> parts = new ArrayList<>(local.parts());
    List<Traffic> traffic = new ArrayList<>(local.traffic());
    if (waiting > 0) {
      parts.add(new Part("memory interface", waiting));
    }
    if (bytes > 0) {
      traffic.add(new Traffic(memoryLevel.name() + " (pim)", bytes));
    }
    double seconds = local.latencySeconds() + waiting;
    Energy interfaceAndIdle =
        new Energy(
            0, 0, bytes * memoryLevel.joulesPerByte(), 0, device.power().idleWatts() * seconds);
    return new OperatorEstimate(
        seconds,
        local.energy().plus(interfaceAndIdle),
        waiting > 0 ? Bound.MEMORY : local.bound(),
        waiting > 0 ? memoryLevel.name() : local.boundDetail(),
        operator.work(),
        traffic,
        parts,
        local.resources(),
        local.mapping(),
        "on the host " + pim.host());
  }

  /** Bytes of what is kept in the memory rather than by the host. */
  private static double stored(Bytes bytes) {
    return bytes.weight() + bytes.kvCache() + bytes.state();
  }
}
