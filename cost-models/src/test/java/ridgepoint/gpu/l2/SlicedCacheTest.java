package ridgepoint.gpu.l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import ridgepoint.gpu.l2.SlicedCache.Shape;

class SlicedCacheTest {
  private static final int ALL = 0b1111;
  private final List<Integer> written = new ArrayList<>();

  private SlicedCache halves() {
    return new SlicedCache(new Shape(2, 4, true, 64, 16), (line, sectors) -> written.add(sectors));
  }

  @Test
  void anotherPartitionsLineIsCopiedToTheNearOne() {
    SlicedCache cache = halves();
    int far = 1 - cache.home(7, 0);
    assertEquals(ALL, cache.read(far, 7, ALL));
    assertEquals(4, cache.far());
    assertEquals(0, cache.read(far, 7, ALL), "the copy is near");
    assertEquals(0, cache.read(1 - far, 7, ALL), "the line is at home");
    assertEquals(4, cache.far());
  }

  @Test
  void aWriteTakesCopiesAway() {
    SlicedCache cache = halves();
    int far = 1 - cache.home(7, 0);
    cache.read(far, 7, ALL);
    cache.write(far, 7, ALL);
    assertEquals(0, cache.read(far, 7, ALL), "home has what was written");
    assertEquals(8, cache.far());
  }

  @Test
  void sectorsComeOneByOne() {
    SlicedCache cache = halves();
    int near = cache.home(3, 0);
    assertEquals(0b0001, cache.read(near, 3, 0b0001));
    assertEquals(0b0010, cache.read(near, 3, 0b0011));
    assertEquals(0, cache.read(near, 3, 0b0011));
    assertEquals(0.6, cache.hitShare(), 1e-12, "two of five sectors had to come");
  }

  @Test
  void partitionsWithoutHomesServeTheirOwnAlone() {
    SlicedCache cache = new SlicedCache(new Shape(8, 4, false, 64, 16), (line, sectors) -> {});
    assertEquals(ALL, cache.read(0, 7, ALL));
    assertEquals(ALL, cache.read(5, 7, ALL));
    assertEquals(0, cache.read(0, 7, ALL));
    assertEquals(0, cache.far());
  }

  /** Whatever is read and written, no more sectors go out than were written. */
  @Property(tries = 200)
  void noMoreIsWrittenBackThanWasWritten(
      @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 3999) Integer> uses) {
    long[] back = new long[1];
    SlicedCache cache =
        new SlicedCache(
            new Shape(2, 4, true, 16, 4), (line, sectors) -> back[0] += Integer.bitCount(sectors));
    long stored = 0;
    for (int use : uses) {
      long line = use / 4;
      if (use % 4 == 0) {
        cache.write(use % 2, line, ALL);
        stored += 4;
      } else {
        cache.read(use % 2, line, ALL);
      }
    }
    assertEquals(true, back[0] <= stored, back[0] + " of " + stored);
  }

  @Test
  void aTagStoreWithBrokenSectorsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TagStore(128, 48, 16, 64));
    TagStore tags = new TagStore(128, 32, 16, 64);
    assertEquals(ALL, tags.allSectors());
    assertEquals(0b0110, tags.sectors(40, 50));
  }
}
