package ridgepoint.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ridgepoint.cache.CacheHierarchy.Level;
import ridgepoint.cache.SetAssociativeCache.Replacement;

class CacheHierarchyTest {
  @Test
  void aSetLosesTheLineUsedLeastRecently() {
    SetAssociativeCache cache = new SetAssociativeCache(4, 4, Replacement.LEAST_RECENTLY_USED);
    for (long line = 0; line < 4; line++) {
      assertEquals(SetAssociativeCache.NONE, cache.insert(line, false));
    }
    assertTrue(cache.touch(0, true));
    assertEquals(1, cache.insert(9, false));
    assertFalse(cache.evictedDirty());
    cache.insert(10, false);
    cache.insert(11, false);
    assertEquals(0, cache.insert(12, false));
    assertTrue(cache.evictedDirty());
  }

  @Test
  void linesOfOneSetCompeteThoughOthersAreEmpty() {
    SetAssociativeCache cache = new SetAssociativeCache(8, 2, Replacement.LEAST_RECENTLY_USED);
    cache.insert(0, false);
    cache.insert(4, false);
    assertEquals(0, cache.insert(8, false));
    assertFalse(cache.touch(0, false));
  }

  @Test
  void aFullyAssociativeCacheHitsWhenFewerOthersCameBetween() {
    SetAssociativeCache cache = new SetAssociativeCache(16, 16, Replacement.LEAST_RECENTLY_USED);
    Random random = new Random(1);
    List<Long> order = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long line = random.nextInt(40);
      int before = order.indexOf(line);
      assertEquals(before >= 0 && before < 16, cache.touch(line, false));
      order.remove(line);
      order.add(0, line);
      if (before < 0 || before >= 16) {
        cache.insert(line, false);
      }
    }
  }

  @Test
  void aLineIsFoundWhereItWasLeft() {
    CacheHierarchy caches = hierarchy(false);
    assertEquals(2, caches.access(0, 7, false));
    assertEquals(0, caches.access(0, 7, false));
    assertEquals(1, caches.access(1, 7, false), "the outer cache is shared");
  }

  @Test
  void whatFallsOutOfAnInclusiveCacheIsLostInside() {
    for (boolean inclusive : new boolean[] {false, true}) {
      CacheHierarchy caches = hierarchy(inclusive);
      caches.access(0, 0, false);
      for (long line = 1; line <= 8; line++) {
        caches.access(1, line, false);
      }
      assertEquals(inclusive ? 2 : 0, caches.access(0, 0, false));
    }
  }

  @Test
  void writtenLinesReachMainMemoryOnce() {
    CacheHierarchy caches = hierarchy(false);
    List<Long> written = new ArrayList<>();
    caches.tell(written::add);
    for (long line = 0; line < 100; line++) {
      caches.access(0, line, true);
    }
    for (long line = 100; line < 200; line++) {
      caches.access(0, line, false);
    }
    assertEquals(LongStream.range(0, 100).boxed().toList(), written.stream().sorted().toList());
  }

  /** Of lines read over and over, more than there is room for, the last used is never there. */
  @Test
  void randomReplacementKeepsAPartOfWhatDoesNotFit() {
    for (Replacement replacement : Replacement.values()) {
      SetAssociativeCache cache = new SetAssociativeCache(1024, 16, replacement);
      int hits = 0;
      for (int i = 0; i < 20 * 1280; i++) {
        if (cache.touch(i % 1280, false)) {
          hits++;
        } else {
          cache.insert(i % 1280, false);
        }
      }
      double share = hits / (20.0 * 1280);
      if (replacement == Replacement.RANDOM) {
        // of n times the capacity, h hit where h = exp(-n (1 - h)): 0.63 of 1.25 times
        assertEquals(0.63, share, 0.06);
      } else {
        assertEquals(0, share);
      }
    }
  }

  @Test
  void aCacheWithoutLinesIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SetAssociativeCache(0, 1, Replacement.LEAST_RECENTLY_USED));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SetAssociativeCache(8, 0, Replacement.LEAST_RECENTLY_USED));
  }

  /** Two cores with four lines each, and eight that they share. */
  private static CacheHierarchy hierarchy(boolean inclusive) {
    return new CacheHierarchy(
        2,
        List.of(
            new Level(2, 4, 4, Replacement.LEAST_RECENTLY_USED),
            new Level(1, 8, 8, Replacement.LEAST_RECENTLY_USED)),
        inclusive);
  }
}
