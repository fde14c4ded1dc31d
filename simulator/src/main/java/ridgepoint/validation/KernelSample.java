package ridgepoint.validation;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.software.SoftwareStack;
import ridgepoint.wave.CacheState;

/**
 * One measured time of kernels on a GPU, as a fit needs it.
 *
 * @param row its index among the measurements
 * @param family name of the file it is from
 * @param stack the software that ran them
 * @param use data type or kind of kernel, as the family tells its rows apart
 * @param operators that ran one after another
 * @param caches what they held when a repetition started
 * @param seconds measured
 */
public record KernelSample(
    int row,
    String family,
    DeviceSpec device,
    SoftwareStack stack,
    String use,
    List<Operator> operators,
    CacheState caches,
    double seconds) {
  public KernelSample {
    operators = List.copyOf(operators);
  }
}
