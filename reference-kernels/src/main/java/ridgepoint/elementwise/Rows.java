package ridgepoint.elementwise;

import static ridgepoint.number.DataType.FP32;

import java.util.List;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;

/** The rows of one tile. */
record Rows(TileMachine machine, List<Operand> operands, long first, int count) {

  /** Columns of the tile's rows, in fp32. */
  Tile block(int slot, long column, int columns) {
    return load(slot, first, column, count, columns);
  }

  /** The value that each of the tile's rows has. */
  Tile column(int slot) {
    return load(slot, first, 0, count, 1);
  }

  /** The values that some columns have. */
  Tile row(int slot, long column, int columns) {
    return load(slot, 0, column, 1, columns);
  }

  void store(int slot, long column, Tile value) {
    Operand target = operands.get(slot);
    machine.store(target, target.at(0, first, column, count, value.columns()), value);
  }

  Tile constant(float value) {
    return machine.fill(1, 1, FP32, value);
  }

  private Tile load(int slot, long row, long column, int rows, int columns) {
    Operand source = operands.get(slot);
    return machine.convert(machine.load(source, source.at(0, row, column, rows, columns)), FP32);
  }
}
