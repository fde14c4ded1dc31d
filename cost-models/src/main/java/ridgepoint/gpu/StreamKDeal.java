package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;

/**
 * Deals tiles so that all places have as many loop steps (Osama et al., Stream-K, PPoPP 2023: the
 * hybrid of data-parallel rounds and one shared round): as many whole tiles as each can have, then
 * an equal part of the steps of those that are left. One place of each tile that is left writes its
 * result.
 */
final class StreamKDeal {
  private StreamKDeal() {}

  static List<List<Share>> of(List<TileUse> tiles, int places) {
    List<List<Share>> dealt = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      dealt.add(new ArrayList<>());
    }
    for (TileUse tile : tiles) {
      long rounds = Math.round(tile.count()) / places;
      if (rounds > 0) {
        dealt.forEach(shares -> shares.add(new Share(tile, rounds)));
      }
    }
    for (TileUse tile : tiles) {
      long left = Math.round(tile.count()) % places;
      for (int place = 0; place < places && left > 0; place++) {
        boolean writes = place < left;
        TileUse part = part(tile, (double) left / places, writes);
        dealt.get(place).add(new Share(part, 1, writes, tile));
      }
    }
    return dealt;
  }

  private static TileUse part(TileUse tile, double share, boolean writes) {
    List<Segment> segments = new ArrayList<>();
    for (Segment segment : tile.segments()) {
      boolean stores = TilePipeline.sum(segment.use().storedBytes()) > 0;
      double trips =
          stores ? writes ? segment.trips() : 0 : Math.max(1, Math.ceil(share * segment.trips()));
      segments.add(new Segment(trips, segment.stages(), segment.use()));
    }
    return new TileUse(1, segments, tile.onChipBytes(), tile.accumulatorBytes());
  }
}
