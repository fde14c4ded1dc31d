package ridgepoint.gpu;

import java.util.List;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Rotary;
import ridgepoint.tile.Tiling;

/**
 * Blocks of kernels that read their operands once. Element-wise kernels give every thread what it
 * loads at once, in blocks over rows or along them; where a row needs a sum or a maximum, or a
 * kernel is written that way, a block has a row.
 */
final class StreamTilings {
  private final StreamParameters parameters;

  StreamTilings(StreamParameters parameters) {
    this.parameters = parameters;
  }

  List<Tiling> of(Operator operator) {
    Tiling own = KernelLibrary.kernelFor(operator).defaultTiling();
    if (operator instanceof Elementwise each) {
      return List.of(blocks(own, operator, each.rows(), each.columns()));
    }
    if (operator instanceof Embedding each) {
      return List.of(blocks(own, operator, each.tokens(), each.columns()));
    }
    if (operator instanceof MoePermute each) {
      return List.of(blocks(own, operator, (long) Math.ceil(each.tokens()), each.columns()));
    }
    if (operator instanceof Rotary each) {
      return List.of(blocks(own, operator, each.tokens(), (long) each.heads() * each.rotaryDim()));
    }
    return List.of(new Tiling(1, own.columns(), own.depth(), 1, own.stages()));
  }

  private Tiling blocks(Tiling own, Operator operator, long rows, long columns) {
    double elementBytes = operator.work().read().total() / ((double) rows * columns);
    long elements = Math.max(1, (long) (parameters.blockBytes() / elementBytes));
    long perRow = (long) Math.ceil(columns / parameters.blocksPerRow());
    long width = Math.min(columns, Math.max(perRow, elements));
    long together = rows <= parameters.serialRows() ? rows : Math.max(1, elements / width);
    boolean walksRows = parameters.blocksPerRow() == 1 && rows > parameters.serialRows();
    return new Tiling(
        walksRows ? 1 : (int) Math.min(rows, together), (int) width, own.depth(), 1, own.stages());
  }
}
