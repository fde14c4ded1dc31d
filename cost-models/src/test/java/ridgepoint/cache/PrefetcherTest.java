package ridgepoint.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.cache.CacheHierarchy.Level;
import ridgepoint.cache.CacheHierarchy.PrefetchListener;
import ridgepoint.cache.SetAssociativeCache.Replacement;

class PrefetcherTest {
  private static final int PAGE = 64;

  private static List<Long> wanted(Prefetcher unit, long... lines) {
    List<Long> wanted = new ArrayList<>();
    for (long line : lines) {
      wanted.clear();
      unit.observe(line, 7, false, wanted::add);
    }
    return wanted;
  }

  private static StreamPrefetcher streamer() {
    return new StreamPrefetcher(4, 6, 2, PAGE);
  }

  @Test
  void aStreamIsFollowedFromItsThirdLineOnInItsDirection() {
    assertEquals(List.of(), wanted(streamer(), 10, 11));
    assertEquals(List.of(13L, 14L), wanted(streamer(), 10, 11, 12));
    assertEquals(List.of(15L, 16L), wanted(streamer(), 10, 11, 12, 13));
    assertEquals(List.of(37L, 36L), wanted(streamer(), 40, 39, 38));
  }

  @Test
  void aStreamThatTurnsHasToBeFoundAgain() {
    assertEquals(List.of(), wanted(streamer(), 10, 11, 12, 9));
    assertEquals(List.of(7L, 6L), wanted(streamer(), 10, 11, 12, 9, 8));
  }

  @Test
  void aStreamRunsAheadAsFarAsItsDistance() {
    StreamPrefetcher unit = streamer();
    long farthest = 0;
    for (long line = 0; line < 40; line++) {
      for (long ahead : wanted(unit, line)) {
        assertEquals(farthest < 3 ? 3 : farthest + 1, ahead, "every line once");
        farthest = ahead;
      }
    }
    assertEquals(39 + 6, farthest);
  }

  @Test
  void aPageIsForgottenWhenOthersCameBetween() {
    StreamPrefetcher unit = streamer();
    wanted(unit, 0, 1);
    assertEquals(List.of(), wanted(unit, 64, 128, 192, 256, 2));
    StreamPrefetcher fewer = streamer();
    wanted(fewer, 0, 1);
    assertEquals(List.of(3L, 4L), wanted(fewer, 64, 128, 192, 2));
  }

  @Test
  void aStrideIsFollowedOnceItCameTwice() {
    assertEquals(List.of(), wanted(new StridePrefetcher(4, PAGE), 0, 5));
    assertEquals(List.of(15L), wanted(new StridePrefetcher(4, PAGE), 0, 5, 10));
    assertEquals(List.of(), wanted(new StridePrefetcher(4, PAGE), 40, 50, 60), "page ends at 63");
  }

  @Test
  void neighboursAreAskedFor() {
    assertEquals(List.of(11L), wanted(new AdjacentLinePrefetcher(), 10));
    assertEquals(List.of(10L), wanted(new AdjacentLinePrefetcher(), 11));
    assertEquals(List.of(), wanted(new NextLinePrefetcher(PAGE), 10));
    assertEquals(List.of(12L), wanted(new NextLinePrefetcher(PAGE), 10, 11));
    assertEquals(List.of(), wanted(new NextLinePrefetcher(PAGE), 62, 63), "page ends at 63");
  }

  @Property(tries = 100)
  void noUnitLeavesThePageOfTheLineThatItSees(@ForAll @IntRange(min = 0) int seed) {
    Random random = new Random(seed);
    List<Prefetcher> units =
        List.of(
            new NextLinePrefetcher(PAGE),
            new StridePrefetcher(1 + random.nextInt(8), PAGE),
            new AdjacentLinePrefetcher(),
            new StreamPrefetcher(
                1 + random.nextInt(8), 1 + random.nextInt(40), 1 + random.nextInt(4), PAGE));
    long line = random.nextInt(1000);
    for (int i = 0; i < 200; i++) {
      line =
          random.nextInt(4) == 0 ? random.nextInt(1000) : Math.max(0, line + random.nextInt(7) - 3);
      long seen = line;
      int instruction = random.nextInt(3);
      for (Prefetcher unit : units) {
        unit.observe(
            seen,
            instruction,
            random.nextBoolean(),
            wanted -> {
              assertEquals(seen / PAGE, wanted / PAGE);
              assertTrue(wanted != seen);
            });
      }
    }
  }

  @Test
  void aPrefetchedLineIsUsedOnceOrFallsOutInVain() {
    CacheHierarchy caches =
        new CacheHierarchy(
            1,
            List.of(
                new Level(1, 2, 2, Replacement.LEAST_RECENTLY_USED),
                new Level(1, 4, 4, Replacement.LEAST_RECENTLY_USED)),
            false);
    List<String> told = new ArrayList<>();
    caches.tell(
        new PrefetchListener() {
          @Override
          public void used(int level, int time) {
            told.add("used in " + level + " since " + time);
          }

          @Override
          public void wasted(int level) {
            told.add("wasted in " + level);
          }
        });
    assertEquals(2, caches.prefetch(0, 10, 1, 5), "from main memory");
    assertEquals(1, caches.prefetch(0, 10, 1, 6), "there already");
    assertEquals(1, caches.access(0, 10, false));
    assertEquals(0, caches.access(0, 10, false));
    assertEquals(List.of("used in 1 since 5"), told);
    caches.prefetch(0, 20, 1, 7);
    assertEquals(1, caches.prefetch(0, 20, 0, 8), "goes on to the first level as it is");
    assertEquals(0, caches.access(0, 20, false));
    assertEquals("used in 0 since 7", told.get(1));
    caches.prefetch(0, 30, 1, 9);
    for (long line = 100; line < 104; line++) {
      caches.access(0, line, false);
    }
    assertEquals(List.of("wasted in 1"), told.subList(2, told.size()));
  }
}
