package ridgepoint.gemm;

import ridgepoint.number.DataType;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/** One tile of the output, or of one split's partial sums, per tile. */
final class GemmProgram {
  private static final int BATCH = 0;
  private static final int SPLIT = 1;
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private final Gemm gemm;
  private final Scaling scaling;
  private final Tiling tiling;
  private final GemmOperands operands;
  private final Grid grid;

  GemmProgram(Gemm gemm, Scaling scaling, Tiling tiling, Axis depth, GemmOperands operands) {
    this.gemm = gemm;
    this.scaling = scaling;
    this.tiling = tiling;
    this.operands = operands;
    this.grid =
        new Grid(
            new Axis(gemm.batches(), 1),
            depth,
            new Axis(gemm.m(), tiling.rows()),
            new Axis(gemm.n(), tiling.columns()));
  }

  /** The product, and after one that is split along k the reduction of its partial sums. */
  TileProgram program() {
    return new GridProgram("gemm", operands.all(), grid, this::tile, reduction());
  }

  private TileProgram reduction() {
    if (operands.partials() == null) {
      return null;
    }
    int splits = (int) grid.axis(SPLIT).blocks();
    return new SplitReductionProgram(
            operands,
            splits,
            tiling.stages(),
            grid.axis(BATCH),
            grid.axis(ROWS),
            grid.axis(COLUMNS))
        .program();
  }

  private void tile(TileMachine machine, long index) {
    long batch = grid.block(index, BATCH);
    long split = grid.block(index, SPLIT);
    Axis depth = grid.axis(SPLIT);
    OutputTile at = outputTile(batch, index);
    Tile sum = machine.fill(at.rows(), at.columns(), scaling.accumulator(), 0);
    Span steps =
        new Span(depth.begin(split), depth.begin(split) + depth.size(split), tiling.depth());
    machine.loop(steps, tiling.stages(), (k, length) -> accumulate(machine, sum, at, k, length));
    if (operands.partials() == null) {
      at.store(machine, operands, machine.convert(sum, DataType.FP32));
    } else {
      long part = batch * depth.blocks() + split;
      machine.store(
          operands.partials(),
          operands.partials().at(part, at.row(), at.column(), at.rows(), at.columns()),
          machine.convert(sum, DataType.FP32));
    }
  }

  private OutputTile outputTile(long batch, long index) {
    Axis rows = grid.axis(ROWS);
    Axis columns = grid.axis(COLUMNS);
    long row = grid.block(index, ROWS);
    long column = grid.block(index, COLUMNS);
    return new OutputTile(
        batch, batch, rows.begin(row), columns.begin(column), rows.size(row), columns.size(column));
  }

  private void accumulate(TileMachine machine, Tile sum, OutputTile at, long k, int length) {
    DataType type = gemm.computeType();
    Operand left = operands.left();
    Operand right = operands.right();
    Tile a =
        machine.convert(
            machine.load(left, left.at(at.batch(), at.row(), k, at.rows(), length)), type);
    if (!gemm.isSparse()) {
      Tile b =
          machine.convert(
              machine.load(right, right.at(at.batch(), at.column(), k, at.columns(), length)),
              type);
      machine.multiplyTransposed(sum, a, b, type);
      return;
    }
    long keptFrom = (long) (k * gemm.density());
    int kept = (int) (length * gemm.density());
    var region = right.at(at.batch(), at.column(), keptFrom, at.columns(), kept);
    Tile b = machine.convert(machine.load(right, region), type);
    Tile positions = machine.load(operands.positions(), region);
    machine.multiplySparse(sum, a, b, positions, type);
  }
}
