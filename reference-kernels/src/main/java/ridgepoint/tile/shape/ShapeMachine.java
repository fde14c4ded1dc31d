package ridgepoint.tile.shape;

import static ridgepoint.tile.shape.ShapeRules.broadcasts;
import static ridgepoint.tile.shape.ShapeRules.require;
import static ridgepoint.tile.shape.ShapeRules.requireInside;

import ridgepoint.number.DataType;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Mask;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Region;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.UnaryFunction;

/**
 * Follows shapes through a program and books what each instruction uses: an element-wise function
 * its operations per element, a reduction one per element, a product two per multiply-add, a load
 * or store its bytes in the tensor's format. What a loop means is left to the heirs.
 */
public abstract class ShapeMachine implements TileMachine {
  /** Conversions are counted where a type this narrow takes part: that is (de)quantisation. */
  private static final int QUANTISED_BITS = 8;

  protected final Ledger ledger;

  /** Loops around the current instruction. */
  protected int loopDepth;

  private double carriedBytes;

  protected ShapeMachine(int operands) {
    ledger = new Ledger(operands);
  }

  /** Bytes of tiles that were made outside a loop and used in it, since the last call. */
  protected final double takeCarriedBytes() {
    double bytes = carriedBytes;
    carriedBytes = 0;
    return bytes;
  }

  /** Visible entries of a product with a mask, averaged over the steps it stands for. */
  protected abstract double visibleEntries(Mask mask, int rows, int columns);

  /** Told of every region read. */
  protected void onLoad(Operand source, Region region) {}

  /** Told of every region written. */
  protected void onStore(Operand target, Region region) {}

  /** Told of rows read at unknown places. */
  protected void onGather(Operand source, double elements) {}

  /** Told of rows written at unknown places. */
  protected void onScatter(Operand target, double elements) {}

  @Override
  public final Tile load(Operand source, Region region) {
    requireInside(source, region);
    ledger.loaded(source.slot(), source.format().bytes(region.elements()));
    onLoad(source, region);
    return tile(region.rows(), region.columns(), source.format().type());
  }

  @Override
  public final Tile gather(Operand source, long batch, Tile rowIndices, long column, int columns) {
    use(rowIndices);
    double elements = (double) rowIndices.rows() * columns;
    ledger.loaded(source.slot(), source.format().bytes(elements));
    onGather(source, elements);
    return tile(rowIndices.rows(), columns, source.format().type());
  }

  @Override
  public final void store(Operand target, Region region, Tile value) {
    requireInside(target, region);
    require(
        region.rows() == value.rows() && region.columns() == value.columns(),
        "store of a tile to a region of another shape",
        value,
        value);
    use(value);
    ledger.stored(target.slot(), target.format().bytes(region.elements()));
    onStore(target, region);
  }

  @Override
  public final void scatter(Operand target, long batch, Tile rowIndices, long column, Tile value) {
    require(rowIndices.rows() == value.rows(), "scatter", rowIndices, value);
    use(rowIndices);
    double elements = use(value).elements();
    ledger.stored(target.slot(), target.format().bytes(elements));
    onScatter(target, elements);
  }

  @Override
  public final Tile fill(int rows, int columns, DataType type, float value) {
    return tile(rows, columns, type);
  }

  @Override
  public final Tile sequence(int columns, long first) {
    return tile(1, columns, DataType.FP32);
  }

  @Override
  public final void multiply(Tile accumulator, Tile left, Tile right, DataType computeType) {
    require(left.columns() == right.rows(), "product", left, right);
    product(accumulator, left, right, right.columns(), left.columns(), computeType);
  }

  @Override
  public final void multiplyTransposed(
      Tile accumulator, Tile left, Tile right, DataType computeType) {
    require(left.columns() == right.columns(), "transposed product", left, right);
    product(accumulator, left, right, right.rows(), left.columns(), computeType);
  }

  @Override
  public final void multiplySparse(
      Tile accumulator, Tile left, Tile right, Tile positions, DataType computeType) {
    require(
        right.rows() == positions.rows() && right.columns() == positions.columns(),
        "sparse positions",
        right,
        positions);
    use(positions);
    product(accumulator, left, right, right.rows(), right.columns(), computeType);
  }

  private void product(
      Tile accumulator, Tile left, Tile right, int columns, int depth, DataType computeType) {
    require(
        accumulator.rows() == left.rows() && accumulator.columns() == columns,
        "accumulator",
        accumulator,
        left);
    use(accumulator);
    use(left);
    use(right);
    ledger.product(left.rows(), columns, depth, 2.0 * left.rows() * columns * depth, computeType);
  }

  @Override
  public final Tile scores(Tile query, Tile key, DataType computeType, Mask mask) {
    require(query.columns() == key.columns(), "scores", query, key);
    use(query);
    use(key);
    double useful = 2 * visibleEntries(mask, query.rows(), key.rows()) * query.columns();
    ledger.product(query.rows(), key.rows(), query.columns(), useful, computeType);
    return tile(query.rows(), key.rows(), DataType.FP32);
  }

  @Override
  public final void multiplyMasked(
      Tile accumulator, Tile weights, Tile value, DataType computeType, Mask mask) {
    require(weights.columns() == value.rows(), "masked product", weights, value);
    require(
        accumulator.rows() == weights.rows() && accumulator.columns() == value.columns(),
        "accumulator",
        accumulator,
        weights);
    use(accumulator);
    use(weights);
    use(value);
    double useful = 2 * visibleEntries(mask, weights.rows(), weights.columns()) * value.columns();
    ledger.product(weights.rows(), value.columns(), weights.columns(), useful, computeType);
  }

  @Override
  public final Tile map(UnaryFunction function, Tile argument) {
    double elements = use(argument).elements();
    if (function.vectorOperations() + function.specialOperations() > 0) {
      ledger.vector(
          function.vectorOperations() * elements, function.specialOperations() * elements);
    }
    return tile(argument.rows(), argument.columns(), argument.type());
  }

  @Override
  public final Tile zip(BinaryFunction function, Tile left, Tile right) {
    require(
        broadcasts(left.rows(), right.rows()) && broadcasts(left.columns(), right.columns()),
        "element-wise",
        left,
        right);
    use(left);
    use(right);
    ShapeTile result =
        tile(
            Math.max(left.rows(), right.rows()),
            Math.max(left.columns(), right.columns()),
            left.type());
    ledger.vector(result.elements());
    return result;
  }

  @Override
  public final Tile reduceRows(Reduction reduction, Tile argument) {
    ledger.vector(use(argument).elements());
    return tile(argument.rows(), 1, DataType.FP32);
  }

  @Override
  public final Tile reduceColumns(Reduction reduction, Tile argument) {
    ledger.vector(use(argument).elements());
    return tile(1, argument.columns(), DataType.FP32);
  }

  @Override
  public final Tile prefixSumRows(Tile argument) {
    ledger.vector(use(argument).elements());
    return tile(argument.rows(), argument.columns(), argument.type());
  }

  @Override
  public final void assign(Tile target, Tile value) {
    require(
        target.rows() == value.rows() && target.columns() == value.columns(),
        "assignment",
        target,
        value);
    use(target);
    use(value);
  }

  @Override
  public final Tile convert(Tile argument, DataType type) {
    if (argument.type() == type) {
      return argument;
    }
    double elements = use(argument).elements();
    if (Math.min(argument.type().bits(), type.bits()) <= QUANTISED_BITS) {
      ledger.converted(elements);
    }
    return tile(argument.rows(), argument.columns(), type);
  }

  @Override
  public final Tile slice(Tile argument, int row, int column, int rows, int columns) {
    require(
        row >= 0
            && column >= 0
            && row + rows <= argument.rows()
            && column + columns <= argument.columns(),
        "slice",
        argument,
        argument);
    use(argument);
    return tile(rows, columns, argument.type());
  }

  @Override
  public final Tile concatenateColumns(Tile left, Tile right) {
    require(left.rows() == right.rows(), "concatenation", left, right);
    use(left);
    use(right);
    return tile(left.rows(), left.columns() + right.columns(), left.type());
  }

  @Override
  public final Tile transpose(Tile argument) {
    use(argument);
    return tile(argument.columns(), argument.rows(), argument.type());
  }

  private ShapeTile tile(int rows, int columns, DataType type) {
    return new ShapeTile(rows, columns, type, loopDepth);
  }

  private ShapeTile use(Tile tile) {
    ShapeTile shape = (ShapeTile) tile;
    if (shape.loopDepth < loopDepth && !shape.carried) {
      shape.carried = true;
      carriedBytes += shape.elements() * shape.type().bytes();
    }
    return shape;
  }
}
