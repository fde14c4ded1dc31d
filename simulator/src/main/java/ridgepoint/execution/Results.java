package ridgepoint.execution;

import java.util.List;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;

/**
 * What one operator left in its tensors on every device.
 *
 * @param byDevice tensors by device and slot
 */
record Results(List<Operand> operands, Tensor[][] byDevice) {

  /** The numbers of one operand, per device. */
  float[][] of(String operand) {
    float[][] values = new float[byDevice.length][];
    for (int device = 0; device < values.length; device++) {
      values[device] = tensor(operand, device).toFloats();
    }
    return values;
  }

  Tensor tensor(String operand, int device) {
    return byDevice[device][slot(operands, operand)];
  }

  static int slot(List<Operand> operands, String name) {
    for (Operand operand : operands) {
      if (operand.name().equals(name)) {
        return operand.slot();
      }
    }
    throw new IllegalArgumentException("no operand " + name + " among " + operands);
  }
}
