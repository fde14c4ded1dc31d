package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.dram.DramMemory.Ranges;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.shape.SteppingMachine;

/** Follows a tile's program and notes what it loads and stores. */
public final class Moves extends SteppingMachine {
  private final List<Move> moves = new ArrayList<>();

  /** A region of an operand, or, without one, elements of it anywhere. */
  public record Move(Operand operand, Region region, double elements, boolean store) {
    void ranges(OperandAddresses addresses, long together, Ranges to) {
      if (region == null) {
        addresses.anywhere(operand, elements, to);
      } else {
        addresses.rows(operand, region, together, to);
      }
    }
  }

  private Moves(int operands) {
    super(operands);
  }

  /** What a tile of a pass loads and stores, in order. */
  public static List<Move> of(TileProgram pass, long tile) {
    Moves machine = new Moves(pass.operands().size());
    pass.tile(machine, tile);
    return machine.moves;
  }

  /** What a tile of a pass loads, or stores, in order. */
  static List<Move> of(TileProgram pass, long tile, boolean stores) {
    List<Move> moves = of(pass, tile);
    moves.removeIf(move -> move.store != stores);
    return moves;
  }

  @Override
  protected void onLoad(Operand source, Region region) {
    moves.add(new Move(source, region, 0, false));
  }

  @Override
  protected void onGather(Operand source, double elements) {
    moves.add(new Move(source, null, elements, false));
  }

  @Override
  protected void onStore(Operand target, Region region) {
    moves.add(new Move(target, region, 0, true));
  }

  @Override
  protected void onScatter(Operand target, double elements) {
    moves.add(new Move(target, null, elements, true));
  }
}
