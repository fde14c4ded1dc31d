package ridgepoint.wave;

import java.util.List;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * Largest product rows and columns of each segment position over all classes of tiles: a tile at
 * the edge of the output is computed in full, for matrix instructions are predicated by data and
 * not by time.
 */
public final class FullShapes {
  private final int[] rows;
  private final int[] columns;

  public FullShapes(List<TileUse> tiles) {
    int segments = 0;
    for (TileUse tile : tiles) {
      segments = Math.max(segments, tile.segments().size());
    }
    rows = new int[segments];
    columns = new int[segments];
    for (TileUse tile : tiles) {
      for (int s = 0; s < tile.segments().size(); s++) {
        Use use = tile.segments().get(s).use();
        rows[s] = Math.max(rows[s], use.matrixRows());
        columns[s] = Math.max(columns[s], use.matrixColumns());
      }
    }
  }

  /** Of the segments at a position. */
  public int rows(int segment) {
    return rows[segment];
  }

  public int columns(int segment) {
    return columns[segment];
  }
}
