package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.dram.DramMemory.Ranges;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.shape.SteppingMachine;

/** Follows a tile's program and notes what it loads, or stores. */
final class Moves extends SteppingMachine {
  private final List<Move> moves = new ArrayList<>();
  private final boolean stores;

  /** A region of an operand, or, without one, elements of it anywhere. */
  record Move(Operand operand, Region region, double elements) {
    void ranges(OperandAddresses addresses, long together, Ranges to) {
      if (region == null) {
        addresses.anywhere(operand, elements, to);
      } else {
        addresses.rows(operand, region, together, to);
      }
    }
  }

  private Moves(int operands, boolean stores) {
    super(operands);
    this.stores = stores;
  }

  /** What a tile of a pass loads, or stores, in order. */
  static List<Move> of(TileProgram pass, long tile, boolean stores) {
    Moves machine = new Moves(pass.operands().size(), stores);
    pass.tile(machine, tile);
    return machine.moves;
  }

  @Override
  protected void onLoad(Operand source, Region region) {
    note(false, new Move(source, region, 0));
  }

  @Override
  protected void onGather(Operand source, double elements) {
    note(false, new Move(source, null, elements));
  }

  @Override
  protected void onStore(Operand target, Region region) {
    note(true, new Move(target, region, 0));
  }

  @Override
  protected void onScatter(Operand target, double elements) {
    note(true, new Move(target, null, elements));
  }

  private void note(boolean store, Move move) {
    if (store == stores) {
      moves.add(move);
    }
  }
}
