package ridgepoint.sampling;

import static ridgepoint.number.DataType.FP32;

import java.util.List;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;

/** The rows of one tile. */
record Rows(TileMachine machine, List<Operand> operands, long row, int count) {
  long vocabulary() {
    return operands.get(0).columns();
  }

  Tile logits(long column, int columns) {
    Operand logits = operands.get(0);
    return machine.convert(machine.load(logits, logits.at(0, row, column, count, columns)), FP32);
  }

  Tile uniform() {
    Operand uniform = operands.get(2);
    return machine.load(uniform, uniform.at(0, row, 0, count, 1));
  }

  void storeIds(Tile ids) {
    Operand target = operands.get(1);
    machine.store(target, target.at(0, row, 0, count, 1), ids);
  }

  Tile constant(float value) {
    return machine.fill(1, 1, FP32, value);
  }
}
