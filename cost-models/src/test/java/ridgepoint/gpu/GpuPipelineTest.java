package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;

class GpuPipelineTest {
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final DeviceSpec H100 = new DeviceLibrary().load("h100-sxm");
  private final CostModel pipeline = CostModels.of(Fidelity.PIPELINE, H100);
  private final CostModel roofline = CostModels.of(Fidelity.ROOFLINE, H100);

  private static Gemm linear(long tokens, long inputs, long outputs) {
    return Gemm.linear(tokens, inputs, outputs, BF16, BF16, DataType.BF16);
  }

  @Test
  void decodeGemvOnH100IsBandwidthBound() {
    OperatorEstimate estimate = pipeline.estimate(linear(1, 8192, 28672));
    assertEquals(Bound.MEMORY, estimate.bound());
    assertEquals("hbm", estimate.boundDetail());
    double bytesPerSecond = 2.0 * 8192 * 28672 / estimate.latencySeconds();
    assertTrue(bytesPerSecond > 0.75 * 3350e9 && bytesPerSecond < 3350e9);
  }

  @Test
  void largeProductOnH100IsMatrixBound() {
    OperatorEstimate estimate = pipeline.estimate(linear(8192, 8192, 8192));
    assertEquals(Bound.COMPUTE, estimate.bound());
    assertEquals("matrix", estimate.boundDetail());
    double rate = 2.0 * 8192 * 8192 * 8192 / estimate.latencySeconds();
    assertTrue(rate > 500e12 && rate < 900e12, () -> rate / 1e12 + " TFLOP/s");
  }

  @Test
  void smallProductIsAllLaunchAndLatency() {
    OperatorEstimate estimate = pipeline.estimate(linear(1, 64, 64));
    assertEquals(Bound.OVERHEAD, estimate.bound());
    assertTrue(estimate.latencySeconds() < 6e-6);
  }

  @Test
  void narrowOutputSplitsTheReduction() {
    OperatorEstimate estimate = pipeline.estimate(linear(128, 65536, 256));
    assertTrue(estimate.mapping().contains("/"), estimate.mapping());
  }

  @Test
  void partsSumToTheLatencyAndEnergyPartsToTheWhole() {
    for (long tokens : new long[] {1, 17, 512, 4096}) {
      OperatorEstimate estimate = pipeline.estimate(linear(tokens, 4096, 11008));
      double parts = estimate.parts().stream().mapToDouble(Part::seconds).sum();
      assertEquals(estimate.latencySeconds(), parts, 1e-9 * estimate.latencySeconds());
      assertTrue(
          estimate.latencySeconds()
              >= roofline.estimate(linear(tokens, 4096, 11008)).latencySeconds());
    }
  }

  @Test
  void oneTokenMoreThanAWaveCostsAnotherWave() {
    double full = pipeline.estimate(linear(128L * 33, 8192, 1024)).latencySeconds();
    double spilled = pipeline.estimate(linear(128L * 33 + 1, 8192, 1024)).latencySeconds();
    assertTrue(spilled > 1.03 * full, () -> full + " then " + spilled);
  }

  @Test
  void largeProductOnBlackwellIsComputedByPairsOfSms() {
    CostModel gb200 = CostModels.of(Fidelity.PIPELINE, new DeviceLibrary().load("gb200"));
    String mapping = gb200.estimate(linear(8192, 8192, 8192)).mapping();
    assertTrue(mapping.contains("2sm"), mapping);
  }

  @Test
  void streamKSharesOutAWaveThatIsHardlyFull() {
    DeviceSpec mi300x = new DeviceLibrary().load("mi300x");
    CostModel model = CostModels.of(Fidelity.PIPELINE, mi300x);
    // 304 compute units: 320 tiles of 256 x 256 are one wave and a twentieth.
    OperatorEstimate estimate = model.estimate(linear(16 * 256, 16384, 20 * 256));
    assertTrue(estimate.mapping().contains("stream-k"), estimate.mapping());
  }

  @Test
  void aCallFromTheHostComesBeforeTheKernel() {
    OperatorEstimate estimate = pipeline.estimate(linear(1, 64, 64));
    OperatorEstimate called = estimate.calledIn(25e-6, 100);
    assertEquals(estimate.latencySeconds() + 25e-6, called.latencySeconds(), 1e-12);
    assertEquals(estimate.energy().totalJoules() + 25e-4, called.energy().totalJoules(), 1e-9);
    assertEquals("host call", called.boundDetail());
    assertEquals(
        called.latencySeconds(), called.parts().stream().mapToDouble(Part::seconds).sum(), 1e-12);
  }
}
