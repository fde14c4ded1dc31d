package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.gpu.TileMenu.Shape;

class TileMenuTest {
  private final TileMenu hopper = TileMenu.of("hopper");

  @Test
  void everyTileFitsAccumulators() {
    for (String generation :
        new String[] {"ampere", "ada", "hopper", "blackwell", "cdna2", "cdna3", "xe2", "volta"}) {
      for (Shape shape : TileMenu.of(generation).shapes()) {
        assertTrue(shape.rows() * shape.columns() <= 65536 * shape.units(), generation + shape);
      }
    }
  }

  @Test
  void pairsOfUnitsAreBlackwells() {
    assertTrue(
        TileMenu.of("blackwell").shapes().stream()
            .anyMatch(each -> each.units() == 2 && each.rows() == 256 && each.columns() == 256));
    assertTrue(hopper.shapes().stream().allMatch(each -> each.units() == 1));
  }

  @Test
  void generationsWithoutAnEntryTakeTheUsualTiles() {
    assertEquals(TileMenu.of("default"), TileMenu.of("turing"));
    assertFalse(TileMenu.of("turing").persistent());
  }

  @Test
  void adasProductsScaledByBlocksHaveOneTile() {
    List<Shape> shapes = TileMenu.of("ada", "gemm/fp8_e4m3-block/few-rows").shapes();
    assertEquals(List.of(new Shape(32, 128, 1, 0, 0)), shapes);
    assertEquals(TileMenu.of("ada"), TileMenu.of("ada", "gemm/fp8_e4m3"));
    assertEquals(TileMenu.of("hopper"), TileMenu.of("hopper", "gemm/fp8_e4m3-block"));
    assertEquals(TileMenu.of("batched"), TileMenu.of("ada", "gemm/batched/fp8_e4m3-block"));
  }

  @Test
  void aTileIsWastefulWhenASmallerOneCoversAsMuch() {
    Shape wide =
        hopper.shapes().stream()
            .filter(each -> each.rows() == 128 && each.columns() == 208)
            .findFirst()
            .orElseThrow();
    assertTrue(wide.isWasteful(128, 192));
    assertFalse(wide.isWasteful(128, 208));
  }

  /** Pruning leaves a tile, and the fewest of them do not grow in number by it. */
  @Property(tries = 200)
  void pruningKeepsTheCoarsestCuts(
      @ForAll @IntRange(min = 1, max = 5000) int m, @ForAll @IntRange(min = 1, max = 5000) int n) {
    assertEquals(fewest(m, n, false), fewest(m, n, true));
  }

  private long fewest(int m, int n, boolean pruned) {
    return hopper.shapes().stream()
        .filter(each -> !pruned || !each.isWasteful(m, n))
        .mapToLong(each -> ceil(m, each.rows()) * ceil(n, each.columns()))
        .min()
        .orElseThrow();
  }

  private static long ceil(int extent, int side) {
    return (extent + side - 1) / side;
  }
}
