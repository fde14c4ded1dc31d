package ridgepoint.validation;

import java.util.List;
import ridgepoint.energy.OperandData;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.family.Family;
import ridgepoint.validation.family.Question;
import ridgepoint.validation.family.Row;

/**
 * One measured time of kernels on a GPU, as a fit needs it.
 *
 * @param row its index among the measurements
 * @param family name of the file whose rows time such kernels
 * @param use data type or kind of kernel, as the family tells its rows apart
 * @param operators that ran one after another
 * @param conditions the software that ran them, what caches held when a repetition started, and
 *     whether they went on until clocks had settled
 * @param seconds measured
 */
public record KernelSample(
    int row,
    String family,
    DeviceSpec device,
    String use,
    List<Operator> operators,
    OperatingConditions conditions,
    double seconds) {
  public KernelSample {
    operators = List.copyOf(operators);
  }

  /** The software that ran the kernels. */
  public SoftwareStack stack() {
    return conditions.stack();
  }

  /** Of a row that times kernels. */
  static KernelSample of(
      int index,
      Family family,
      Row row,
      DeviceSpec device,
      SoftwareStack stack,
      Question.Kernels asked,
      double seconds) {
    Question.Kernels kernels = asked.withStack(stack, family, row);
    return new KernelSample(
        index,
        family.timedFamily(row),
        device,
        family.use(row),
        kernels.operators(),
        new OperatingConditions(stack, kernels.caches(), kernels.duration(), OperandData.RANDOM),
        seconds);
  }

  /** Of a row that tells the energy of a loop of kernels and that it took {@code seconds}. */
  static KernelSample ofLoop(
      int index,
      Family family,
      Row row,
      DeviceSpec device,
      SoftwareStack stack,
      Question.Joules asked,
      double seconds) {
    KernelSample sample = of(index, family, row, device, stack, asked.kernels(), seconds);
    return new KernelSample(
        sample.row,
        sample.family,
        sample.device,
        sample.use,
        sample.operators,
        sample.conditions.withData(asked.data()),
        sample.seconds);
  }
}
