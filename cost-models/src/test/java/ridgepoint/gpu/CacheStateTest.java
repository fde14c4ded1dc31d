package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.wave.CacheState;

/** What a repeated operator leaves in L2 for itself. */
class CacheStateTest {
  private static final DeviceSpec L40S = new DeviceLibrary().load("l40s");
  private static final Format BF16 = Format.of(DataType.BF16);

  private static double seconds(CacheState state, long width) {
    return seconds(state, Gemm.linear(16, width, width, BF16, BF16, DataType.BF16));
  }

  private static double seconds(CacheState state, Gemm gemm) {
    CostModel model =
        CostModels.of(Fidelity.PIPELINE, L40S, OperatingConditions.usual().withCaches(state));
    return model.estimate(gemm).latencySeconds();
  }

  @Test
  void weightsThatFitIntoL2AreReadFromItWhenRepeated() {
    assertTrue(seconds(CacheState.WARM, 4096) < 0.6 * seconds(CacheState.COLD, 4096));
  }

  /** Three copies of 38 MB in a cache of 101 MB: some of each survives. */
  @Test
  void rotatingCopiesPushEachOtherOut() {
    double rotating = seconds(CacheState.rotating(5), 4352);
    assertTrue(rotating > 1.2 * seconds(CacheState.WARM, 4352));
    assertTrue(rotating < seconds(CacheState.COLD, 4352));
  }

  /** Copies of the weights take turns, while every repetition uses the same activations. */
  @Test
  void activationsStayWhereRotatingWeightsDoNot() {
    CacheState state = CacheState.rotating(5);
    double tall = seconds(state, Gemm.linear(32768, 1024, 16, BF16, BF16, DataType.BF16));
    double wide = seconds(state, Gemm.linear(16, 1024, 32768, BF16, BF16, DataType.BF16));
    assertTrue(tall < 0.8 * wide, () -> tall + " and " + wide);
  }

  /** 34 MB of weights fit into 101 MB, but not when 400 MB of others come by in between. */
  @Test
  void weightsOfALayerComeBackOnlyAfterAllOthers() {
    double together = seconds(CacheState.WARM.together(400e6), 4096);
    assertTrue(together > 1.5 * seconds(CacheState.WARM, 4096));
    assertTrue(together <= seconds(CacheState.COLD, 4096));
    assertEquals(
        seconds(CacheState.WARM, 4096), seconds(CacheState.WARM.together(1e6), 4096), 1e-12);
  }

  @Test
  void whatIsFarLargerThanL2IsReadFromMemoryEitherWay() {
    assertEquals(
        seconds(CacheState.COLD, 32768),
        seconds(CacheState.WARM, 32768),
        0.01 * seconds(CacheState.COLD, 32768));
  }

  /** Never faster than L2 itself could deliver the operands. */
  @Test
  void residencyIsBoundByL2() {
    double bytes = 2.0 * 4096 * 4096;
    double bandwidth = L40S.memoryLevel("l2").orElseThrow().readBytesPerSecond();
    assertTrue(seconds(CacheState.WARM, 4096) >= bytes / bandwidth);
  }
}
