package ridgepoint.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of so few rows that packing the right operand would not pay: of one query with the keys
 * and values of a cache, of one token with a matrix. Every element of the right operand is read
 * once, where it lies.
 *
 * <p>All vectors are of one width: the virtual machine compiles operations of the Vector API well
 * only where it sees one kind of vector.
 */
final class ThinProduct {
  private static final VectorSpecies<Float> LANES = VectorArithmetic.LANES;
  private static final int WIDTH = LANES.length();
  private static final int SUMS = Fp32Arithmetic.PARTIAL_SUMS;
  private static final int AT_ONCE = 4;

  private final float[] partial = new float[AT_ONCE * SUMS];

  /** accumulator[m,n] += left[m,k] right[k,n]: four vectors of it stay in registers. */
  void multiply(float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    for (int i = 0; i < m; i++) {
      int j = 0;
      for (; j + AT_ONCE * WIDTH <= n; j += AT_ONCE * WIDTH) {
        four(accumulator, i * n + j, left, i * k, right, j, k);
      }
      for (; j + WIDTH <= n; j += WIDTH) {
        one(accumulator, i * n + j, left, i * k, right, j, k);
      }
      for (; j < n; j++) {
        float sum = accumulator[i * n + j];
        for (int p = 0; p < k; p++) {
          sum = Math.fma(left[i * k + p], right.values()[right.row(p) + j], sum);
        }
        accumulator[i * n + j] = sum;
      }
    }
  }

  private static void four(
      float[] c, int at, float[] left, int from, Rows right, int column, int k) {
    float[] values = right.values();
    FloatVector c0 = FloatVector.fromArray(LANES, c, at);
    FloatVector c1 = FloatVector.fromArray(LANES, c, at + WIDTH);
    FloatVector c2 = FloatVector.fromArray(LANES, c, at + 2 * WIDTH);
    FloatVector c3 = FloatVector.fromArray(LANES, c, at + 3 * WIDTH);
    for (int p = 0; p < k; p++) {
      FloatVector a = FloatVector.broadcast(LANES, left[from + p]);
      int b = right.row(p) + column;
      c0 = a.fma(FloatVector.fromArray(LANES, values, b), c0);
      c1 = a.fma(FloatVector.fromArray(LANES, values, b + WIDTH), c1);
      c2 = a.fma(FloatVector.fromArray(LANES, values, b + 2 * WIDTH), c2);
      c3 = a.fma(FloatVector.fromArray(LANES, values, b + 3 * WIDTH), c3);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + WIDTH);
    c2.intoArray(c, at + 2 * WIDTH);
    c3.intoArray(c, at + 3 * WIDTH);
  }

  private static void one(
      float[] c, int at, float[] left, int from, Rows right, int column, int k) {
    FloatVector sum = FloatVector.fromArray(LANES, c, at);
    for (int p = 0; p < k; p++) {
      FloatVector b = FloatVector.fromArray(LANES, right.values(), right.row(p) + column);
      sum = FloatVector.broadcast(LANES, left[from + p]).fma(b, sum);
    }
    sum.intoArray(c, at);
  }

  /** accumulator[m,n] += left[m,k] transpose(right[n,k]): a row by four at a time. */
  void multiplyTransposed(float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j += AT_ONCE) {
        // Rows past the end repeat the last one, and are dropped.
        int last = n - 1;
        int second = right.row(Math.min(j + 1, last));
        int third = right.row(Math.min(j + 2, last));
        int fourth = right.row(Math.min(j + 3, last));
        dots(left, i * k, right.values(), right.row(j), second, third, fourth, k);
        for (int row = 0; row < Math.min(AT_ONCE, n - j); row++) {
          accumulator[i * n + j + row] += PartialSums.fold(partial, row * SUMS);
        }
      }
    }
  }

  /** Partial sums of one row by four. */
  private void dots(float[] x, int at, float[] y, int y0, int y1, int y2, int y3, int count) {
    int whole = count - count % SUMS;
    for (int lane = 0; lane < SUMS; lane += WIDTH) {
      FloatVector s0 = FloatVector.zero(LANES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = lane; i < whole; i += SUMS) {
        FloatVector a = FloatVector.fromArray(LANES, x, at + i);
        s0 = a.fma(FloatVector.fromArray(LANES, y, y0 + i), s0);
        s1 = a.fma(FloatVector.fromArray(LANES, y, y1 + i), s1);
        s2 = a.fma(FloatVector.fromArray(LANES, y, y2 + i), s2);
        s3 = a.fma(FloatVector.fromArray(LANES, y, y3 + i), s3);
      }
      s0.intoArray(partial, lane);
      s1.intoArray(partial, SUMS + lane);
      s2.intoArray(partial, 2 * SUMS + lane);
      s3.intoArray(partial, 3 * SUMS + lane);
    }
    for (int i = whole; i < count; i++) {
      int lane = i - whole;
      partial[lane] = Math.fma(x[at + i], y[y0 + i], partial[lane]);
      lane += SUMS;
      partial[lane] = Math.fma(x[at + i], y[y1 + i], partial[lane]);
      lane += SUMS;
      partial[lane] = Math.fma(x[at + i], y[y2 + i], partial[lane]);
      lane += SUMS;
      partial[lane] = Math.fma(x[at + i], y[y3 + i], partial[lane]);
    }
  }
}
