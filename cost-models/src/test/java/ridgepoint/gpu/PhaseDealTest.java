package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.gpu.l2.Phase;
import ridgepoint.tile.Recording.TileUse;

class PhaseDealTest {
  @Property(tries = 300)
  void everyTileRunsInOnePhaseInOrder(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 50) Integer> counts,
      @ForAll @IntRange(min = 1, max = 6) int phases) {
    List<Share> shares = new ArrayList<>();
    for (int count : counts) {
      shares.add(new Share(new TileUse(count, List.of(), 0, 0), count));
    }
    List<Phase> parts = new ArrayList<>();
    for (int phase = 1; phase <= phases; phase++) {
      double end = phase == phases ? 1 : Math.pow((double) phase / phases, 2);
      parts.add(new Phase(end, new double[0][], new double[0], 0));
    }
    long all = counts.stream().mapToLong(Integer::longValue).sum();
    long done = 0;
    int last = 0;
    for (Share share : PhaseDeal.of(shares, parts)) {
      assertTrue(share.phase() >= last, "phases in order");
      last = share.phase();
      done += share.count();
      assertTrue(done <= Math.round(parts.get(last).end() * all) || last == phases - 1);
    }
    assertEquals(all, done);
  }
}
