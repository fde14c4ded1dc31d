package ridgepoint.transfer;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * A copy, byte by byte, of the whole bytes that a transfer moves.
 *
 * <p>Operands: source and target, int8 [1, bytes].
 */
public record TransferKernel(Transfer operator) implements Kernel {
  @Override
  public Tiling defaultTiling() {
    return new Tiling(1, 65536, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    long bytes = Math.max(1, (long) Math.ceil(operator.transferredBytes()));
    Format format = Format.of(DataType.INT8);
    Operand source = new Operand(0, "source", operator.role(), format, 1, 1, bytes);
    Operand target = new Operand(1, "target", operator.role(), format, 1, 1, bytes);
    Axis blocks = new Axis(bytes, tiling.columns());
    return GridProgram.of(
        "transfer",
        List.of(source, target),
        new Grid(blocks),
        (machine, block) -> {
          var region = source.at(0, 0, blocks.begin(block), 1, blocks.size(block));
          machine.store(target, region, machine.load(source, region));
        });
  }

  @Override
  public Work extraWork(Tiling tiling) {
    return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
