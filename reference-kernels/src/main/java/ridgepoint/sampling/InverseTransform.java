package ridgepoint.sampling;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.LESS;
import static ridgepoint.tile.BinaryFunction.MINIMUM;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;

import ridgepoint.softmax.SoftmaxKernel.OnlineSum;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.UnaryFunction;

/**
 * Sampling by counting the tokens whose cumulative weight stays below the uniform number's share of
 * the total. Nothing is divided: weights are exponentials, not probabilities.
 */
record InverseTransform(Rows at, float temperature) {
  /** Per row and block: the count so far, and the weight that is still to be passed. */
  static final int OPERATIONS_PER_BLOCK = 2;

  void run(Tiling tiling) {
    if (at.vocabulary() <= tiling.columns()) {
      whole();
    } else {
      streamed(tiling);
    }
  }

  private void whole() {
    TileMachine machine = at.machine();
    int columns = (int) at.vocabulary();
    Tile x = scaled(0, columns);
    Tile max = machine.reduceRows(Reduction.MAXIMUM, x);
    Tile sums = cumulative(x, max);
    Tile total = machine.slice(sums, 0, columns - 1, at.count(), 1);
    Tile share = machine.zip(MULTIPLY, at.uniform(), total);
    at.storeIds(countBelow(sums, share));
  }

  private void streamed(Tiling tiling) {
    TileMachine machine = at.machine();
    Span steps = Span.of(at.vocabulary(), tiling.columns());
    OnlineSum online = OnlineSum.empty(machine, at.count());
    machine.loop(
        steps, tiling.stages(), (column, length) -> online.add(machine, scaled(column, length)));
    Tile remaining = machine.zip(MULTIPLY, at.uniform(), online.sum());
    Tile passed = machine.fill(at.count(), 1, FP32, 0);
    machine.loop(
        steps,
        tiling.stages(),
        (column, length) -> {
          Tile sums = cumulative(scaled(column, length), online.max());
          machine.assign(passed, machine.zip(ADD, passed, countBelow(sums, remaining)));
          Tile weight = machine.slice(sums, 0, length - 1, at.count(), 1);
          machine.assign(remaining, machine.zip(SUBTRACT, remaining, weight));
        });
    // The second pass may add up to a little less than the first, which must not pass the end.
    at.storeIds(machine.zip(MINIMUM, passed, at.constant((float) (at.vocabulary() - 1))));
  }

  private Tile scaled(long column, int columns) {
    return at.machine().zip(MULTIPLY, at.logits(column, columns), at.constant(1 / temperature));
  }

  private Tile cumulative(Tile x, Tile max) {
    TileMachine machine = at.machine();
    return machine.prefixSumRows(
        machine.map(UnaryFunction.EXPONENTIAL, machine.zip(SUBTRACT, x, max)));
  }

  private Tile countBelow(Tile sums, Tile share) {
    TileMachine machine = at.machine();
    return machine.reduceRows(Reduction.SUM, machine.zip(LESS, sums, share));
  }
}
