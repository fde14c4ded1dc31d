package ridgepoint.tile.functional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ridgepoint.number.DataType;
import ridgepoint.simd.Fp32Arithmetic;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Mask;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Region;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.UnaryFunction;

/** What a tile program does with numbers; each thread has its own. */
final class NumberMachine implements TileMachine {
  /** Of so many neighbours along k a structured-sparse operand keeps some. */
  private static final int SPARSE_GROUP = 4;

  private final Tensor[] tensors;
  private final Fp32Arithmetic arithmetic = Fp32Arithmetic.fastest();
  private final TileBuffers buffers = new TileBuffers();

  /** Tiles that were loaded and may not have been copied from their tensors yet. */
  private final List<NumberTile> views = new ArrayList<>();

  NumberMachine(Tensor[] tensors) {
    this.tensors = tensors;
  }

  /** Computes one tile of a program's output. */
  void run(TileProgram program, long tile) {
    int mark = buffers.mark();
    program.tile(this, tile);
    views.clear();
    buffers.release(mark);
  }

  @Override
  public Tile load(Operand source, Region region) {
    NumberTile tile =
        new TensorRows(tensors[source.slot()], region.batch(), region.column(), buffers)
            .read(region.row(), region.rows(), region.columns());
    if (tensors[source.slot()].isPlainFp32()) {
      views.add(tile);
    }
    return tile;
  }

  @Override
  public Tile gather(Operand source, long batch, Tile rowIndices, long column, int columns) {
    return new TensorRows(tensors[source.slot()], batch, column, buffers)
        .read(number(rowIndices).asIntegers(), columns);
  }

  @Override
  public void store(Operand target, Region region, Tile value) {
    requireShape("store", value, region.rows(), region.columns());
    copyViewsOf(tensors[target.slot()]);
    new TensorRows(tensors[target.slot()], region.batch(), region.column(), buffers)
        .write(region.row(), number(value));
  }

  @Override
  public void scatter(Operand target, long batch, Tile rowIndices, long column, Tile value) {
    requireShape("scatter", value, rowIndices.rows(), value.columns());
    copyViewsOf(tensors[target.slot()]);
    new TensorRows(tensors[target.slot()], batch, column, buffers)
        .write(number(rowIndices).asIntegers(), number(value));
  }

  private void copyViewsOf(Tensor tensor) {
    for (NumberTile view : views) {
      if (view.shows(tensor.floats())) {
        view.values();
      }
    }
  }

  @Override
  public Tile fill(int rows, int columns, DataType type, float value) {
    float[] values = buffers.take(rows * columns);
    Arrays.fill(values, value);
    return NumberTile.rounded(rows, columns, type, values);
  }

  @Override
  public Tile sequence(int columns, long first) {
    float[] values = new float[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = first + i;
    }
    return NumberTile.exact(1, columns, DataType.FP32, false, values);
  }

  @Override
  public void multiply(Tile accumulator, Tile left, Tile right, DataType computeType) {
    requireShape("product", right, left.columns(), accumulator.columns());
    requireShape("accumulator", accumulator, left.rows(), right.columns());
    NumberTile sum = number(accumulator);
    int m = left.rows();
    int n = right.columns();
    int k = left.columns();
    if (sum.hasIntegers()) {
      int[] b = number(right).asIntegers();
      MatrixProduct.add(sum.integers(), number(left).asIntegers(), b, m, n, k);
    } else {
      arithmetic.multiply(sum.values(), number(left).values(), number(right).asRows(), m, n, k);
    }
  }

  @Override
  public void multiplyTransposed(Tile accumulator, Tile left, Tile right, DataType computeType) {
    NumberTile sum = number(accumulator);
    if (sum.hasIntegers()) {
      multiply(accumulator, left, transpose(right), computeType);
      return;
    }
    requireShape("product", right, accumulator.columns(), left.columns());
    requireShape("accumulator", accumulator, left.rows(), right.rows());
    arithmetic.multiplyTransposed(
        sum.values(),
        number(left).values(),
        number(right).asRows(),
        left.rows(),
        right.rows(),
        left.columns());
  }

  @Override
  public void multiplySparse(
      Tile accumulator, Tile left, Tile right, Tile positions, DataType computeType) {
    requireShape("positions", positions, right.rows(), right.columns());
    int kept = right.columns() * SPARSE_GROUP / left.columns();
    float[] values = number(right).values();
    float[] places = number(positions).values();
    float[] dense = buffers.take(right.rows() * left.columns());
    Arrays.fill(dense, 0);
    for (int row = 0; row < right.rows(); row++) {
      for (int i = 0; i < right.columns(); i++) {
        int from = row * right.columns() + i;
        int place = (int) places[from] & (SPARSE_GROUP - 1);
        dense[row * left.columns() + i / kept * SPARSE_GROUP + place] = values[from];
      }
    }
    Tile expanded = NumberTile.exact(right.rows(), left.columns(), right.type(), false, dense);
    multiplyTransposed(accumulator, left, expanded, computeType);
  }

  @Override
  public Tile scores(Tile query, Tile key, DataType computeType, Mask mask) {
    Tile scores = fill(query.rows(), key.rows(), DataType.FP32, 0);
    multiplyTransposed(scores, query, key, computeType);
    hide(number(scores), mask, Float.NEGATIVE_INFINITY);
    return scores;
  }

  @Override
  public void multiplyMasked(
      Tile accumulator, Tile weights, Tile value, DataType computeType, Mask mask) {
    Tile visible = weights;
    if (hides(mask, weights)) {
      visible = slice(weights, 0, 0, weights.rows(), weights.columns());
      hide(number(visible), mask, 0);
    }
    multiply(accumulator, visible, value, computeType);
  }

  private static boolean hides(Mask mask, Tile tile) {
    long entries = (long) tile.rows() * tile.columns();
    return mask.visibleEntries(tile.rows(), tile.columns()) < entries;
  }

  private static void hide(NumberTile tile, Mask mask, float with) {
    if (!hides(mask, tile)) {
      return;
    }
    float[] values = tile.values();
    for (int row = 0; row < tile.rows(); row++) {
      for (int column = 0; column < tile.columns(); column++) {
        if (!mask.visible(row, column)) {
          values[row * tile.columns() + column] = with;
        }
      }
    }
  }

  @Override
  public Tile map(UnaryFunction function, Tile argument) {
    float[] from = plain(argument).values();
    float[] values = buffers.take(from.length);
    ElementFunctions.apply(function, arithmetic, from, values, from.length);
    return NumberTile.rounded(argument.rows(), argument.columns(), argument.type(), values);
  }

  @Override
  public Tile zip(BinaryFunction function, Tile left, Tile right) {
    int rows = broadcast(left.rows(), right.rows());
    int columns = broadcast(left.columns(), right.columns());
    float[] values = buffers.take(rows * columns);
    Broadcast.combine(
        function, plain(left), plain(right), rows, columns, values, arithmetic, buffers);
    return NumberTile.rounded(rows, columns, left.type(), values);
  }

  private static int broadcast(int left, int right) {
    if (left != right && left != 1 && right != 1) {
      throw new IllegalArgumentException("extents " + left + " and " + right + " do not combine");
    }
    return Math.max(left, right);
  }

  @Override
  public Tile reduceRows(Reduction reduction, Tile argument) {
    float[] values = number(argument).values();
    float[] reduced = new float[argument.rows()];
    for (int i = 0; i < reduced.length; i++) {
      int first = i * argument.columns();
      reduced[i] =
          ElementFunctions.reduceRow(reduction, arithmetic, values, first, argument.columns());
    }
    return NumberTile.exact(argument.rows(), 1, DataType.FP32, false, reduced);
  }

  @Override
  public Tile reduceColumns(Reduction reduction, Tile argument) {
    float[] values = number(argument).values();
    float[] reduced = new float[argument.columns()];
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] =
          ElementFunctions.reduce(reduction, values, i, argument.rows(), argument.columns());
    }
    return NumberTile.exact(1, argument.columns(), DataType.FP32, false, reduced);
  }

  @Override
  public Tile prefixSumRows(Tile argument) {
    float[] values = plain(argument).values().clone();
    for (int i = 0; i < values.length; i++) {
      if (i % argument.columns() != 0) {
        values[i] += values[i - 1];
      }
    }
    return NumberTile.rounded(argument.rows(), argument.columns(), argument.type(), values);
  }

  @Override
  public void assign(Tile target, Tile value) {
    requireShape("assignment", value, target.rows(), target.columns());
    number(target).set(number(value));
  }

  /** Between integer types scaled numbers stay as they are: their scales go with them. */
  @Override
  public Tile convert(Tile argument, DataType type) {
    NumberTile from = number(argument);
    if (from.type() == type) {
      return argument;
    }
    float[] stored = from.values();
    float[] values = buffers.take(stored.length);
    System.arraycopy(stored, 0, values, 0, stored.length);
    return from.isScaled() && type.isInteger()
        ? NumberTile.exact(from.rows(), from.columns(), type, true, values)
        : NumberTile.rounded(from.rows(), from.columns(), type, values);
  }

  @Override
  public Tile slice(Tile argument, int row, int column, int rows, int columns) {
    return number(argument).slice(row, column, rows, columns);
  }

  @Override
  public Tile concatenateColumns(Tile left, Tile right) {
    requireShape("concatenation", right, left.rows(), right.columns());
    return number(left).beside(number(right));
  }

  @Override
  public Tile transpose(Tile argument) {
    return number(argument).transposed();
  }

  @Override
  public void loop(Span span, int stages, LoopBody body) {
    views.forEach(NumberTile::values);
    views.clear();
    for (long offset = span.begin(); offset < span.end(); offset += span.step()) {
      int mark = buffers.mark();
      body.step(offset, (int) Math.min(span.step(), span.end() - offset));
      views.clear();
      buffers.release(mark);
    }
  }

  private static NumberTile number(Tile tile) {
    return (NumberTile) tile;
  }

  /** A tile whose numbers its type can hold, so that results can be rounded to it. */
  private static NumberTile plain(Tile tile) {
    NumberTile number = number(tile);
    if (number.isScaled() && number.type().isInteger()) {
      throw new IllegalArgumentException(
          "a quantised tile must be converted before arithmetic: " + number.type());
    }
    return number;
  }

  private static void requireShape(String what, Tile tile, int rows, int columns) {
    if (tile.rows() != rows || tile.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: a tile of [%d, %d] where [%d, %d] is needed",
              what,
              tile.rows(),
              tile.columns(),
              rows,
              columns));
    }
  }
}
