package ridgepoint.systolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.event.Settings;
import ridgepoint.hardware.Architecture.Dataflow;

class LayerRunTest {
  private static final Settings REPLAYING = Settings.USUAL.replayingAll(true);

  private static LayerResult run(Layer layer, Machine machine, Settings settings) {
    return new LayerRun(layer, machine, settings).result();
  }

  @Property(tries = 200)
  void stretchesGiveWhatWordsGive(
      @ForAll Dataflow dataflow,
      @ForAll @IntRange(min = 1, max = 3) int batches,
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 70) int k,
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 20) int columns,
      @ForAll @IntRange(min = 100, max = 3000) int words,
      @ForAll @IntRange(min = 1, max = 40) int bandwidth) {
    Layer layer = new Layer.Product(batches, m, n, k, Layer.Sparsity.NONE);
    Machine machine =
        new Machine(rows, columns, dataflow, words, words, words, OptionalInt.of(bandwidth));
    LayerResult skipping = run(layer, machine, Settings.USUAL);
    LayerResult replaying = run(layer, machine, REPLAYING);
    assertEquals(replaying.cycles(), skipping.cycles());
    assertEquals(replaying.dram(), skipping.dram());
    assertEquals(replaying.stallCycles(), skipping.stallCycles());
    assertTrue(skipping.overallUtilization() <= 100);
  }

  @Property(tries = 100)
  void moreBandwidthNeverCostsCycles(
      @ForAll Dataflow dataflow,
      @ForAll @IntRange(min = 1, max = 100) int m,
      @ForAll @IntRange(min = 1, max = 100) int n,
      @ForAll @IntRange(min = 1, max = 100) int k,
      @ForAll @IntRange(min = 1, max = 30) int bandwidth) {
    Layer layer = new Layer.Product(m, n, k);
    Machine slow = new Machine(8, 8, dataflow, 400, 400, 400, OptionalInt.of(bandwidth));
    Machine fast = new Machine(8, 8, dataflow, 400, 400, 400, OptionalInt.of(2 * bandwidth));
    assertTrue(
        run(layer, fast, Settings.USUAL).cycles() <= run(layer, slow, Settings.USUAL).cycles());
  }

  @Test
  void inputsWrittenOutAreReadOftenerThanThePixelsOfAnImage() {
    Machine machine =
        new Machine(16, 16, Dataflow.WEIGHT_STATIONARY, 65536, 65536, 65536, OptionalInt.empty());
    Layer implicit = new Layer.Convolution(14, 14, 3, 3, 16, 32, 1, false);
    Layer expanded = new Layer.Convolution(14, 14, 3, 3, 16, 32, 1, true);
    assertEquals(14 * 14 * 16, run(implicit, machine, Settings.USUAL).dram().inputReads());
    assertEquals(144 * 144, run(expanded, machine, Settings.USUAL).dram().inputReads());
    assertEquals(
        run(implicit, machine, Settings.USUAL).cycles(),
        run(expanded, machine, Settings.USUAL).cycles());
  }
}
