package ridgepoint.gemm;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/** One tile of one expert's output per tile. */
final class GroupedGemmProgram implements TileProgram {
  private static final int EXPERT = 0;
  private static final int ROWS = 1;
  private static final int COLUMNS = 2;

  private final GroupedGemm gemm;
  private final Scaling scaling;
  private final List<ExpertRun> runs;
  private final Tiling tiling;
  private final GemmOperands operands;

  /** Tiles of each run. */
  private final Grid[] grids;

  GroupedGemmProgram(
      GroupedGemm gemm,
      Scaling scaling,
      List<ExpertRun> runs,
      Tiling tiling,
      GemmOperands operands) {
    this.gemm = gemm;
    this.scaling = scaling;
    this.runs = runs;
    this.tiling = tiling;
    this.operands = operands;
    this.grids = new Grid[runs.size()];
    for (int i = 0; i < grids.length; i++) {
      grids[i] =
          new Grid(
              new Axis(runs.get(i).experts(), 1),
              new Axis(runs.get(i).rows(), tiling.rows()),
              new Axis(gemm.n(), tiling.columns()));
    }
  }

  @Override
  public String name() {
    return "grouped-gemm";
  }

  @Override
  public List<Operand> operands() {
    return operands.all();
  }

  @Override
  public List<TileClass> tileClasses() {
    List<TileClass> classes = new ArrayList<>(4);
    long firstTile = 0;
    for (int i = 0; i < grids.length; i++) {
      double standsFor = runs.get(i).weight() / runs.get(i).experts();
      for (TileClass tiles : grids[i].classes()) {
        classes.add(new TileClass(firstTile + tiles.representative(), tiles.count() * standsFor));
      }
      firstTile += grids[i].tiles();
    }
    return classes;
  }

  @Override
  public int tileClass(long index) {
    int before = 0;
    int run = 0;
    long tile = index;
    while (tile >= grids[run].tiles()) {
      tile -= grids[run].tiles();
      before += grids[run].classes().size();
      run++;
    }
    return before + grids[run].classOf(tile);
  }

  @Override
  public long tiles() {
    long tiles = 0;
    for (Grid grid : grids) {
      tiles += grid.tiles();
    }
    return tiles;
  }

  @Override
  public void tile(TileMachine machine, long index) {
    int run = 0;
    long tile = index;
    while (tile >= grids[run].tiles()) {
      tile -= grids[run].tiles();
      run++;
    }
    tile(machine, runs.get(run), grids[run], tile);
  }

  private void tile(TileMachine machine, ExpertRun run, Grid grid, long tile) {
    long expert = grid.block(tile, EXPERT);
    long rowBlock = grid.block(tile, ROWS);
    long columnBlock = grid.block(tile, COLUMNS);
    long matrix = run.firstExpert() + expert;
    long row = run.firstRow() + expert * run.rows() + grid.axis(ROWS).begin(rowBlock);
    long column = grid.axis(COLUMNS).begin(columnBlock);
    int rows = grid.axis(ROWS).size(rowBlock);
    int columns = grid.axis(COLUMNS).size(columnBlock);
    DataType type = gemm.computeType();
    Operand left = operands.left();
    Operand right = operands.right();
    Tile sum = machine.fill(rows, columns, scaling.accumulator(), 0);
    machine.loop(
        Span.of(gemm.k(), tiling.depth()),
        tiling.stages(),
        (k, length) -> {
          Tile a = machine.convert(machine.load(left, left.at(0, row, k, rows, length)), type);
          Tile b =
              machine.convert(
                  machine.load(right, right.at(matrix, column, k, columns, length)), type);
          machine.multiplyTransposed(sum, a, b, type);
        });
    new OutputTile(0, matrix, row, column, rows, columns)
        .store(machine, operands, machine.convert(sum, DataType.FP32));
  }
}
