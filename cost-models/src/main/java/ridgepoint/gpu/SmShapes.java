package ridgepoint.gpu;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * The rows and columns of products as SMs compute them: tiles at the edge of the output are
 * computed in full, for matrix instructions are predicated by data and not by time.
 */
final class SmShapes {
  private final Map<Use, int[]> full = new IdentityHashMap<>();

  SmShapes(List<TileUse> tiles) {
    int segments = 0;
    for (TileUse tile : tiles) {
      segments = Math.max(segments, tile.segments().size());
    }
    for (int segment = 0; segment < segments; segment++) {
      add(tiles, segment);
    }
  }

  /** Of segments at the same place, the largest. */
  private void add(List<TileUse> tiles, int segment) {
    int[] shape = new int[2];
    for (TileUse tile : tiles) {
      if (segment < tile.segments().size()) {
        Use use = tile.segments().get(segment).use();
        shape[0] = Math.max(shape[0], use.matrixRows());
        shape[1] = Math.max(shape[1], use.matrixColumns());
        full.put(use, shape);
      }
    }
  }

  int rows(Use use) {
    return full.get(use)[0];
  }

  int columns(Use use) {
    return full.get(use)[1];
  }
}
