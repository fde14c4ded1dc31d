package ridgepoint.tile.functional;

import java.util.Arrays;
import ridgepoint.simd.Fp32Arithmetic;
import ridgepoint.tile.BinaryFunction;

/**
 * A tile seen as one of more rows and columns: its row, if it has one, stands for all, and the
 * number in a row of one column for all columns.
 */
final class Broadcast {
  private final float[] numbers;
  private final int rows;
  private final int columns;
  private boolean spread;

  /** Where the row moved to lies, from {@link #first} on. */
  private final float[] values;

  private int first;

  /** The tile as one of {@code width} columns. */
  private Broadcast(NumberTile tile, int width, TileBuffers buffers) {
    numbers = tile.values();
    rows = tile.rows();
    columns = tile.columns();
    values = columns == width ? numbers : buffers.take(width);
  }

  /** Combines two tiles, each broadcast to [rows, columns], element by element. */
  static void combine(
      BinaryFunction function,
      NumberTile left,
      NumberTile right,
      int rows,
      int columns,
      float[] into,
      Fp32Arithmetic arithmetic,
      TileBuffers buffers) {
    if (left.rows() == right.rows() && left.columns() == right.columns()) {
      arithmetic.combine(function, left.values(), 0, right.values(), 0, into, 0, into.length);
      return;
    }
    Broadcast x = new Broadcast(left, columns, buffers);
    Broadcast y = new Broadcast(right, columns, buffers);
    for (int i = 0; i < rows; i++) {
      x.moveTo(i);
      y.moveTo(i);
      arithmetic.combine(
          function, x.values, x.first, y.values, y.first, into, i * columns, columns);
    }
  }

  private void moveTo(int row) {
    int own = rows == 1 ? 0 : row;
    if (values == numbers) {
      first = own * columns;
    } else if (!spread || rows > 1) {
      Arrays.fill(values, numbers[own]);
      spread = true;
    }
  }
}
