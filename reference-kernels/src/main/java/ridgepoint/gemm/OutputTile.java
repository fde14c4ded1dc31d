package ridgepoint.gemm;

import ridgepoint.number.DataType;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;

/**
 * Where a tile of the output lies.
 *
 * @param matrix the right operand's matrix it comes from: the batch, or the expert
 */
record OutputTile(long batch, long matrix, long row, long column, int rows, int columns) {

  /** Applies the scales that the operands lack, adds the bias, and writes the result. */
  void store(TileMachine machine, GemmOperands operands, Tile sum) {
    Tile result = sum;
    Operand rowScales = operands.rowScales();
    if (rowScales != null) {
      Tile scales = machine.load(rowScales, rowScales.at(batch, row, 0, rows, 1));
      result = machine.zip(BinaryFunction.MULTIPLY, result, scales);
    }
    Operand columnScales = operands.columnScales();
    if (columnScales != null) {
      Tile scales = machine.load(columnScales, columnScales.at(matrix, 0, column, 1, columns));
      result = machine.zip(BinaryFunction.MULTIPLY, result, scales);
    }
    if (operands.bias() != null) {
      Tile bias = machine.load(operands.bias(), operands.bias().at(matrix, 0, column, 1, columns));
      result = machine.zip(BinaryFunction.ADD, result, machine.convert(bias, DataType.FP32));
    }
    Operand output = operands.output();
    machine.store(output, output.at(batch, row, column, rows, columns), result);
  }
}
