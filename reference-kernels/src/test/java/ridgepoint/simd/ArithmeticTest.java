package ridgepoint.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ridgepoint.tile.BinaryFunction;

class ArithmeticTest {
  @Test
  void vectorsAndPlainLoopsGiveTheSameProductsBitByBit() {
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      requireAgreement(random, 1 + random.nextInt(40), 1 + random.nextInt(90), 1 + i % 90);
    }
  }

  private static void requireAgreement(Random random, int m, int n, int k) {
    float[] left = random(random, m * k);
    float[] right = random(random, n * k + 5 * n);
    float[] sums = random(random, m * n);
    float[] scalar = sums.clone();
    float[] vector = sums.clone();
    new ScalarArithmetic().multiply(scalar, left, Rows.of(right, n), m, n, k);
    vectors().multiply(vector, left, Rows.of(right, n), m, n, k);
    assertArrayEquals(scalar, vector);
    Rows apart = new Rows(right, 3, k + 4);
    new ScalarArithmetic().multiplyTransposed(scalar, left, apart, m, n, k);
    vectors().multiplyTransposed(vector, left, apart, m, n, k);
    assertArrayEquals(scalar, vector);
    for (int i = 0; i < m * n; i++) {
      double exact = sums[i];
      for (int p = 0; p < k; p++) {
        int row = i / n;
        int column = i % n;
        exact += (double) left[row * k + p] * right[p * n + column];
        exact += (double) left[row * k + p] * right[3 + column * (k + 4) + p];
      }
      assertEquals(exact, scalar[i], k * 1e-5);
    }
  }

  @Test
  void vectorsAndPlainLoopsAgreeOnRows() {
    for (int count = 1; count <= 100; count++) {
      requireAgreement(count);
    }
  }

  private static void requireAgreement(int count) {
    float[] x = random(new Random(count), count + 3);
    float[] y = random(new Random(-count), count + 3);
    Fp32Arithmetic scalar = new ScalarArithmetic();
    Fp32Arithmetic vector = vectors();
    assertEquals(scalar.sum(x, 3, count), vector.sum(x, 3, count));
    assertEquals(scalar.maximum(x, 3, count), vector.maximum(x, 3, count));
    for (BinaryFunction function : BinaryFunction.values()) {
      float[] expected = new float[count];
      float[] actual = new float[count];
      scalar.combine(function, x, 3, y, 2, expected, 0, count);
      vector.combine(function, x, 3, y, 2, actual, 0, count);
      assertArrayEquals(expected, actual, function.name());
    }
  }

  @Test
  void exponentialsAreRightToTheLastPlaceOrTwoAndTheSameEitherWay() {
    float[] x = new float[200_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = -110 + i * 0.001f;
    }
    float[] scalar = new float[x.length];
    new ScalarArithmetic().exponential(x, scalar, x.length);
    for (int i = 0; i < x.length; i++) {
      float exact = (float) Math.exp(x[i]);
      assertEquals(exact, scalar[i], 2 * Math.ulp(exact), "exp(" + x[i] + ")");
    }
    float[] vector = new float[x.length];
    vectors().exponential(x, vector, x.length);
    assertArrayEquals(scalar, vector);
  }

  @Test
  void exponentialsOfWhatIsNoNumberOrInfinite() {
    float[] x = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0};
    float[] result = new float[4];
    new ScalarArithmetic().exponential(x, result, 4);
    assertArrayEquals(new float[] {Float.NaN, 0, Float.POSITIVE_INFINITY, 1}, result);
  }

  @Test
  void theFastestIsTheVectorsWhereTheModuleIsThere() {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertEquals(present, Fp32Arithmetic.fastest().name().endsWith("vectors"));
  }

  @Test
  void readingTouchesEveryElement() {
    float[] ones = new float[1003];
    Arrays.fill(ones, 1);
    assertTrue(Float.isFinite(new ScalarArithmetic().multiplyAddRounds(10)));
    assertEquals(1003, new ScalarArithmetic().read(ones, 0, ones.length));
  }

  private static Fp32Arithmetic vectors() {
    assumeTrue(
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        "needs --add-modules jdk.incubator.vector");
    return new VectorArithmetic();
  }

  private static float[] random(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
