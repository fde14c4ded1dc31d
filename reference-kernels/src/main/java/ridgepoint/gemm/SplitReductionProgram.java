package ridgepoint.gemm;

import ridgepoint.number.DataType;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;

/** Adds up the partial sums of a product that was split along k. */
final class SplitReductionProgram {
  private static final int BATCH = 0;
  private static final int ROWS = 1;
  private static final int COLUMNS = 2;

  private final GemmOperands operands;
  private final int splits;
  private final int stages;
  private final Grid grid;

  SplitReductionProgram(
      GemmOperands operands, int splits, int stages, Axis batches, Axis rows, Axis columns) {
    this.operands = operands;
    this.splits = splits;
    this.stages = stages;
    this.grid = new Grid(batches, rows, columns);
  }

  TileProgram program() {
    return GridProgram.of("split-k-reduction", operands.all(), grid, this::tile);
  }

  private void tile(TileMachine machine, long index) {
    long rowBlock = grid.block(index, ROWS);
    long columnBlock = grid.block(index, COLUMNS);
    long batch = grid.block(index, BATCH);
    OutputTile at =
        new OutputTile(
            batch,
            batch,
            grid.axis(ROWS).begin(rowBlock),
            grid.axis(COLUMNS).begin(columnBlock),
            grid.axis(ROWS).size(rowBlock),
            grid.axis(COLUMNS).size(columnBlock));
    Operand partials = operands.partials();
    long first = batch * splits;
    Tile sum = machine.fill(at.rows(), at.columns(), DataType.FP32, 0);
    machine.loop(
        Span.of(splits, 1),
        stages,
        (split, one) -> {
          Tile part =
              machine.load(
                  partials,
                  partials.at(first + split, at.row(), at.column(), at.rows(), at.columns()));
          machine.assign(sum, machine.zip(BinaryFunction.ADD, sum, part));
        });
    at.store(machine, operands, sum);
  }
}
