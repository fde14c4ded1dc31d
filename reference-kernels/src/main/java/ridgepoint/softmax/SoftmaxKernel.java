package ridgepoint.softmax;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.DIVIDE;
import static ridgepoint.tile.BinaryFunction.MAXIMUM;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;
import static ridgepoint.tile.UnaryFunction.EXPONENTIAL;

import java.util.List;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Role;
import ridgepoint.operator.Softmax;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
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

/**
 * Row-wise softmax. Rows that fit on chip are read once. Longer ones are read twice: first for the
 * maximum and the sum, kept up to date block by block as in Milakov and Gimelshein 2018 (<a
 * href="https://arxiv.org/abs/1805.02867">Online normalizer calculation for softmax</a>), then for
 * the result.
 *
 * <p>Operands: input, output [rows, columns]; and where it is masked, a mask fp32 [rows, columns]
 * that is added to the scaled input, with a large negative number where nothing is to be seen.
 *
 * @param scale factor of the input where it is masked
 */
public record SoftmaxKernel(Softmax operator, float scale, boolean masked) implements Kernel {
  public SoftmaxKernel(Softmax operator) {
    this(operator, 1, false);
  }

  private static final int LONGEST_ROW_ON_CHIP = 8192;

  @Override
  public Tiling defaultTiling() {
    return new Tiling(4, LONGEST_ROW_ON_CHIP, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    long columns = operator.columns();
    Operand input =
        new Operand(0, "input", Role.ACTIVATION, operator.format(), 1, operator.rows(), columns);
    Operand output =
        new Operand(1, "output", Role.ACTIVATION, operator.format(), 1, operator.rows(), columns);
    Operand mask = new Operand(2, "mask", Role.INDEX, Format.of(FP32), 1, operator.rows(), columns);
    List<Operand> operands = masked ? List.of(input, output, mask) : List.of(input, output);
    Axis rows = new Axis(operator.rows(), tiling.rows());
    return GridProgram.of(
        "softmax",
        operands,
        new Grid(rows),
        (machine, block) -> {
          if (columns <= tiling.columns()) {
            whole(machine, operands, rows.begin(block), rows.size(block));
          } else {
            streamed(machine, operands, rows.begin(block), rows.size(block), tiling);
          }
        });
  }

  private void whole(TileMachine machine, List<Operand> operands, long row, int rows) {
    int columns = (int) operator.columns();
    Operand output = operands.get(1);
    Tile x = load(machine, operands, row, rows, 0, columns);
    Tile max = machine.reduceRows(Reduction.MAXIMUM, x);
    Tile exponential = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, x, max));
    Tile sum = machine.reduceRows(Reduction.SUM, exponential);
    Tile result = machine.zip(DIVIDE, exponential, sum);
    machine.store(output, output.at(0, row, 0, rows, columns), result);
  }

  private void streamed(
      TileMachine machine, List<Operand> operands, long row, int rows, Tiling tiling) {
    Operand output = operands.get(1);
    Span steps = Span.of(operator.columns(), tiling.columns());
    OnlineSum online = OnlineSum.empty(machine, rows);
    machine.loop(
        steps,
        tiling.stages(),
        (column, length) ->
            online.add(machine, load(machine, operands, row, rows, column, length)));
    machine.loop(
        steps,
        tiling.stages(),
        (column, length) -> {
          Tile x = load(machine, operands, row, rows, column, length);
          Tile exponential = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, x, online.max()));
          machine.store(
              output,
              output.at(0, row, column, rows, length),
              machine.zip(DIVIDE, exponential, online.sum()));
        });
  }

  /** The input; scaled, and with the mask added, where there is one. */
  private Tile load(
      TileMachine machine, List<Operand> operands, long row, int rows, long column, int columns) {
    Operand input = operands.get(0);
    Tile x = machine.convert(machine.load(input, input.at(0, row, column, rows, columns)), FP32);
    if (!masked) {
      return x;
    }
    Operand mask = operands.get(2);
    Tile added = machine.load(mask, mask.at(0, row, column, rows, columns));
    Tile scaled = machine.zip(MULTIPLY, x, machine.fill(1, 1, FP32, scale));
    return machine.zip(ADD, scaled, added);
  }

  /** A row's maximum and its sum of exp(x - maximum) over the blocks seen so far. */
  public record OnlineSum(Tile max, Tile sum) {
    /** Operations that a block costs per row besides those per element. */
    public static final int VECTOR_OPERATIONS_PER_ROW = 4;

    public static final int SPECIAL_OPERATIONS_PER_ROW = 1;

    public static OnlineSum empty(TileMachine machine, int rows) {
      return new OnlineSum(
          machine.fill(rows, 1, FP32, -Float.MAX_VALUE), machine.fill(rows, 1, FP32, 0));
    }

    /** Takes in a block of columns: 3 vector operations and an exponential per element. */
    public void add(TileMachine machine, Tile block) {
      Tile newMax = machine.zip(MAXIMUM, max, machine.reduceRows(Reduction.MAXIMUM, block));
      Tile rescale = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, max, newMax));
      Tile exponential = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, block, newMax));
      Tile blockSum = machine.reduceRows(Reduction.SUM, exponential);
      machine.assign(sum, machine.zip(ADD, machine.zip(MULTIPLY, sum, rescale), blockSum));
      machine.assign(max, newMax);
    }
  }

  /**
   * Scale and mask: two operations per element and the mask's bytes. Rows in blocks: the difference
   * and its exponential again, and the running sum's upkeep.
   */
  @Override
  public Work extraWork(Tiling tiling) {
    double elements = (double) operator.rows() * operator.columns();
    boolean whole = operator.columns() <= tiling.columns();
    double scaling = masked ? (whole ? 1 : 2) * 2 * elements : 0;
    Bytes mask = Bytes.index(masked ? Format.of(FP32).bytes(elements) : 0);
    if (whole) {
      return Work.elementwise(scaling, 0, mask, Bytes.ZERO);
    }
    double blocks =
        (double) operator.rows() * new Axis(operator.columns(), tiling.columns()).blocks();
    return Work.elementwise(
        scaling + elements + OnlineSum.VECTOR_OPERATIONS_PER_ROW * blocks,
        elements + OnlineSum.SPECIAL_OPERATIONS_PER_ROW * blocks,
        mask,
        Bytes.ZERO);
  }
}
