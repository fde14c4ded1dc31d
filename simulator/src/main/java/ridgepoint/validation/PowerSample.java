package ridgepoint.validation;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import ridgepoint.energy.OperandData;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.family.Question;
import ridgepoint.wave.CacheState;

/**
 * Board power while kernels repeat, as a fit needs it.
 *
 * @param stack the software that ran them
 * @param operators that ran one after another
 * @param caches what they held when a repetition started
 * @param data what operands held
 * @param zeroShares what part of the data that each operator moves is zeros
 * @param idleShare share of the meter's reading that is of a device which waits
 * @param seconds a repetition took
 * @param watts the meter's reading
 * @param burstSeconds what the same kernels took in a burst, where that was measured
 */
public record PowerSample(
    DeviceSpec device,
    SoftwareStack stack,
    List<Operator> operators,
    CacheState caches,
    OperandData data,
    List<Double> zeroShares,
    double idleShare,
    double seconds,
    double watts,
    OptionalDouble burstSeconds) {
  public PowerSample {
    operators = List.copyOf(operators);
    zeroShares = List.copyOf(zeroShares);
  }

  /** What tells that kernels are the same. */
  record Kernels(String device, List<Operator> operators, CacheState caches) {
    static Kernels of(KernelSample sample) {
      return new Kernels(sample.device().id(), sample.operators(), sample.conditions().caches());
    }
  }

  /**
   * A sample of a reading.
   *
   * @param joules read over {@code seconds}
   * @param bursts seconds of kernels in bursts
   */
  static PowerSample of(
      DeviceSpec device,
      SoftwareStack stack,
      Question.Joules asked,
      double seconds,
      double joules,
      Map<Kernels, Double> bursts) {
    Question.Kernels kernels = asked.kernels();
    Double burst = bursts.get(new Kernels(device.id(), kernels.operators(), kernels.caches()));
    return new PowerSample(
        device,
        stack,
        kernels.operators(),
        kernels.caches(),
        asked.data(),
        asked.zeroShares(),
        asked.idleShare(),
        seconds,
        joules / seconds,
        burst == null ? OptionalDouble.empty() : OptionalDouble.of(burst));
  }
}
