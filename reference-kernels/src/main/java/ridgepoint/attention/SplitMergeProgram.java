package ridgepoint.attention;

import ridgepoint.number.DataType;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.UnaryFunction;

/**
 * Merges what the splits of a block of queries found, each weighted by its own maximum. Blocks are
 * small, for each reads what all splits wrote: as many rows as have 1024 elements, and one at
 * least.
 */
final class SplitMergeProgram {
  private static final int BATCH = 0;
  private static final int HEADS = 1;
  private static final int QUERIES = 2;

  private static final int MOST_ELEMENTS = 1024;

  /** Partial results are small, so that loads of many are in flight. */
  private static final int STAGES = 16;

  private final AttentionOperands operands;
  private final int splits;
  private final Grid grid;

  SplitMergeProgram(
      AttentionOperands operands, int splits, Axis batches, Axis heads, Axis queries) {
    this.operands = operands;
    this.splits = splits;
    int rows = Math.max(1, MOST_ELEMENTS / (int) operands.output().columns());
    Axis ownQueries = new Axis(queries.extent(), Math.min(queries.step(), rows));
    Axis ownHeads =
        new Axis(heads.extent(), Math.max(1, Math.min(heads.step(), rows / ownQueries.step())));
    this.grid = new Grid(batches, ownHeads, ownQueries);
  }

  TileProgram program() {
    return GridProgram.of("split-kv-merge", operands.all(), grid, this::tile);
  }

  private void tile(TileMachine machine, long index) {
    Axis heads = grid.axis(HEADS);
    Axis queries = grid.axis(QUERIES);
    long head = grid.block(index, HEADS);
    long query = grid.block(index, QUERIES);
    long batch = grid.block(index, BATCH);
    long row = heads.begin(head) * queries.extent() + queries.begin(query);
    int rows = heads.size(head) * queries.size(query);
    int columns = (int) operands.output().columns();
    Tile maximum = machine.fill(rows, 1, DataType.FP32, FlashAttentionProgram.LOWEST);
    Tile sum = machine.fill(rows, 1, DataType.FP32, 0);
    Tile output = machine.fill(rows, columns, DataType.FP32, 0);
    machine.loop(
        Span.of(splits, 1),
        STAGES,
        (split, one) -> {
          long part = batch * splits + split;
          Tile partMaximum = load(machine, operands.partialMaximum(), part, row, rows);
          Tile newMaximum = machine.zip(BinaryFunction.MAXIMUM, maximum, partMaximum);
          Tile weight = weight(machine, maximum, newMaximum);
          Tile partWeight = weight(machine, partMaximum, newMaximum);
          Tile partSum = load(machine, operands.partialSum(), part, row, rows);
          Tile partOutput = load(machine, operands.partialOutput(), part, row, rows);
          machine.assign(sum, weighted(machine, sum, weight, partSum, partWeight));
          machine.assign(output, weighted(machine, output, weight, partOutput, partWeight));
          machine.assign(maximum, newMaximum);
        });
    Region region = operands.output().at(batch, row, 0, rows, columns);
    machine.store(operands.output(), region, machine.zip(BinaryFunction.DIVIDE, output, sum));
  }

  private static Tile load(TileMachine machine, Operand from, long part, long row, int rows) {
    return machine.load(from, from.at(part, row, 0, rows, (int) from.columns()));
  }

  /** e to the difference of two maxima. */
  private static Tile weight(TileMachine machine, Tile maximum, Tile newMaximum) {
    return machine.map(
        UnaryFunction.EXPONENTIAL, machine.zip(BinaryFunction.SUBTRACT, maximum, newMaximum));
  }

  private static Tile weighted(
      TileMachine machine, Tile one, Tile weight, Tile other, Tile otherWeight) {
    return machine.zip(
        BinaryFunction.ADD,
        machine.zip(BinaryFunction.MULTIPLY, one, weight),
        machine.zip(BinaryFunction.MULTIPLY, other, otherWeight));
  }
}
