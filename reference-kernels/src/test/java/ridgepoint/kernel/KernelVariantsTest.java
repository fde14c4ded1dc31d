package ridgepoint.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.elementwise.ElementwiseKernel;
import ridgepoint.gemm.GemmKernel;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Role;
import ridgepoint.operator.Softmax;
import ridgepoint.softmax.SoftmaxKernel;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;
import ridgepoint.verification.Verification;

/** Kernels with a bias, a scale or a mask built in, and functions with published values. */
class KernelVariantsTest {
  private static final Format FP32 = Format.of(DataType.FP32);

  @Property(tries = 40)
  void aBiasIsAddedToEveryRowAndCounted(
      @ForAll @IntRange(min = 1, max = 3) int batches,
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 90) int k,
      @ForAll @IntRange(min = 1, max = 3) int splits,
      @ForAll long seed) {
    Gemm gemm =
        new Gemm(
            batches, m, n, k, FP32, FP32, FP32, Role.WEIGHT, Role.ACTIVATION, DataType.FP32, 1);
    Verification found =
        Verification.of(
            gemm,
            new GemmKernel(gemm).withBias(Format.of(DataType.FP16)),
            new Tiling(32, 32, 16, splits, 2),
            seed,
            1);
    assertTrue(found.workIsTheFormula(), () -> found.differences().toString());
    assertTrue(found.resultsAreRight(), found::toString);
  }

  @Property(tries = 40)
  void aMaskedSoftmaxIsTheOraclesAndCounted(
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 200) int columns,
      @ForAll @IntRange(min = 1, max = 128) int step,
      @ForAll long seed) {
    Softmax softmax = new Softmax(rows, columns, FP32);
    Verification found =
        Verification.of(
            softmax,
            new SoftmaxKernel(softmax, 0.25f, true),
            new Tiling(4, step, 1, 1, 2),
            seed,
            1);
    assertTrue(found.workIsTheFormula(), () -> found.differences().toString());
    assertTrue(found.resultsAreRight(), found::toString);
  }

  @Property(tries = 40)
  void aCapOnScoresIsTheOraclesAndCounted(
      @ForAll @IntRange(min = 1, max = 20) int queries,
      @ForAll @IntRange(min = 0, max = 60) int cached,
      @ForAll @IntRange(min = 0, max = 30) int window,
      @ForAll @IntRange(min = 1, max = 3) int splits,
      @ForAll long seed) {
    Attention attention =
        new Attention(
            2,
            queries,
            queries + cached,
            4,
            2,
            16,
            16,
            window,
            window == 0 ? 0 : 3,
            true,
            false,
            FP32,
            FP32,
            Role.KV_CACHE,
            DataType.FP32,
            Attention.Algorithm.FLASH_SPLIT_KV);
    Verification found =
        Verification.of(
            attention,
            new FlashAttentionKernel(attention, 0.25f, 1.5f),
            new Tiling(8, 16, 16, splits, 2),
            seed,
            1);
    assertTrue(found.workIsTheFormula(), () -> found.differences().toString());
    assertTrue(found.resultsAreRight(), found::toString);
  }

  /** Values of x Phi(x) from tables of the normal distribution. */
  @Test
  void exactGeluIsTheNormalDistributions() {
    float[] x = {-3, -1, 0, 0.5f, 1, 2, 4};
    double[] gelu = {-0.00404969, -0.15865525, 0, 0.34573123, 0.84134475, 1.95449974, 3.99987331};
    Elementwise operator =
        new Elementwise(Elementwise.Function.GELU_EXACT, 1, x.length, FP32, FP32);
    ElementwiseKernel kernel = new ElementwiseKernel(operator);
    float[] y =
        FunctionalMachine.run(
            kernel.program(kernel.defaultTiling()), Tensor.of(FP32, 1, 1, x.length, x))[1]
            .toFloats();
    for (int i = 0; i < y.length; i++) {
      assertEquals(gelu[i], y[i], 1e-6);
    }
  }

  @Test
  void decaysAndShiftsFollowTheOracle() {
    for (Elementwise.Function function :
        List.of(
            Elementwise.Function.LERP_BY,
            Elementwise.Function.NEGATED_EXPONENTIAL,
            Elementwise.Function.NEGATED_SOFTPLUS,
            Elementwise.Function.GELU_EXACT)) {
      Verification found = Verification.of(new Elementwise(function, 7, 130, FP32, FP32), 5, 1);
      assertTrue(found.workIsTheFormula(), () -> function + " " + found.differences());
      assertTrue(found.resultsAreRight(), () -> function + " " + found);
    }
  }
}
