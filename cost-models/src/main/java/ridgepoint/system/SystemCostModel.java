package ridgepoint.system;

import java.util.Optional;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.Energy;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.network.CollectiveCost;
import ridgepoint.network.Network;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Work;

/**
 * Costs on one device of a system: collectives go to the network, transfers to the host link, what
 * an attached device does better goes there, everything else to the device's own model.
 */
public final class SystemCostModel implements CostModel {
  private final SystemSpec system;
  private final CostModel device;
  private final Optional<AttachedDevice> attached;
  private final Network network;
  private final HostLink hostLink;

  /** A system without an attached device. */
  public SystemCostModel(SystemSpec system, CostModel device) {
    this(system, device, Optional.empty(), Network.of(system));
  }

  /**
   * @param device model of {@code system.device()}
   * @param attachedModel model of {@code system.attached()}; empty to leave that device unused
   */
  public SystemCostModel(
      SystemSpec system, CostModel device, Optional<CostModel> attachedModel, Network network) {
    this.system = system;
    this.device = device;
    this.network = network;
    this.hostLink = new HostLink(system);
    this.attached =
        attachedModel.map(
            model -> new AttachedDevice(system.device(), system.attached().orElseThrow(), model));
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    if (operator instanceof Attention attention && attached.isPresent()) {
      return attached.get().estimate(attention, device);
    }
    OperatorEstimate estimate = own(operator);
    return attached.map(beside -> beside.idling(estimate)).orElse(estimate);
  }

  private OperatorEstimate own(Operator operator) {
    if (operator instanceof Collective collective) {
      return collective(collective);
    }
    if (operator instanceof Transfer transfer) {
      return hostLink.estimate(transfer);
    }
    return device.estimate(operator);
  }

  private OperatorEstimate collective(Collective collective) {
    CollectiveCost cost = network.cost(collective);
    boolean alone = cost.parts().isEmpty();
    Work work = alone ? Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO) : collective.work();
    return new OperatorEstimate(
        cost.seconds(),
        energy(work, cost),
        Bound.NETWORK,
        cost.slowestLevel(),
        work,
        cost.traffic(),
        cost.parts(),
        cost.parts(),
        cost.algorithm(),
        alone ? "a group of one has nothing to send" : "the fastest of the known protocols");
  }

  private Energy energy(Work work, CollectiveCost cost) {
    DeviceSpec spec = system.device();
    return new Energy(
        work.vectorOperations() * spec.power().vectorJoulesPerOperation(),
        0,
        work.bytes().total() * spec.mainMemory().joulesPerByte(),
        cost.linkJoules(),
        spec.power().idleWatts() * cost.seconds());
  }
}
