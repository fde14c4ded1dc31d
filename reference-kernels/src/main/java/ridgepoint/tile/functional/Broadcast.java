package ridgepoint.tile.functional;

import java.util.Arrays;

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
  final float[] values;

  int first;

  /** The tile as one of {@code width} columns. */
  Broadcast(NumberTile tile, int width, TileBuffers buffers) {
    numbers = tile.values();
    rows = tile.rows();
    columns = tile.columns();
    values = columns == width ? numbers : buffers.take(width);
  }

  void moveTo(int row) {
    int own = rows == 1 ? 0 : row;
    if (values == numbers) {
      first = own * columns;
    } else if (!spread || rows > 1) {
      Arrays.fill(values, numbers[own]);
      spread = true;
    }
  }
}
