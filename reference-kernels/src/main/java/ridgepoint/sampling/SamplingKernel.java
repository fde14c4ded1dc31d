package ridgepoint.sampling;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Role;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.Work;
import ridgepoint.softmax.SoftmaxKernel.OnlineSum;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * Choice of the next token: the first of the largest logits, or inverse-transform sampling (Devroye
 * 1986, <i>Non-Uniform Random Variate Generation</i>, section III.2) from the softmax of the logits
 * over a temperature, which takes the first token whose cumulative probability reaches the row's
 * uniform number. A vocabulary longer than the tiling's columns is walked in steps.
 *
 * <p>Operands: logits [rows, vocabulary]; token ids int32 [rows, 1]; unless greedy, uniform numbers
 * fp32 [rows, 1] in (0, 1].
 */
public record SamplingKernel(Sampling operator, float temperature) implements Kernel {
  private static final int LONGEST_ROW_ON_CHIP = 8192;

  public SamplingKernel {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be positive, got " + temperature);
    }
  }

  public SamplingKernel(Sampling operator) {
    this(operator, 1);
  }

  @Override
  public Tiling defaultTiling() {
    return new Tiling(1, LONGEST_ROW_ON_CHIP, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    List<Operand> operands = new ArrayList<>();
    operands.add(
        new Operand(
            0,
            "logits",
            Role.ACTIVATION,
            operator.logits(),
            1,
            operator.rows(),
            operator.vocabulary()));
    operands.add(column(1, "token ids", Role.INDEX, DataType.INT32));
    if (!operator.greedy()) {
      operands.add(column(2, "uniform numbers", Role.ACTIVATION, DataType.FP32));
    }
    Axis rows = new Axis(operator.rows(), tiling.rows());
    return GridProgram.of(
        operator.greedy() ? "greedy-sampling" : "inverse-transform-sampling",
        operands,
        new Grid(rows),
        (machine, block) -> {
          Rows at = new Rows(machine, operands, rows.begin(block), rows.size(block));
          if (operator.greedy()) {
            GreedyChoice.run(at, tiling);
          } else {
            new InverseTransform(at, temperature).run(tiling);
          }
        });
  }

  private Operand column(int slot, String name, Role role, DataType type) {
    return new Operand(slot, name, role, Format.of(type), 1, operator.rows(), 1);
  }

  /**
   * A vocabulary in steps. Greedy: the largest logit of a block is wanted as well as its place, and
   * both are merged row by row. Otherwise a first pass finds maximum and sum, so that scaling,
   * subtraction and exponential are done twice.
   */
  @Override
  public Work extraWork(Tiling tiling) {
    if (operator.vocabulary() <= tiling.columns()) {
      return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
    }
    double elements = (double) operator.rows() * operator.vocabulary();
    double blocks =
        (double) operator.rows() * new Axis(operator.vocabulary(), tiling.columns()).blocks();
    if (operator.greedy()) {
      return Work.elementwise(
          elements + GreedyChoice.OPERATIONS_PER_BLOCK * blocks, 0, Bytes.ZERO, Bytes.ZERO);
    }
    double upkeep = OnlineSum.VECTOR_OPERATIONS_PER_ROW + InverseTransform.OPERATIONS_PER_BLOCK;
    return Work.elementwise(
        3 * elements + upkeep * blocks + operator.rows(),
        elements + OnlineSum.SPECIAL_OPERATIONS_PER_ROW * blocks,
        Bytes.ZERO,
        Bytes.ZERO);
  }
}
