package ridgepoint.elementwise;

import static ridgepoint.number.DataType.FP32;

import ridgepoint.number.Rounding;
import ridgepoint.operator.Elementwise;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.UnaryFunction;

/**
 * Symmetric quantisation with one scale per row, the dynamic per-token form of activations (Xiao et
 * al. 2022, <a href="https://arxiv.org/abs/2211.10438">SmoothQuant</a>, section 3): the scale is
 * the row's largest magnitude over the largest code.
 */
final class RowQuantisation {
  /** Keeps the scale of a row of zeros above zero; the smallest normal fp32 number. */
  private static final float SMALLEST_SCALE = Float.MIN_NORMAL;

  private RowQuantisation() {}

  static void run(Rows at, Elementwise operator, Span steps, int stages) {
    TileMachine machine = at.machine();
    float perCode = (float) (1 / Rounding.largestCode(operator.output().type()));
    if (steps.extent() <= steps.step()) {
      Tile x = at.block(0, 0, (int) steps.extent());
      Tile scale = scale(at, magnitude(machine, x), perCode);
      at.store(2, 0, scale);
      at.store(1, 0, machine.zip(BinaryFunction.DIVIDE, x, scale));
      return;
    }
    Tile largest = machine.fill(at.count(), 1, FP32, 0);
    machine.loop(
        steps,
        stages,
        (column, length) -> {
          Tile here = magnitude(machine, at.block(0, column, length));
          machine.assign(largest, machine.zip(BinaryFunction.MAXIMUM, largest, here));
        });
    Tile scale = scale(at, largest, perCode);
    at.store(2, 0, scale);
    machine.loop(
        steps,
        stages,
        (column, length) -> {
          Tile x = at.block(0, column, length);
          at.store(1, column, machine.zip(BinaryFunction.DIVIDE, x, scale));
        });
  }

  private static Tile magnitude(TileMachine machine, Tile x) {
    return machine.reduceRows(Reduction.MAXIMUM, machine.map(UnaryFunction.ABSOLUTE, x));
  }

  private static Tile scale(Rows at, Tile largest, float perCode) {
    TileMachine machine = at.machine();
    Tile scale = machine.zip(BinaryFunction.MULTIPLY, largest, at.constant(perCode));
    return machine.zip(BinaryFunction.MAXIMUM, scale, at.constant(SMALLEST_SCALE));
  }
}
