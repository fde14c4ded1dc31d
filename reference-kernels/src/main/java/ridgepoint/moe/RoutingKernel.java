package ridgepoint.moe;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.DIVIDE;
import static ridgepoint.tile.BinaryFunction.EQUAL;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.UnaryFunction;

/**
 * Top-k routing (Shazeer et al. 2017, <a href="https://arxiv.org/abs/1701.06538">1701.06538</a>):
 * softmax over the experts, then topK rounds that take the largest probability and move it below
 * zero, then the weights are divided by their sum. Of equal probabilities the lower expert is
 * taken.
 *
 * <p>Operands: logits [tokens, experts]; chosen experts int32 and weights fp32 [tokens, topK].
 */
public record RoutingKernel(MoeRouting operator) implements Kernel {
  /** Takes any probability below the range of probabilities. */
  private static final float TAKEN = 2;

  @Override
  public Tiling defaultTiling() {
    return new Tiling(16, operator.experts(), 1, 1, 1);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    long tokens = operator.tokens();
    Operand logits =
        new Operand(0, "logits", Role.ACTIVATION, operator.logits(), 1, tokens, operator.experts());
    Operand experts =
        new Operand(
            1, "experts", Role.INDEX, Format.of(DataType.INT32), 1, tokens, operator.topK());
    Operand weights =
        new Operand(2, "weights", Role.ACTIVATION, Format.of(FP32), 1, tokens, operator.topK());
    Axis blocks = new Axis(tokens, tiling.rows());
    return GridProgram.of(
        "moe-routing",
        List.of(logits, experts, weights),
        new Grid(blocks),
        (machine, block) -> {
          long token = blocks.begin(block);
          int rows = blocks.size(block);
          Tile x = machine.load(logits, logits.at(0, token, 0, rows, operator.experts()));
          Choice choice = choose(machine, softmax(machine, machine.convert(x, FP32)));
          machine.store(experts, experts.at(0, token, 0, rows, operator.topK()), choice.experts());
          Tile sum = machine.reduceRows(Reduction.SUM, choice.weights());
          machine.store(
              weights,
              weights.at(0, token, 0, rows, operator.topK()),
              machine.zip(DIVIDE, choice.weights(), sum));
        });
  }

  private record Choice(Tile experts, Tile weights) {}

  private static Tile softmax(TileMachine machine, Tile x) {
    Tile max = machine.reduceRows(Reduction.MAXIMUM, x);
    Tile exponential = machine.map(UnaryFunction.EXPONENTIAL, machine.zip(SUBTRACT, x, max));
    return machine.zip(DIVIDE, exponential, machine.reduceRows(Reduction.SUM, exponential));
  }

  private Choice choose(TileMachine machine, Tile probabilities) {
    Tile left = probabilities;
    Tile expert = machine.reduceRows(Reduction.ARGUMENT_OF_MAXIMUM, left);
    Tile weight = machine.reduceRows(Reduction.MAXIMUM, left);
    Tile experts = expert;
    Tile weights = weight;
    for (int round = 1; round < operator.topK(); round++) {
      Tile taken = machine.zip(EQUAL, machine.sequence(operator.experts(), 0), expert);
      Tile drop = machine.zip(MULTIPLY, taken, machine.fill(1, 1, FP32, TAKEN));
      left = machine.zip(SUBTRACT, left, drop);
      expert = machine.reduceRows(Reduction.ARGUMENT_OF_MAXIMUM, left);
      weight = machine.reduceRows(Reduction.MAXIMUM, left);
      experts = machine.concatenateColumns(experts, expert);
      weights = machine.concatenateColumns(weights, weight);
    }
    return new Choice(experts, weights);
  }

  @Override
  public Work extraWork(Tiling tiling) {
    return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
