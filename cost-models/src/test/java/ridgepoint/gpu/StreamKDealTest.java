package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.recording.RecordingMachine;

class StreamKDealTest {
  private static final Format HALF = Format.of(DataType.BF16);

  /** Every place has as many steps as any other, but for rounding; every tile is written once. */
  @Property(tries = 50)
  void placesShareStepsAndEveryTileIsWrittenOnce(
      @ForAll @IntRange(min = 1, max = 3000) int m,
      @ForAll @IntRange(min = 1, max = 3000) int n,
      @ForAll @IntRange(min = 64, max = 4096) int k,
      @ForAll @IntRange(min = 1, max = 160) int places) {
    Gemm gemm = Gemm.linear(m, k, n, HALF, HALF, DataType.BF16);
    Recording kernel =
        RecordingMachine.record(
            KernelLibrary.kernelFor(gemm).program(new Tiling(128, 256, 64, 1, 3)));
    List<List<Share>> dealt = StreamKDeal.of(kernel.tiles(), places);
    assertEquals(places, dealt.size());
    double most = dealt.stream().mapToDouble(StreamKDealTest::steps).max().orElseThrow();
    double least = dealt.stream().mapToDouble(StreamKDealTest::steps).min().orElseThrow();
    assertTrue(most - least <= 1e-9, most + " and " + least);
    for (TileUse tile : kernel.tiles()) {
      long written =
          dealt.stream()
              .flatMap(List::stream)
              .filter(share -> share.of() == tile && share.completes())
              .mapToLong(Share::count)
              .sum();
      assertEquals(tile.count(), written);
    }
    double all = dealt.stream().mapToDouble(StreamKDealTest::steps).sum();
    double needed = kernel.tiles().stream().mapToDouble(tile -> tile.count() * steps(tile)).sum();
    assertTrue(all >= needed && all <= needed + (double) places * kernel.tiles().size() * 2);
  }

  private static double steps(List<Share> shares) {
    return shares.stream().mapToDouble(share -> share.count() * steps(share.tile())).sum();
  }

  /** Steps that multiply. */
  private static double steps(TileUse tile) {
    return tile.segments().stream()
        .filter(segment -> segment.use().executedMatrixOperations() > 0)
        .mapToDouble(Segment::trips)
        .sum();
  }
}
