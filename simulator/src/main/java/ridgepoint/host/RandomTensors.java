package ridgepoint.host;

import java.util.Random;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;

/** Numbers around zero for the operands of a program. */
final class RandomTensors {
  private RandomTensors() {}

  /** One tensor for every operand, by slot. */
  static Tensor[] of(TileProgram program) {
    Tensor[] tensors = new Tensor[program.operands().size()];
    for (Operand operand : program.operands()) {
      Random random = new Random(operand.slot());
      long elements = operand.batches() * operand.rows() * operand.columns();
      float[] values = new float[Math.toIntExact(elements)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      tensors[operand.slot()] =
          Tensor.of(operand.format(), operand.batches(), operand.rows(), operand.columns(), values);
    }
    return tensors;
  }
}
