package ridgepoint.execution;

import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;

/** Where an operand's numbers come from on each device. */
@FunctionalInterface
interface Source {
  /** The tensor of one device, in the operand's shape and format. */
  Tensor tensor(int device, Operand operand);

  /** Numbers per device, rounded to the operand's format. */
  static Source of(float[][] values) {
    return (device, operand) -> tensor(operand, values[device]);
  }

  /** The same numbers on all devices. */
  static Source same(float[] values) {
    return (device, operand) -> tensor(operand, values);
  }

  private static Tensor tensor(Operand operand, float[] values) {
    return Tensor.of(
        operand.format(), operand.batches(), operand.rows(), operand.columns(), values);
  }
}
