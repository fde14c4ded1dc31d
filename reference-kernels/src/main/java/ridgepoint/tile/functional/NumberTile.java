package ridgepoint.tile.functional;

import java.util.Arrays;
import ridgepoint.number.DataType;
import ridgepoint.number.Rounding;
import ridgepoint.simd.Rows;
import ridgepoint.tile.Tile;

/**
 * A tile with its numbers in row order. Int32 tiles keep integers, all others fp32 numbers that
 * their type can hold.
 */
final class NumberTile implements Tile {
  private final int rows;
  private final int columns;
  private final DataType type;

  /** Whether group scales have been applied, so that an integer type holds scaled numbers. */
  private final boolean scaled;

  /** Null in int32 tiles, and in views of a tensor until they are copied. */
  private float[] values;

  /** Null in all others. */
  private final int[] integers;

  /** The rows of a tensor that a view shows, and where its copy comes from; else null. */
  private Rows source;

  private TileBuffers buffers;

  private NumberTile(
      int rows, int columns, DataType type, boolean scaled, float[] values, int[] integers) {
    this.rows = rows;
    this.columns = columns;
    this.type = type;
    this.scaled = scaled;
    this.values = values;
    this.integers = integers;
  }

  /** Takes {@code values} over and rounds them to {@code type}. */
  static NumberTile rounded(int rows, int columns, DataType type, float[] values) {
    if (type == DataType.INT32) {
      int[] integers = new int[values.length];
      for (int i = 0; i < integers.length; i++) {
        integers[i] = Rounding.toInteger(values[i], type);
      }
      return new NumberTile(rows, columns, type, false, null, integers);
    }
    Rounding.round(values, type);
    return new NumberTile(rows, columns, type, false, values, null);
  }

  /** Takes over {@code values} that need no rounding. */
  static NumberTile exact(int rows, int columns, DataType type, boolean scaled, float[] values) {
    return new NumberTile(rows, columns, type, scaled, values, null);
  }

  /**
   * Rows of an fp32 tensor, which are copied when they are first needed one after another. Who
   * makes a view sees to it that the copy is made before the tensor changes and before buffers are
   * marked anew.
   */
  static NumberTile view(int rows, int columns, Rows source, TileBuffers buffers) {
    NumberTile view = new NumberTile(rows, columns, DataType.FP32, false, null, null);
    view.source = source;
    view.buffers = buffers;
    return view;
  }

  static NumberTile ofIntegers(int rows, int columns, int[] integers) {
    return new NumberTile(rows, columns, DataType.INT32, false, null, integers);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public DataType type() {
    return type;
  }

  boolean isScaled() {
    return scaled;
  }

  boolean hasIntegers() {
    return integers != null;
  }

  /** The integers of an int32 tile, not a copy. */
  int[] integers() {
    return integers;
  }

  /** The numbers; not a copy except for int32 tiles. */
  float[] values() {
    if (source != null) {
      copy();
    }
    if (values != null) {
      return values;
    }
    float[] converted = new float[integers.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = integers[i];
    }
    return converted;
  }

  private void copy() {
    values = buffers.take(rows * columns);
    for (int i = 0; i < rows; i++) {
      int from = source.first() + i * source.stride();
      System.arraycopy(source.values(), from, values, i * columns, columns);
    }
    source = null;
  }

  /** The numbers where they are. */
  Rows asRows() {
    return source != null ? source : Rows.of(values(), columns);
  }

  /** Whether this is a view of that array, not copied yet. */
  boolean shows(float[] array) {
    return source != null && source.values() == array;
  }

  /** The numbers as integers, for products with integer accumulators. */
  int[] asIntegers() {
    if (integers != null) {
      return integers;
    }
    float[] numbers = values();
    int[] converted = new int[numbers.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = (int) numbers[i];
    }
    return converted;
  }

  /** A rectangle of this tile. */
  NumberTile slice(int row, int column, int rows, int columns) {
    float[] from = values();
    float[] result = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(from, (row + i) * this.columns + column, result, i * columns, columns);
    }
    return like(rows, columns, result);
  }

  /** This tile with another one at its right. */
  NumberTile beside(NumberTile right) {
    int width = columns + right.columns;
    float[] mine = values();
    float[] others = right.values();
    float[] result = new float[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(mine, i * columns, result, i * width, columns);
      System.arraycopy(others, i * right.columns, result, i * width + columns, right.columns);
    }
    return like(rows, width, result);
  }

  NumberTile transposed() {
    return hasIntegers()
        ? ofIntegers(columns, rows, MatrixProduct.transposed(integers, rows, columns))
        : like(columns, rows, MatrixProduct.transposed(values(), rows, columns));
  }

  /** A tile of numbers that came from this one unchanged. */
  private NumberTile like(int rows, int columns, float[] numbers) {
    return hasIntegers()
        ? rounded(rows, columns, DataType.INT32, numbers)
        : exact(rows, columns, type, scaled, numbers);
  }

  /** Overwrites this tile's numbers with those of another. */
  void set(NumberTile other) {
    if (hasIntegers()) {
      System.arraycopy(other.asIntegers(), 0, integers, 0, integers.length);
      return;
    }
    float[] into = values();
    System.arraycopy(other.values(), 0, into, 0, into.length);
    if (other.type != type) {
      Rounding.round(into, type);
    }
  }

  @Override
  public String toString() {
    return "["
        + rows
        + ", "
        + columns
        + "] "
        + type
        + " "
        + (hasIntegers() ? Arrays.toString(integers) : Arrays.toString(values()));
  }
}
