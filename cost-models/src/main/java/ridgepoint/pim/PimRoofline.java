package ridgepoint.pim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;
import ridgepoint.operator.Operator;
import ridgepoint.roofline.RooflineModel;

/**
 * The roofline of a memory that computes, with its host: products with matrices in the banks at the
 * banks' internal bandwidth, the rest at the host's rates; whichever is faster. A softmax between
 * products runs on the better of both.
 */
public final class PimRoofline implements CostModel {
  private final RooflineModel banks;
  private final RooflineModel host;

  public PimRoofline(DeviceSpec device, DeviceSpec host) {
    this.banks = new RooflineModel(seenFromWithin(device, host));
    this.host = new RooflineModel(host);
  }

  private static DeviceSpec seenFromWithin(DeviceSpec device, DeviceSpec host) {
    Architecture.Pim pim = (Architecture.Pim) device.architecture();
    List<MemoryLevel> memory = new ArrayList<>(device.memory());
    MemoryLevel main = device.mainMemory();
    memory.set(
        memory.size() - 1,
        new MemoryLevel(
            main.name(),
            main.capacityBytes(),
            main.instances(),
            pim.internalBytesPerSecond(),
            pim.internalBytesPerSecond(),
            main.latencySeconds(),
            0,
            main.softwareManaged(),
            main.curve(),
            main.dram()));
    Compute own = device.compute();
    boolean hostVector =
        own.vectorPeak().isEmpty() || own.vectorRate() < host.compute().vectorRate();
    Map<DataType, Double> vector = hostVector ? host.compute().vectorPeak() : own.vectorPeak();
    Map<DataType, Double> products =
        own.matrixPeak().isEmpty() ? own.vectorPeak() : own.matrixPeak();
    Compute together =
        new Compute(
            own.units(),
            own.clockHertz(),
            products,
            own.sparseMatrixPeak(),
            vector,
            Math.max(own.specialPeak(), host.compute().specialPeak()));
    return new DeviceSpec(
        device.id(),
        device.name(),
        device.kind(),
        device.vendor(),
        device.year(),
        together,
        memory,
        device.control(),
        device.links(),
        device.power(),
        device.silicon(),
        device.architecture(),
        device.calibration(),
        device.provenance());
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    if (!PimMachine.isForBanks(operator)) {
      return host.estimate(operator);
    }
    OperatorEstimate within;
    try {
      within = banks.estimate(operator);
    } catch (UnsupportedOperatorException lacksTheType) {
      return host.estimate(operator);
    }
    OperatorEstimate outside;
    try {
      outside = host.estimate(operator);
    } catch (UnsupportedOperatorException lacksTheType) {
      return within;
    }
    return within.latencySeconds() <= outside.latencySeconds() ? within : outside;
  }
}
