package ridgepoint.sampling;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.LESS;
import static ridgepoint.tile.BinaryFunction.MAXIMUM;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;

import ridgepoint.tile.Reduction;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.Tiling;

/** The first of the largest logits. Ids pass through fp32, which is exact up to 2^24. */
final class GreedyChoice {
  /** Per row and block: offset, comparison, choice of the id by its outcome, maximum. */
  static final int OPERATIONS_PER_BLOCK = 6;

  private GreedyChoice() {}

  static void run(Rows at, Tiling tiling) {
    TileMachine machine = at.machine();
    if (at.vocabulary() <= tiling.columns()) {
      Tile logits = at.logits(0, (int) at.vocabulary());
      at.storeIds(machine.reduceRows(Reduction.ARGUMENT_OF_MAXIMUM, logits));
      return;
    }
    Tile largest = machine.fill(at.count(), 1, FP32, Float.NEGATIVE_INFINITY);
    Tile id = machine.fill(at.count(), 1, FP32, 0);
    machine.loop(
        Span.of(at.vocabulary(), tiling.columns()),
        tiling.stages(),
        (column, length) -> {
          Tile logits = at.logits(column, length);
          Tile max = machine.reduceRows(Reduction.MAXIMUM, logits);
          Tile place = machine.reduceRows(Reduction.ARGUMENT_OF_MAXIMUM, logits);
          Tile candidate = machine.zip(ADD, place, machine.sequence(1, column));
          Tile better = machine.zip(LESS, largest, max);
          Tile change = machine.zip(MULTIPLY, machine.zip(SUBTRACT, candidate, id), better);
          machine.assign(id, machine.zip(ADD, id, change));
          machine.assign(largest, machine.zip(MAXIMUM, largest, max));
        });
    at.storeIds(id);
  }
}
