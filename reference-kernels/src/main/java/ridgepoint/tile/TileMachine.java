package ridgepoint.tile;

import ridgepoint.number.DataType;

/**
 * What a tile program may ask for. Tiles returned are new unless said otherwise; shapes that do not
 * fit together are refused with {@link IllegalArgumentException}.
 *
 * <p>Regions lie inside their tensors: a program cuts its edge tiles to size. A tile loaded from a
 * tensor with group scales keeps its stored type and carries its scales; {@link #convert} to a
 * floating-point type applies them.
 *
 * <p>Broadcasting: either operand of {@link #zip} may have one row (applied to every row), one
 * column (applied to every column) or both; a [m, 1] and a [1, n] tile combine to [m, n]. It costs
 * one vector operation per element of the result, which has the type of the left operand.
 */
public interface TileMachine {

  /** Reads a rectangle of a tensor from memory, in the tensor's stored type. */
  Tile load(Operand source, Region region);

  /**
   * Reads rows of a tensor chosen by {@code rowIndices} [n, 1], {@code columns} wide from {@code
   * column}; gives [n, columns].
   */
  Tile gather(Operand source, long batch, Tile rowIndices, long column, int columns);

  /** Writes a tile to memory, rounded to the tensor's format (quantised when that is grouped). */
  void store(Operand target, Region region, Tile value);

  /** Writes row i of {@code value} [n, columns] to the target's row {@code rowIndices}[i]. */
  void scatter(Operand target, long batch, Tile rowIndices, long column, Tile value);

  /** A tile of one value. */
  Tile fill(int rows, int columns, DataType type, float value);

  /** A [1, columns] tile of first, first + 1, ... */
  Tile sequence(int columns, long first);

  /** accumulator[m,n] += left[m,k] right[k,n], in the accumulator; changes it. */
  void multiply(Tile accumulator, Tile left, Tile right, DataType computeType);

  /** accumulator[m,n] += left[m,k] transpose(right[n,k]), in the accumulator; changes it. */
  void multiplyTransposed(Tile accumulator, Tile left, Tile right, DataType computeType);

  /**
   * accumulator[m,n] += left[m,k] transpose(right), where of every four neighbouring columns of
   * right only some are kept: {@code right} [n, kept] holds their values and {@code positions} [n,
   * kept] where among the four each stood. kept / k is 1/4, 2/4 or 3/4.
   */
  void multiplySparse(
      Tile accumulator, Tile left, Tile right, Tile positions, DataType computeType);

  /**
   * As {@link #multiplyTransposed} into a new fp32 tile [m,n], of which only visible entries are
   * wanted; the others become negative infinity.
   */
  Tile scores(Tile query, Tile key, DataType computeType, Mask mask);

  /** accumulator += weights value, where masked entries of {@code weights} are zero. */
  void multiplyMasked(Tile accumulator, Tile weights, Tile value, DataType computeType, Mask mask);

  /** Applies a function to every element. */
  Tile map(UnaryFunction function, Tile argument);

  /** Combines two tiles element by element, with broadcasting. */
  Tile zip(BinaryFunction function, Tile left, Tile right);

  /** Reduces every row to one element: [rows, columns] to [rows, 1]. */
  Tile reduceRows(Reduction reduction, Tile argument);

  /** Reduces every column to one element: [rows, columns] to [1, columns]. */
  Tile reduceColumns(Reduction reduction, Tile argument);

  /**
   * Inclusive prefix sums along every row, in order, one vector operation per element: element j of
   * the result is the sum of elements 0 to j.
   */
  Tile prefixSumRows(Tile argument);

  /** Copies {@code value} into {@code target}, which keeps its identity: for loop-carried tiles. */
  void assign(Tile target, Tile value);

  /**
   * Rounds to another type, the tile itself when it has that type already. Counted where one of the
   * types has eight bits or fewer (dequantisation and quantisation); otherwise free.
   */
  Tile convert(Tile argument, DataType type);

  /** A rectangle of a tile. */
  Tile slice(Tile argument, int row, int column, int rows, int columns);

  /** Tiles side by side: [rows, a + b]. */
  Tile concatenateColumns(Tile left, Tile right);

  /** Rows and columns exchanged. */
  Tile transpose(Tile argument);

  /**
   * Runs {@code body} for each step of the span. Loads of up to {@code stages} steps may be in
   * flight, so with 2 or more the loads of a step overlap the computation of the one before.
   */
  void loop(Span span, int stages, LoopBody body);

  /** One loop step. */
  @FunctionalInterface
  interface LoopBody {
    /**
     * Does one step.
     *
     * @param offset where the step begins
     * @param length the step's length; shorter than the span's step only in the last step
     */
    void step(long offset, int length);
  }
}
