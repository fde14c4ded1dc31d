package ridgepoint.tile.functional;

import java.util.Arrays;
import ridgepoint.number.DataType;
import ridgepoint.number.Rounding;
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

  /** Null in int32 tiles. */
  private final float[] values;

  /** Null in all others. */
  private final int[] integers;

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
    if (values != null) {
      return values;
    }
    float[] converted = new float[integers.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = integers[i];
    }
    return converted;
  }

  /** The numbers as integers, for products with integer accumulators. */
  int[] asIntegers() {
    if (integers != null) {
      return integers;
    }
    int[] converted = new int[values.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = (int) values[i];
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
        : like(columns, rows, MatrixProduct.transposed(values, rows, columns));
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
    float[] from = other.values();
    System.arraycopy(from, 0, values, 0, values.length);
    if (other.type != type) {
      Rounding.round(values, type);
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
        + (hasIntegers() ? Arrays.toString(integers) : Arrays.toString(values));
  }
}
