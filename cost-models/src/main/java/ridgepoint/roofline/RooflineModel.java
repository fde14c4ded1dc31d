package ridgepoint.roofline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.energy.EnergyModel;
import ridgepoint.energy.Throttled;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Work;

/**
 * The roofline (Williams, Waterman and Patterson 2009): the compulsory work of an operator at peak
 * rates, with computation and memory traffic overlapped perfectly and no overheads. No execution of
 * the same work on the same device from a cold cache can be faster.
 *
 * <p>Matrix, vector and special-function units work side by side. Products of a type the matrix
 * unit lacks run on the vector unit, one after the other with the element-wise work. Every distinct
 * byte crosses every memory level once; main memory is what limits.
 */
public final class RooflineModel implements CostModel {
  private final DeviceSpec device;
  private final ProductRates products;
  private final EnergyModel energy;

  /** A roofline of sustained work, with energies as the device's description gives them. */
  public RooflineModel(DeviceSpec device) {
    this(device, new EnergyModel(device));
  }

  public RooflineModel(DeviceSpec device, EnergyModel energy) {
    this.device = device;
    this.energy = energy;
    products = new ProductRates(device);
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    Work work = operator.work();
    PeakTimes times = PeakTimes.of(device, products, operator, work);
    double[] levelBytes = new double[device.memory().size()];
    Arrays.fill(levelBytes, work.bytes().total());
    Activity activity =
        Activity.onDevice(
            work.matrixOperations(),
            work.matrixType(),
            work.vectorOperations(),
            work.specialOperations(),
            levelBytes);
    Throttled throttled =
        energy.throttle(activity, ClockResponse.overlapped(times.bound(), times.compute(), 0));
    String memory = device.mainMemory().name();
    String limit = times.memoryBound() ? memory : times.slowestUnit();
    return new OperatorEstimate(
        throttled.latencySeconds(),
        throttled.energy(),
        times.memoryBound() ? Bound.MEMORY : Bound.COMPUTE,
        limit,
        work,
        traffic(levelBytes),
        parts(limit, times.bound(), throttled.latencySeconds()),
        List.of(
            new Part("matrix", times.matrix()),
            new Part("vector", times.vector()),
            new Part("special", times.special()),
            new Part(memory, times.memory())),
        "",
        "");
  }

  /** The lower bound of the operator's time, without what a power limit adds. */
  public double boundSeconds(Operator operator) {
    return PeakTimes.of(device, products, operator, operator.work()).bound();
  }

  private List<Traffic> traffic(double[] levelBytes) {
    List<Traffic> traffic = new ArrayList<>(levelBytes.length);
    for (int level = 0; level < levelBytes.length; level++) {
      traffic.add(new Traffic(device.memory().get(level).name(), levelBytes[level]));
    }
    return traffic;
  }

  private static List<Part> parts(String limit, double bound, double throttled) {
    return throttled > bound
        ? List.of(new Part(limit, bound), new Part("power limit", throttled - bound))
        : List.of(new Part(limit, bound));
  }
}
