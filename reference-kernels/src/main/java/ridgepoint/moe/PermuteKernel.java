package ridgepoint.moe;

import static ridgepoint.number.DataType.FP32;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * Moves tokens to expert order and back, as the permutation of MegaBlocks (Gale et al. 2022, <a
 * href="https://arxiv.org/abs/2211.15841">2211.15841</a>) does: no expert has a capacity, and no
 * token is dropped. Dispatch reads a token once and writes its copies where their experts want
 * them; combination gathers a token's rows and adds them up by weight.
 *
 * <p>Operands of dispatch: tokens [tokens, columns]; positions int32 [tokens, copies], the row of
 * every copy in expert order; rows [tokens x copies, columns]. Of combination: rows, positions,
 * weights fp32 [tokens, copies], tokens.
 *
 * <p>A program moves whole rows: where the operator's rows and tokens are expectations it has the
 * nearest whole number of tokens and of copies per token, at least one of each.
 */
public record PermuteKernel(MoePermute operator) implements Kernel {
  private static final Format IDS = Format.of(DataType.INT32);

  /** Whole number of tokens that the program moves. */
  public long tokens() {
    return Math.max(1, Math.round(operator.tokens()));
  }

  /** Whole number of rows that every token has in expert order. */
  public int copies() {
    return (int) Math.max(1, Math.round(operator.rows() / operator.tokens()));
  }

  @Override
  public Tiling defaultTiling() {
    return new Tiling(16, 1024, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    return switch (operator.direction()) {
      case DISPATCH -> dispatch(tiling);
      case COMBINE -> combine(tiling);
    };
  }

  private TileProgram dispatch(Tiling tiling) {
    Operand source = activation(0, "tokens", tokens());
    Operand positions = new Operand(1, "positions", Role.INDEX, IDS, 1, tokens(), copies());
    Operand spread = activation(2, "rows", tokens() * copies());
    Grid grid = grid(tiling);
    return GridProgram.of(
        "moe-dispatch",
        List.of(source, positions, spread),
        grid,
        (machine, index) -> {
          Region at = grid.region(index);
          Tile to = machine.load(positions, copiesOf(positions, at));
          Tile values = machine.convert(machine.load(source, at), FP32);
          for (int copy = 0; copy < copies(); copy++) {
            Tile target = machine.slice(to, 0, copy, at.rows(), 1);
            machine.scatter(spread, 0, target, at.column(), values);
          }
        });
  }

  private TileProgram combine(Tiling tiling) {
    Operand spread = activation(0, "rows", tokens() * copies());
    Operand positions = new Operand(1, "positions", Role.INDEX, IDS, 1, tokens(), copies());
    Operand weights =
        new Operand(2, "weights", Role.ACTIVATION, Format.of(FP32), 1, tokens(), copies());
    Operand target = activation(3, "tokens", tokens());
    Grid grid = grid(tiling);
    return GridProgram.of(
        "moe-combine",
        List.of(spread, positions, weights, target),
        grid,
        (machine, index) -> {
          Region at = grid.region(index);
          Tile from = machine.load(positions, copiesOf(positions, at));
          Tile weight = machine.load(weights, copiesOf(weights, at));
          Tile sum = weightedSum(machine, spread, from, weight, at.column(), at.columns());
          machine.store(target, at, sum);
        });
  }

  private Grid grid(Tiling tiling) {
    return new Grid(
        new Axis(tokens(), tiling.rows()), new Axis(operator.columns(), tiling.columns()));
  }

  private Region copiesOf(Operand operand, Region tokens) {
    return operand.at(0, tokens.row(), 0, tokens.rows(), copies());
  }

  private Tile weightedSum(
      TileMachine machine, Operand spread, Tile from, Tile weight, long column, int columns) {
    int rows = from.rows();
    Tile sum = machine.fill(rows, columns, FP32, 0);
    for (int copy = 0; copy < copies(); copy++) {
      Tile position = machine.slice(from, 0, copy, rows, 1);
      Tile row = machine.convert(machine.gather(spread, 0, position, column, columns), FP32);
      Tile share = machine.slice(weight, 0, copy, rows, 1);
      sum = machine.zip(BinaryFunction.ADD, sum, machine.zip(BinaryFunction.MULTIPLY, row, share));
    }
    return sum;
  }

  private Operand activation(int slot, String name, long rows) {
    return new Operand(slot, name, Role.ACTIVATION, operator.format(), 1, rows, operator.columns());
  }

  @Override
  public Work extraWork(Tiling tiling) {
    return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
