package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InterleavingTest {
  @Property(tries = 60)
  void everyPieceHasAPlaceOfItsOwnAndUnitsHaveAsMany(
      @ForAll @IntRange(min = 1, max = 160) int units, @ForAll @IntRange(max = 1000) int from) {
    Interleaving interleaving = new Interleaving(units);
    int odd = units >> Integer.numberOfTrailingZeros(units);
    // A turn of so many pieces goes once over the odd part, as many turns over the doublings.
    long first = (long) from * units;
    int[] count = new int[units];
    Set<Long> places = new HashSet<>();
    for (long piece = first; piece < first + 4L * units; piece++) {
      int unit = interleaving.unit(piece);
      count[unit]++;
      assertTrue(places.add(interleaving.within(piece) * units + unit));
    }
    for (int each : count) {
      assertEquals(4, each, odd + " times a power of two");
    }
  }

  @Test
  void rowsThatAreAPowerOfTwoApartMeetOnManyUnits() {
    Interleaving interleaving = new Interleaving(80);
    Set<Integer> units = new HashSet<>();
    for (long row = 0; row < 256; row++) {
      units.add(interleaving.unit(row * 1024));
    }
    assertTrue(units.size() > 60, units.size() + " of 80");
  }

  @Test
  void noUnitsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Interleaving(0));
  }
}
