package ridgepoint.rotary;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;

import java.util.List;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * Rotary position embedding (Su et al. 2021, <a
 * href="https://arxiv.org/abs/2104.09864">RoFormer</a>) in half-split order: dimension i of a head
 * pairs with i + rotaryDim/2. A tile is a block of tokens and as many whole heads as the tiling has
 * columns for; sines and cosines are read once for all of them.
 *
 * <p>Operands: input [tokens, heads x rotaryDim]; table fp32 [tokens, rotaryDim], cosines before
 * sines; output as input.
 */
public record RotaryKernel(Rotary operator) implements Kernel {
  private static final int HEADS_PER_TILE = 4;

  @Override
  public Tiling defaultTiling() {
    return new Tiling(16, HEADS_PER_TILE * operator.rotaryDim(), 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    long width = (long) operator.heads() * operator.rotaryDim();
    Operand input =
        new Operand(0, "input", Role.ACTIVATION, operator.format(), 1, operator.tokens(), width);
    Operand table =
        new Operand(
            1, "table", Role.INDEX, Format.of(FP32), 1, operator.tokens(), operator.rotaryDim());
    Operand output =
        new Operand(2, "output", Role.ACTIVATION, operator.format(), 1, operator.tokens(), width);
    int heads = Math.max(1, tiling.columns() / operator.rotaryDim());
    Grid grid =
        new Grid(
            new Axis(operator.tokens(), tiling.rows()),
            new Axis(width, heads * operator.rotaryDim()));
    return GridProgram.of(
        "rotary",
        List.of(input, table, output),
        grid,
        (machine, index) -> {
          int half = operator.rotaryDim() / 2;
          Region at = grid.region(index);
          long token = at.row();
          int rows = at.rows();
          Tile cosine = machine.load(table, table.at(0, token, 0, rows, half));
          Tile sine = machine.load(table, table.at(0, token, half, rows, half));
          machine.loop(
              new Span(at.column(), at.column() + at.columns(), operator.rotaryDim()),
              tiling.stages(),
              (column, length) -> {
                Tile x = half(machine, input, token, column, rows, half);
                Tile y = half(machine, input, token, column + half, rows, half);
                Tile real =
                    machine.zip(
                        SUBTRACT, machine.zip(MULTIPLY, x, cosine), machine.zip(MULTIPLY, y, sine));
                Tile imaginary =
                    machine.zip(
                        ADD, machine.zip(MULTIPLY, x, sine), machine.zip(MULTIPLY, y, cosine));
                machine.store(output, output.at(0, token, column, rows, half), real);
                machine.store(output, output.at(0, token, column + half, rows, half), imaginary);
              });
        });
  }

  private static Tile half(
      TileMachine machine, Operand input, long token, long column, int rows, int half) {
    return machine.convert(machine.load(input, input.at(0, token, column, rows, half)), FP32);
  }

  @Override
  public Work extraWork(Tiling tiling) {
    return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
