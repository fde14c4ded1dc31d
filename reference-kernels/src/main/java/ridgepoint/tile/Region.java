package ridgepoint.tile;

/** A rectangle of one matrix of an operand. */
public record Region(long batch, long row, long column, int rows, int columns) {
  public double elements() {
    return (double) rows * columns;
  }
}
