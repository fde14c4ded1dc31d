package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.energy.Duration;
import ridgepoint.energy.EnergyModel;
import ridgepoint.energy.EnergyParameters;
import ridgepoint.energy.OperandData;
import ridgepoint.fidelity.CostModels;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.validation.PowerSample;

/** A device and the board power measured on it, with what its kernels do, timed once. */
final class PowerSite {
  /** Longer kernels are no bursts: the loop around them lasts until clocks have settled. */
  private static final double LONGEST_BURST_SECONDS = 1.2e-3;

  private final DeviceSpec device;
  private final KindParameters start;
  private final List<Timed> timed;

  /** A sample, what its kernels do and how they take time at the nominal clock. */
  private record Timed(PowerSample sample, List<Activity> activities, List<ClockResponse> times) {
    static Timed of(PowerSample sample, PipelineModel model) {
      List<Activity> activities = new ArrayList<>();
      List<ClockResponse> times = new ArrayList<>();
      for (int kernel = 0; kernel < sample.operators().size(); kernel++) {
        MappedTime time = model.nominalTime(sample.operators().get(kernel));
        activities.add(time.activity().withZeros(sample.zeroShares().get(kernel)));
        times.add(time.clock());
      }
      return new Timed(sample, activities, times);
    }
  }

  /** ln(predicted / measured) of power, and of sustained over burst time where both are known. */
  record Residuals(double[] power, double[] slowdown) {}

  private PowerSite(DeviceSpec device, KindParameters start, List<Timed> timed) {
    this.device = device;
    this.start = start;
    this.timed = List.copyOf(timed);
  }

  /**
   * @param samples of one device; not empty
   */
  static PowerSite of(List<PowerSample> samples) {
    DeviceSpec device = samples.get(0).device();
    Map<Object, PipelineModel> models = new HashMap<>();
    List<Timed> timed = new ArrayList<>();
    for (PowerSample sample : samples) {
      PipelineModel model =
          models.computeIfAbsent(
              List.of(sample.stack(), sample.caches()), software -> model(device, sample));
      timed.add(Timed.of(sample, model));
    }
    return new PowerSite(device, GpuMachine.parameters(device, samples.get(0).stack()), timed);
  }

  private static PipelineModel model(DeviceSpec device, PowerSample sample) {
    KindParameters parameters = GpuMachine.parameters(device, sample.stack());
    GpuMachine machine = new GpuMachine(device, parameters, sample.caches());
    return new PipelineModel(device, machine, CostModels::record);
  }

  KindParameters start() {
    return start;
  }

  boolean isEmpty() {
    return timed.isEmpty();
  }

  /** Every {@code folds}-th sample from {@code fold} on, or all but those. */
  PowerSite fold(int fold, int folds, boolean within) {
    List<Timed> some = new ArrayList<>();
    for (int i = 0; i < timed.size(); i++) {
      if ((i % folds == fold) == within) {
        some.add(timed.get(i));
      }
    }
    return new PowerSite(device, start, some);
  }

  /** Errors with some parameters replaced. */
  Residuals residuals(Map<String, Double> replaced) {
    EnergyParameters parameters = EnergyParameters.of(start.with(replaced)::value);
    Map<OperandData, EnergyModel> models = new EnumMap<>(OperandData.class);
    for (OperandData data : OperandData.values()) {
      models.put(data, new EnergyModel(device, parameters.with(data), Duration.SUSTAINED));
    }
    List<Timed> bursts = timed.stream().filter(PowerSite::isBurst).toList();
    return new Residuals(
        timed.stream().mapToDouble(each -> power(each, models)).toArray(),
        bursts.stream().mapToDouble(each -> slowdown(each, models)).toArray());
  }

  private double power(Timed timed, Map<OperandData, EnergyModel> models) {
    PowerSample sample = timed.sample;
    double drawn = models.get(sample.data()).watts(timed.activities(), sample.seconds());
    double read = drawn + sample.idleShare() * (device.power().idleWatts() - drawn);
    return Math.log(read / sample.watts());
  }

  private static boolean isBurst(Timed timed) {
    return timed.sample.data() == OperandData.RANDOM
        && timed.sample.burstSeconds().orElse(Double.POSITIVE_INFINITY) <= LONGEST_BURST_SECONDS;
  }

  private static double slowdown(Timed timed, Map<OperandData, EnergyModel> models) {
    PowerSample sample = timed.sample;
    double burst = sample.burstSeconds().orElseThrow();
    double nominal = timed.times.stream().mapToDouble(ClockResponse::latencySeconds).sum();
    List<ClockResponse> measured =
        timed.times.stream().map(time -> time.times(burst / nominal)).toList();
    double sustained =
        models.get(sample.data()).throttle(timed.activities, measured).latencySeconds();
    return Math.log(sustained / sample.seconds());
  }
}
