package ridgepoint.tile;

/**
 * The order in which units take the tiles of an output: panel by panel of a few rows or columns,
 * and in a panel across it first, so that tiles that run at a time are near each other both ways
 * and share operands (thread-block swizzle, CUTLASS "efficient GEMM in CUDA"; {@code GROUP_SIZE_M}
 * of Triton's matrix multiplication).
 *
 * @param panel rows that are taken together, or columns
 * @param ofColumns whether panels are of columns
 */
public record Raster(Plane plane, long panel, boolean ofColumns) {

  /**
   * Tiles of one output; those of further outputs (batches, splits) come after them.
   *
   * @param rows of tiles, numbered slowest
   * @param columns of tiles
   */
  public record Plane(long rows, long columns) {
    public Plane {
      if (rows < 1 || columns < 1) {
        throw new IllegalArgumentException(rows + " rows of " + columns + " tiles");
      }
    }

    long tiles() {
      return rows * columns;
    }
  }

  public Raster {
    if (panel < 1) {
      throw new IllegalArgumentException("panels of " + panel);
    }
  }

  /** The number of the tile that is taken at a position. */
  public long tile(long position) {
    long output = position / plane.tiles();
    long within = position % plane.tiles();
    long lanes = ofColumns ? plane.columns : plane.rows;
    long length = ofColumns ? plane.rows : plane.columns;
    long before = within / (panel * length) * panel;
    long wide = Math.min(panel, lanes - before);
    long inPanel = within - before * length;
    long lane = before + inPanel % wide;
    long along = inPanel / wide;
    long tile = ofColumns ? along * plane.columns + lane : lane * plane.columns + along;
    return output * plane.tiles() + tile;
  }
}
