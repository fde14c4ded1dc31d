package ridgepoint.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RasterTest {
  @Property(tries = 300)
  void everyTileIsTakenOnce(
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 20) int columns,
      @ForAll @IntRange(min = 1, max = 24) int panel,
      @ForAll boolean ofColumns) {
    Raster raster = new Raster(new Raster.Plane(rows, columns), panel, ofColumns);
    long tiles = 3L * rows * columns;
    long[] taken = LongStream.range(0, tiles).map(raster::tile).sorted().toArray();
    assertArrayEquals(LongStream.range(0, tiles).toArray(), taken);
  }

  @Test
  void panelsOfOneRowAreTheOrderOfNumbers() {
    Raster raster = new Raster(new Raster.Plane(5, 7), 1, false);
    LongStream.range(0, 70).forEach(at -> assertEquals(at, raster.tile(at)));
  }

  @Test
  void aPanelIsCrossedBeforeItIsFollowed() {
    Raster rows = new Raster(new Raster.Plane(4, 3), 2, false);
    assertArrayEquals(
        new long[] {0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11},
        LongStream.range(0, 12).map(rows::tile).toArray());
    Raster columns = new Raster(new Raster.Plane(2, 3), 2, true);
    assertArrayEquals(
        new long[] {0, 1, 3, 4, 2, 5}, LongStream.range(0, 6).map(columns::tile).toArray());
  }

  @Test
  void panelsOfNothingAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Raster(new Raster.Plane(1, 1), 0, false));
    assertThrows(IllegalArgumentException.class, () -> new Raster.Plane(0, 1));
  }
}
