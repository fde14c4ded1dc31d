package ridgepoint.tile.shape;

import ridgepoint.number.DataType;
import ridgepoint.tile.Tile;

/** A tile of which only the shape is known. */
final class ShapeTile implements Tile {
  private final int rows;
  private final int columns;
  private final DataType type;

  /** How many loops surround the place where it was made. */
  final int loopDepth;

  /** Whether a loop deeper than its own has used it, so that it lives across that loop's steps. */
  boolean carried;

  ShapeTile(int rows, int columns, DataType type, int loopDepth) {
    this.rows = rows;
    this.columns = columns;
    this.type = type;
    this.loopDepth = loopDepth;
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

  double elements() {
    return (double) rows * columns;
  }

  @Override
  public String toString() {
    return "[" + rows + ", " + columns + "] " + type;
  }
}
