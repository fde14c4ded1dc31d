package ridgepoint.norm;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;

import ridgepoint.operator.Bytes;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.UnaryFunction;

/**
 * Layer normalisation (Ba et al. 2016, <a href="https://arxiv.org/abs/1607.06450">1607.06450</a>)
 * and root-mean-square normalisation (Zhang and Sennrich 2019, <a
 * href="https://arxiv.org/abs/1910.07467">1910.07467</a>), with the residual addition before it
 * where the operator has one. The variance is taken around the mean, never as a difference of
 * squares. Rows that do not fit on chip are read once per statistic and once more for the result.
 *
 * <p>Operands: see {@link NormOperands}.
 *
 * @param epsilon added to the variance or mean square
 */
public record NormKernel(Norm operator, float epsilon) implements Kernel {
  /** As most published models have it. */
  public static final float USUAL_EPSILON = 1e-5f;

  private static final int LONGEST_ROW_ON_CHIP = 16384;

  public NormKernel(Norm operator) {
    this(operator, USUAL_EPSILON);
  }

  @Override
  public Tiling defaultTiling() {
    return new Tiling(4, LONGEST_ROW_ON_CHIP, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    NormOperands operands = NormOperands.of(operator);
    Axis rows = new Axis(operator.rows(), tiling.rows());
    return GridProgram.of(
        operator.type() == Norm.Type.LAYER ? "layer-norm" : "rms-norm",
        operands.all(),
        new Grid(rows),
        (machine, block) -> {
          Rows at = new Rows(machine, operands, rows.begin(block), rows.size(block));
          if (operator.columns() <= tiling.columns()) {
            whole(at);
          } else {
            streamed(at, tiling);
          }
        });
  }

  private void whole(Rows at) {
    int columns = (int) operator.columns();
    Tile x = at.load(0, columns);
    at.storeResidual(x, 0, columns);
    if (operator.type() == Norm.Type.LAYER) {
      Tile mean = mean(at.machine(), at.machine().reduceRows(Reduction.SUM, x));
      x = at.machine().zip(SUBTRACT, x, mean);
    }
    Tile inverse = inverseDeviation(at.machine(), squares(at.machine(), x));
    at.storeResult(at.machine().zip(MULTIPLY, x, inverse), 0, columns);
  }

  private void streamed(Rows at, Tiling tiling) {
    TileMachine machine = at.machine();
    Span steps = Span.of(operator.columns(), tiling.columns());
    Tile mean = operator.type() == Norm.Type.LAYER ? streamedMean(at, steps, tiling) : null;
    Tile sum = machine.fill(at.rows(), 1, FP32, 0);
    machine.loop(
        steps,
        tiling.stages(),
        (column, length) -> {
          Tile x = at.load(column, length);
          at.storeResidual(x, column, length);
          Tile partial = squares(machine, centred(machine, x, mean));
          machine.assign(sum, machine.zip(ADD, sum, partial));
        });
    Tile inverse = inverseDeviation(machine, sum);
    machine.loop(
        steps,
        tiling.stages(),
        (column, length) -> {
          Tile x = centred(machine, at.load(column, length), mean);
          at.storeResult(machine.zip(MULTIPLY, x, inverse), column, length);
        });
  }

  private Tile streamedMean(Rows at, Span steps, Tiling tiling) {
    TileMachine machine = at.machine();
    Tile sum = machine.fill(at.rows(), 1, FP32, 0);
    machine.loop(
        steps,
        tiling.stages(),
        (column, length) -> {
          Tile partial = machine.reduceRows(Reduction.SUM, at.load(column, length));
          machine.assign(sum, machine.zip(ADD, sum, partial));
        });
    return mean(machine, sum);
  }

  private static Tile centred(TileMachine machine, Tile x, Tile mean) {
    return mean == null ? x : machine.zip(SUBTRACT, x, mean);
  }

  private static Tile squares(TileMachine machine, Tile x) {
    return machine.reduceRows(Reduction.SUM, machine.map(UnaryFunction.SQUARE, x));
  }

  private Tile mean(TileMachine machine, Tile sum) {
    return scalar(machine, MULTIPLY, sum, 1f / operator.columns());
  }

  private Tile inverseDeviation(TileMachine machine, Tile sumOfSquares) {
    Tile shifted = scalar(machine, ADD, mean(machine, sumOfSquares), epsilon);
    return machine.map(UnaryFunction.RECIPROCAL_SQUARE_ROOT, shifted);
  }

  private static Tile scalar(TileMachine machine, BinaryFunction function, Tile x, float value) {
    return machine.zip(function, x, machine.fill(1, 1, FP32, value));
  }

  /** The rows of one tile. */
  private record Rows(TileMachine machine, NormOperands operands, long row, int rows) {
    /** The input, with the residual added where there is one. */
    Tile load(long column, int columns) {
      Tile x = loadFrom(operands.input(), column, columns);
      return operands.residual() == null
          ? x
          : machine.zip(ADD, x, loadFrom(operands.residual(), column, columns));
    }

    private Tile loadFrom(Operand operand, long column, int columns) {
      return machine.convert(
          machine.load(operand, operand.at(0, row, column, rows, columns)), FP32);
    }

    void storeResidual(Tile x, long column, int columns) {
      if (operands.residual() != null) {
        machine.store(
            operands.residualOutput(),
            operands.residualOutput().at(0, row, column, rows, columns),
            x);
      }
    }

    /** Applies weight and bias, and stores. */
    void storeResult(Tile normalised, long column, int columns) {
      Tile weight =
          machine.convert(
              machine.load(operands.weight(), operands.weight().at(0, 0, column, 1, columns)),
              FP32);
      Tile y = machine.zip(MULTIPLY, normalised, weight);
      if (operands.bias() != null) {
        Tile bias =
            machine.convert(
                machine.load(operands.bias(), operands.bias().at(0, 0, column, 1, columns)), FP32);
        y = machine.zip(ADD, y, bias);
      }
      machine.store(operands.output(), operands.output().at(0, row, column, rows, columns), y);
    }
  }

  /**
   * Rows in blocks: the sums' upkeep per block; in layer normalisation the mean is subtracted once
   * more; the residual is added again in every further pass.
   */
  @Override
  public Work extraWork(Tiling tiling) {
    if (operator.columns() <= tiling.columns()) {
      return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
    }
    double elements = (double) operator.rows() * operator.columns();
    double blocks =
        (double) operator.rows() * new Axis(operator.columns(), tiling.columns()).blocks();
    int statistics = operator.type() == Norm.Type.LAYER ? 2 : 1;
    double again = (statistics - 1) + (operator.residual() ? statistics : 0);
    return Work.elementwise(again * elements + statistics * blocks, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
