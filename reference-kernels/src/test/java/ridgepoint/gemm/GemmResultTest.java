package ridgepoint.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.number.Rounding;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Role;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;

/** Products on the functional machine against plain sums in double precision. */
class GemmResultTest {
  private static final Format FP32 = Format.of(DataType.FP32);
  private static final Format FP16 = Format.of(DataType.FP16);
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format INT8 = Format.of(DataType.INT8);

  @Property(tries = 150)
  void floatProductsAreRightToTheRoundingOfTheOutput(
      @ForAll @IntRange(min = 1, max = 2) int batches,
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 70) int k,
      @ForAll("weightFormats") Format weights,
      @ForAll("tilings") Tiling tiling) {
    Gemm gemm =
        new Gemm(
            batches, m, n, k, BF16, weights, BF16, Role.WEIGHT, Role.ACTIVATION, DataType.BF16, 1);
    Random random = new Random(m * 71L + n);
    Tensor left = random(random, BF16, batches, m, k);
    Tensor right = random(random, weights, batches, n, k);
    Tensor output = FunctionalMachine.run(new GemmKernel(gemm).program(tiling), left, right)[2];
    float[] widened = right.toFloats();
    Rounding.round(widened, DataType.BF16);
    double[] expected = product(left.toFloats(), widened, batches, m, n, k);
    assertNear(expected, output.toFloats(), k, 0x1p-8);
  }

  @Property(tries = 60)
  void eightBitIntegerProductsAreExactBeforeTheirScales(
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 3000) int k,
      @ForAll @IntRange(min = 1, max = 3) int splits) {
    Gemm gemm =
        new Gemm(1, m, n, k, INT8, INT8, FP32, Role.WEIGHT, Role.ACTIVATION, DataType.INT8, 1);
    Random random = new Random(k);
    float[] a = integers(random, m * k);
    float[] b = integers(random, n * k);
    Tensor left = Tensor.of(INT8, 1, m, k, a);
    Tensor right = Tensor.of(INT8, 1, n, k, b);
    Tensor rowScales = random(random, FP32, 1, m, 1);
    Tensor columnScales = random(random, FP32, 1, 1, n);
    Tiling tiling = new Tiling(16, 16, 64, splits, 2);
    float[] result =
        FunctionalMachine.run(
            new GemmKernel(gemm).program(tiling), left, right, null, rowScales, columnScales)[2]
            .toFloats();
    double[] sums = product(a, b, 1, m, n, k);
    for (int i = 0; i < sums.length; i++) {
      double scale = (double) rowScales.toFloats()[i / n] * columnScales.toFloats()[i % n];
      double partialRounding = splits == 1 ? 0 : splits * k * 0x1p14 * 0x1p-24 * Math.abs(scale);
      double expected = sums[i] * scale;
      assertEquals(expected, result[i], Math.abs(expected) * 0x1p-22 + partialRounding);
    }
  }

  @Test
  void integerSumsBeyondWhatFp32HoldsStayExact() {
    int k = 2001;
    Gemm gemm =
        new Gemm(1, 1, 1, k, INT8, INT8, FP32, Role.WEIGHT, Role.ACTIVATION, DataType.INT8, 1);
    float[] all = new float[k];
    Arrays.fill(all, 127);
    Tensor one = Tensor.of(FP32, 1, 1, 1, new float[] {1});
    Tensor[] result =
        FunctionalMachine.run(
            new GemmKernel(gemm).program(new Tiling(16, 16, 64, 1, 2)),
            Tensor.of(INT8, 1, 1, k, all),
            Tensor.of(INT8, 1, 1, k, all),
            null,
            one,
            one);
    assertEquals((float) (127 * 127 * k), result[2].toFloats()[0]);
  }

  @Property(tries = 60)
  void productsOfGroupsInEightBitsCarryTheirScales(
      @ForAll @IntRange(min = 1, max = 40) int m, @ForAll @IntRange(min = 1, max = 90) int k) {
    Format left = Format.grouped(DataType.INT8, 32, 0);
    Format right = Format.grouped(DataType.INT4, 32, 0);
    Gemm gemm =
        new Gemm(1, m, 33, k, left, right, FP32, Role.WEIGHT, Role.ACTIVATION, DataType.INT8, 1);
    Random random = new Random(k);
    Tensor a = random(random, left, 1, m, k);
    Tensor b = random(random, right, 1, 33, k);
    var program = new GemmKernel(gemm).program(new Tiling(16, 16, 32, 1, 2));
    float[] result = FunctionalMachine.run(program, a, b)[2].toFloats();
    assertNear(product(a.toFloats(), b.toFloats(), 1, m, 33, k), result, k, 0x1p-22);
  }

  @Property(tries = 60)
  void sparseProductsAreThoseOfThePrunedWeights(
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 20) int quads,
      @ForAll @IntRange(min = 1, max = 3) int kept) {
    int k = 4 * quads;
    Gemm gemm =
        new Gemm(
            1, m, n, k, FP16, FP16, FP32, Role.WEIGHT, Role.ACTIVATION, DataType.FP16, kept / 4.0);
    Random random = new Random(k);
    Tensor left = random(random, FP16, 1, m, k);
    StructuredSparsity pruned = StructuredSparsity.prune(random(random, FP16, 1, n, k), kept);
    var program = new GemmKernel(gemm).program(new Tiling(16, 16, 16, 2, 2));
    float[] result =
        FunctionalMachine.run(program, left, pruned.values(), null, pruned.positions())[2]
            .toFloats();
    assertNear(product(left.toFloats(), pruned.dense().toFloats(), 1, m, n, k), result, k, 0x1p-22);
  }

  @Test
  void expertsMultiplyTheirOwnRows() {
    long[] routing = {5, 0, 17, 1};
    GroupedGemm gemm = new GroupedGemm(3, 23, 20, 30, BF16, BF16, FP32, DataType.BF16);
    Random random = new Random(3);
    Tensor left = random(random, BF16, 1, 23, 30);
    Tensor right = random(random, BF16, 4, 20, 30);
    var program = GroupedGemmKernel.routed(gemm, routing).program(new Tiling(8, 16, 16, 1, 2));
    float[] result = FunctionalMachine.run(program, left, right)[2].toFloats();
    float[] a = left.toFloats();
    float[] b = right.toFloats();
    int row = 0;
    for (int expert = 0; expert < 4; expert++) {
      for (int i = 0; i < routing[expert]; i++, row++) {
        for (int j = 0; j < 20; j++) {
          double sum = 0;
          for (int p = 0; p < 30; p++) {
            sum += (double) a[row * 30 + p] * b[(expert * 20 + j) * 30 + p];
          }
          assertEquals(sum, result[row * 20 + j], 1e-4);
        }
      }
    }
  }

  @Test
  void resultsHaveTheSameBitsOnAnyNumberOfThreads() {
    Gemm gemm = Gemm.linear(90, 200, 110, BF16, BF16, DataType.BF16);
    Random random = new Random(4);
    Tensor left = random(random, BF16, 1, 90, 200);
    Tensor right = random(random, BF16, 1, 110, 200);
    var program = new GemmKernel(gemm).program(new Tiling(16, 16, 32, 3, 2));
    float[] alone = FunctionalMachine.run(program, 1, left, right)[2].toFloats();
    for (int threads : new int[] {2, 3, 7}) {
      assertArrayEquals(alone, FunctionalMachine.run(program, threads, left, right)[2].toFloats());
    }
  }

  private static double[] product(float[] a, float[] b, int batches, int m, int n, int k) {
    double[] result = new double[batches * m * n];
    for (int at = 0; at < result.length; at++) {
      int batch = at / (m * n);
      int i = at / n % m;
      int j = at % n;
      for (int p = 0; p < k; p++) {
        result[at] += (double) a[(batch * m + i) * k + p] * b[(batch * n + j) * k + p];
      }
    }
    return result;
  }

  /** Within the rounding of the result and of an fp32 sum of k products of numbers around 1. */
  private static void assertNear(double[] expected, float[] actual, int k, double relative) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = Math.abs(expected[i]) * relative + k * 0x1p-20;
      assertEquals(expected[i], actual[i], tolerance, "element " + i);
    }
  }

  private static Tensor random(Random random, Format format, int batches, int rows, int columns) {
    float[] values = new float[batches * rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(format, batches, rows, columns, values);
  }

  private static float[] integers(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(256) - 128;
    }
    return values;
  }

  @Provide
  Arbitrary<Format> weightFormats() {
    return Arbitraries.of(
        BF16,
        Format.of(DataType.FP8_E4M3),
        Format.grouped(DataType.INT8, 32, 0),
        Format.grouped(DataType.INT4, 16, 4),
        Format.grouped(DataType.INT3, 32, 3),
        Format.grouped(DataType.FP4_E2M1, 16, 0));
  }

  @Provide
  Arbitrary<Tiling> tilings() {
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 80);
    return Combinators.combine(size, size, size, Arbitraries.integers().between(1, 4))
        .as((rows, columns, depth, splits) -> new Tiling(rows, columns, depth, splits, 2));
  }
}
