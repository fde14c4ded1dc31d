package ridgepoint.elementwise;

import static ridgepoint.number.DataType.FP32;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Elementwise.Function;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * An element-wise function, computed in fp32, a rectangle per tile; only quantisation by row needs
 * whole rows and walks along them in steps. The formulas are in {@link Functions}, quantisation by
 * row in {@link RowQuantisation}.
 *
 * <p>Operands: the input or both inputs [rows, columns]; the output; then, where the function has
 * one, the mix [1, columns] of LERP and LERP_BY or the scales fp32 [rows, 1] of quantisation by
 * row.
 *
 * @param parameter factor of SCALE, cap of SOFT_CAP; no meaning otherwise
 */
public record ElementwiseKernel(Elementwise operator, float parameter) implements Kernel {
  private static final int ROWS = 0;
  private static final int COLUMNS = 1;

  /** The logit cap of Gemma 2 (Gemma Team 2024, section 2). */
  private static final float USUAL_CAP = 30;

  public ElementwiseKernel(Elementwise operator) {
    this(operator, operator.function() == Function.SOFT_CAP ? USUAL_CAP : 1);
  }

  @Override
  public Tiling defaultTiling() {
    return new Tiling(16, 1024, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    List<Operand> operands = operands();
    Axis rows = new Axis(operator.rows(), tiling.rows());
    Axis columns = new Axis(operator.columns(), step(tiling));
    String name = operator.function().name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (operator.function() == Function.QUANTIZE && operator.hasRowScales()) {
      Span steps = Span.of(columns.extent(), columns.step());
      return GridProgram.of(
          name,
          operands,
          new Grid(rows),
          (machine, block) ->
              RowQuantisation.run(
                  new Rows(machine, operands, rows.begin(block), rows.size(block)),
                  operator,
                  steps,
                  tiling.stages()));
    }
    Grid grid = new Grid(rows, columns);
    return GridProgram.of(
        name,
        operands,
        grid,
        (machine, index) -> {
          long block = grid.block(index, ROWS);
          Rows at = new Rows(machine, operands, rows.begin(block), rows.size(block));
          long step = grid.block(index, COLUMNS);
          apply(at, columns.begin(step), columns.size(step));
        });
  }

  /** Columns of a step: the tiling's, rounded up so that groups and bytes are written whole. */
  private int step(Tiling tiling) {
    int unit = Math.max(wholeColumns(operator.input()), wholeColumns(operator.output()));
    return (tiling.columns() + unit - 1) / unit * unit;
  }

  private static int wholeColumns(Format format) {
    return format.isGrouped() ? format.groupSize() : format.type().bits() < Byte.SIZE ? 8 : 1;
  }

  private void apply(Rows at, long column, int columns) {
    int inputs = operator.function().inputs();
    Tile x = at.block(0, column, columns);
    Tile y = inputs > 1 ? at.block(1, column, columns) : null;
    Tile extra = null;
    if (operator.hasMix()) {
      extra = at.row(inputs + 1, column, columns);
      if (inputs > 2) {
        Tile own = at.block(2, column, columns);
        extra = at.machine().zip(BinaryFunction.ADD, own, extra);
      }
    } else if (operator.hasRowScales()) {
      extra = at.column(inputs + 1);
    }
    at.store(inputs, column, new Functions(at.machine(), parameter).apply(operator, x, y, extra));
  }

  private List<Operand> operands() {
    List<Operand> all = new ArrayList<>();
    for (int input = 0; input < operator.function().inputs(); input++) {
      all.add(matrix(all.size(), "input " + input, operator.input()));
    }
    all.add(matrix(all.size(), "output", operator.output()));
    if (operator.hasMix()) {
      all.add(
          new Operand(all.size(), "mix", Role.WEIGHT, operator.input(), 1, 1, operator.columns()));
    }
    if (operator.hasRowScales()) {
      all.add(
          new Operand(
              all.size(), "scales", Role.ACTIVATION, Format.of(FP32), 1, operator.rows(), 1));
    }
    return all;
  }

  private Operand matrix(int slot, String name, Format format) {
    return new Operand(slot, name, Role.ACTIVATION, format, 1, operator.rows(), operator.columns());
  }

  /** Quantisation by row: the running maximum's upkeep, once per row and step. */
  @Override
  public Work extraWork(Tiling tiling) {
    boolean steps =
        operator.function() == Function.QUANTIZE
            && operator.hasRowScales()
            && operator.columns() > step(tiling);
    double blocks = new Axis(operator.columns(), step(tiling)).blocks();
    return Work.elementwise(steps ? operator.rows() * blocks : 0, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
