package ridgepoint.gpu;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;
import ridgepoint.wave.FullShapes;

/** The rows and columns of the products of steps, as SMs compute them. */
final class SmShapes {
  private final FullShapes full;
  private final Map<Use, Integer> position = new IdentityHashMap<>();

  SmShapes(List<TileUse> tiles) {
    full = new FullShapes(tiles);
    for (TileUse tile : tiles) {
      List<Segment> segments = tile.segments();
      for (int at = 0; at < segments.size(); at++) {
        position.put(segments.get(at).use(), at);
      }
    }
  }

  int rows(Use use) {
    return full.rows(position.get(use));
  }

  int columns(Use use) {
    return full.columns(position.get(use));
  }
}
