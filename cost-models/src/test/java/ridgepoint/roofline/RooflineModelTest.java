package ridgepoint.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Specimens;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Role;

class RooflineModelTest {
  private static final Format BF16 = Format.of(DataType.BF16);
  private final DeviceSpec gpu = Specimens.withPowerLimit(Specimens.gpu(), 1e6);
  private final RooflineModel roofline = new RooflineModel(gpu);

  private static Gemm square(long size, DataType compute) {
    return Gemm.linear(size, size, size, BF16, BF16, compute);
  }

  @Test
  void largeProductTakesOperationsOverPeak() {
    OperatorEstimate estimate = roofline.estimate(square(8192, DataType.BF16));
    assertEquals(2.0 * 8192 * 8192 * 8192 / 1000e12, estimate.latencySeconds(), 1e-12);
    assertEquals(Bound.COMPUTE, estimate.bound());
    assertEquals("matrix", estimate.boundDetail());
  }

  @Test
  void matrixVectorProductTakesBytesOverBandwidth() {
    OperatorEstimate estimate =
        roofline.estimate(Gemm.linear(1, 4096, 4096, BF16, BF16, DataType.BF16));
    assertEquals(2.0 * (4096 * 4096 + 4096 + 4096) / 3e12, estimate.latencySeconds(), 1e-15);
    assertEquals(Bound.MEMORY, estimate.bound());
    assertEquals("hbm", estimate.boundDetail());
  }

  @Test
  void sparseProductSkipsHalfAtTheSparsePeak() {
    Gemm dense = square(8192, DataType.BF16);
    Gemm sparse =
        new Gemm(
            1,
            8192,
            8192,
            8192,
            BF16,
            BF16,
            BF16,
            Role.WEIGHT,
            Role.ACTIVATION,
            DataType.BF16,
            0.5);
    assertEquals(
        roofline.estimate(dense).latencySeconds() / 2,
        roofline.estimate(sparse).latencySeconds(),
        1e-12);
  }

  @Test
  void sparsityWithoutSupportSavesNoTime() {
    Format fp8 = Format.of(DataType.FP8_E4M3);
    Gemm dense = Gemm.linear(8192, 8192, 8192, fp8, fp8, DataType.FP8_E4M3);
    Gemm sparse =
        new Gemm(
            1,
            8192,
            8192,
            8192,
            fp8,
            fp8,
            fp8,
            Role.WEIGHT,
            Role.ACTIVATION,
            DataType.FP8_E4M3,
            0.5);
    assertEquals(
        roofline.estimate(dense).latencySeconds(),
        roofline.estimate(sparse).latencySeconds(),
        1e-12);
  }

  @Test
  void productsTheMatrixUnitLacksRunOnTheVectorUnit() {
    OperatorEstimate estimate = roofline.estimate(square(4096, DataType.FP32));
    assertEquals(2.0 * 4096 * 4096 * 4096 / 64e12, estimate.latencySeconds(), 1e-9);
    assertEquals("vector", estimate.boundDetail());
  }

  @Test
  void missingTypeNamesWhatThereIsAndWhatEmulationCosts() {
    var refused =
        assertThrows(
            UnsupportedOperatorException.class,
            () -> roofline.estimate(square(64, DataType.FP4_E2M1)));
    assertEquals(
        "specimen-gpu cannot multiply in fp4_e2m1; it has fp32, bf16, fp16, fp8_e4m3; emulation"
            + " would widen operands to fp8_e4m3 and run at its 2000 TFLOP/s, plus one conversion"
            + " per operand element",
        refused.getMessage());
  }

  @Test
  void collectivesAreRefused() {
    var collective = new Collective(Collective.Type.ALL_REDUCE, 1e6, 8, 1, BF16);
    assertThrows(UnsupportedOperatorException.class, () -> roofline.estimate(collective));
  }

  @Test
  void slowedByPowerStillCountsPartsThatSum() {
    RooflineModel limited = new RooflineModel(Specimens.withPowerLimit(gpu, 300));
    OperatorEstimate estimate = limited.estimate(square(8192, DataType.BF16));
    double parts = estimate.parts().stream().mapToDouble(OperatorEstimate.Part::seconds).sum();
    assertEquals(estimate.latencySeconds(), parts, 1e-12);
    assertTrue(estimate.energy().totalJoules() <= 300.0001 * estimate.latencySeconds());
    assertTrue(
        estimate.latencySeconds()
            > roofline.estimate(square(8192, DataType.BF16)).latencySeconds());
  }

  @Test
  void copiesAndNormsAreMemoryBound() {
    var copy = new Elementwise(Elementwise.Function.COPY, 4096, 4096, BF16, BF16);
    var norm = new Norm(Norm.Type.RMS, 4096, 4096, true, BF16, BF16);
    assertEquals(Bound.MEMORY, roofline.estimate(copy).bound());
    assertEquals(Bound.MEMORY, roofline.estimate(norm).bound());
  }
}
