package ridgepoint.embedding;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * Gather of table rows, a block of tokens and columns per tile. A row is counted once for every
 * token that names it, for which tokens share rows is not known before they are.
 *
 * <p>Operands: token ids int32 [tokens, 1]; table [vocabulary, columns]; output [tokens, columns].
 */
public record EmbeddingKernel(Embedding operator) implements Kernel {

  @Override
  public Tiling defaultTiling() {
    return new Tiling(16, 1024, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    long columns = operator.columns();
    Operand ids =
        new Operand(0, "token ids", Role.INDEX, Format.of(DataType.INT32), 1, operator.tokens(), 1);
    Operand table =
        new Operand(1, "table", Role.WEIGHT, operator.table(), 1, operator.vocabulary(), columns);
    Operand output =
        new Operand(2, "output", Role.ACTIVATION, operator.output(), 1, operator.tokens(), columns);
    Grid grid =
        new Grid(new Axis(operator.tokens(), tiling.rows()), new Axis(columns, tiling.columns()));
    return GridProgram.of(
        "embedding",
        List.of(ids, table, output),
        grid,
        (machine, index) -> {
          Region at = grid.region(index);
          Tile chosen = machine.load(ids, ids.at(0, at.row(), 0, at.rows(), 1));
          Tile values = machine.gather(table, 0, chosen, at.column(), at.columns());
          machine.store(output, at, machine.convert(values, DataType.FP32));
        });
  }

  @Override
  public Work extraWork(Tiling tiling) {
    return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
