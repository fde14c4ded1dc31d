package ridgepoint.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import ridgepoint.elementwise.ElementwiseKernel;
import ridgepoint.norm.NormKernel;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.Softmax;
import ridgepoint.operator.Work;
import ridgepoint.sampling.SamplingKernel;
import ridgepoint.softmax.SoftmaxKernel;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;
import ridgepoint.verification.Verification;

class RowKernelResultTest {
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format FP32 = Format.of(DataType.FP32);

  @Property(tries = 60)
  void resultsAreTheOraclesWithinRoundingUnderAnyTiling(@ForAll long seed) {
    for (Operator operator : RowOperators.of(seed)) {
      Kernel kernel = KernelLibrary.kernelFor(operator);
      verify(operator, kernel, RowOperators.tiling(seed, operator), seed);
      verify(operator, kernel, kernel.defaultTiling(), seed);
    }
  }

  @Property(tries = 20)
  void constantsOfKernelsReachTheResult(@ForAll long seed) {
    Tiling tiling = new Tiling(2, 11, 1, 1, 1);
    Elementwise scale = new Elementwise(Elementwise.Function.SCALE, 3, 20, FP32, FP32);
    verify(scale, new ElementwiseKernel(scale, 0.37f), tiling, seed);
    Elementwise cap = new Elementwise(Elementwise.Function.SOFT_CAP, 3, 20, FP32, FP32);
    verify(cap, new ElementwiseKernel(cap, 0.8f), tiling, seed);
    Norm norm = new Norm(Norm.Type.RMS, 3, 20, false, FP32, FP32);
    verify(norm, new NormKernel(norm, 0.5f), tiling, seed);
    Sampling sampling = new Sampling(5, 50, false, FP32);
    verify(sampling, new SamplingKernel(sampling, 0.6f), tiling, seed);
  }

  @Test
  void aVocabularyOfALargeModelIsSampled() {
    for (boolean greedy : new boolean[] {true, false}) {
      Sampling sampling = new Sampling(3, 128_256, greedy, BF16);
      Kernel kernel = KernelLibrary.kernelFor(sampling);
      verify(sampling, kernel, kernel.defaultTiling(), 7);
    }
  }

  @Test
  void softmaxOfHugeLogitsIsFinite() {
    Softmax softmax = new Softmax(1, 4, FP32);
    float[] logits = {-1e30f, 1e30f, 1e30f, -3e38f};
    for (int step : new int[] {1, 2, 4}) {
      Tensor[] tensors =
          FunctionalMachine.run(
              new SoftmaxKernel(softmax).program(new Tiling(1, step, 1, 1, 1)),
              Tensor.of(FP32, 1, 1, 4, logits));
      assertArrayEquals(new float[] {0, 0.5f, 0.5f, 0}, tensors[1].toFloats());
    }
  }

  @Test
  void aWrongResultAndWrongWorkAreNoticed() {
    Softmax softmax = new Softmax(4, 30, BF16);
    Norm norm = new Norm(Norm.Type.LAYER, 4, 30, false, BF16, BF16);
    SoftmaxKernel right = new SoftmaxKernel(softmax);
    Kernel otherEpsilon = new NormKernel(norm, 0.5f);
    Kernel wrapped =
        new Kernel() {
          @Override
          public TileProgram program(Tiling tiling) {
            return otherEpsilon.program(tiling);
          }

          @Override
          public Tiling defaultTiling() {
            return otherEpsilon.defaultTiling();
          }

          @Override
          public Work extraWork(Tiling tiling) {
            return right.extraWork(new Tiling(1, 1, 1, 1, 1));
          }
        };
    Verification result = Verification.of(norm, wrapped, wrapped.defaultTiling(), 1, 1);
    assertFalse(result.resultsAreRight());
    assertFalse(result.workIsTheFormula());
  }

  private static void verify(Operator operator, Kernel kernel, Tiling tiling, long seed) {
    Verification result = Verification.of(operator, kernel, tiling, seed, 1);
    assertTrue(
        result.resultsAreRight() && result.workIsTheFormula(),
        () -> operator + " " + tiling.text() + " " + result);
  }
}
