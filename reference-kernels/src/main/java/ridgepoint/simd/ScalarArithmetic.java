package ridgepoint.simd;

import java.util.Arrays;
import ridgepoint.tile.BinaryFunction;

/**
 * Plain loops. The innermost ones run along rows, which just-in-time compilers turn into vector
 * instructions where they can.
 */
final class ScalarArithmetic implements Fp32Arithmetic {
  private static final int UNROLL = 4;

  private final float[] partial = new float[PARTIAL_SUMS];
  private float[] transposed = new float[0];

  @Override
  public String name() {
    return "scalar loops";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void multiply(float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    int whole = k - k % UNROLL;
    float[] values = right.values();
    for (int i = 0; i < m; i++) {
      int row = i * n;
      for (int p = 0; p < whole; p += UNROLL) {
        addFour(accumulator, row, left, i * k + p, right, p, n);
      }
      for (int p = whole; p < k; p++) {
        float a = left[i * k + p];
        int b = right.row(p);
        for (int j = 0; j < n; j++) {
          accumulator[row + j] = Math.fma(a, values[b + j], accumulator[row + j]);
        }
      }
    }
  }

  private static void addFour(
      float[] accumulator, int row, float[] left, int at, Rows right, int p, int n) {
    float a0 = left[at];
    float a1 = left[at + 1];
    float a2 = left[at + 2];
    float a3 = left[at + 3];
    float[] values = right.values();
    int b0 = right.row(p);
    int b1 = right.row(p + 1);
    int b2 = right.row(p + 2);
    int b3 = right.row(p + 3);
    for (int j = 0; j < n; j++) {
      float first = Math.fma(a0, values[b0 + j], accumulator[row + j]);
      float second = Math.fma(a1, values[b1 + j], first);
      float third = Math.fma(a2, values[b2 + j], second);
      accumulator[row + j] = Math.fma(a3, values[b3 + j], third);
    }
  }

  @Override
  public void multiplyTransposed(
      float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    if (m >= THIN_ROWS) {
      multiply(accumulator, left, Rows.of(transposed(right, n, k), n), m, n, k);
      return;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        accumulator[i * n + j] += dot(left, i * k, right.values(), right.row(j), k);
      }
    }
  }

  private float[] transposed(Rows values, int rows, int columns) {
    if (transposed.length < rows * columns) {
      transposed = new float[rows * columns];
    }
    for (int row = 0; row < rows; row++) {
      int from = values.row(row);
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values.values()[from + column];
      }
    }
    return transposed;
  }

  private float dot(float[] x, int xFirst, float[] y, int yFirst, int count) {
    Arrays.fill(partial, 0);
    int whole = count - count % PARTIAL_SUMS;
    for (int i = 0; i < whole; i += PARTIAL_SUMS) {
      for (int lane = 0; lane < PARTIAL_SUMS; lane++) {
        partial[lane] = Math.fma(x[xFirst + i + lane], y[yFirst + i + lane], partial[lane]);
      }
    }
    for (int i = whole; i < count; i++) {
      partial[i - whole] = Math.fma(x[xFirst + i], y[yFirst + i], partial[i - whole]);
    }
    return PartialSums.fold(partial, 0);
  }

  @Override
  public void combine(
      BinaryFunction function,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] into,
      int at,
      int count) {
    switch (function) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = x[xAt + i] + y[yAt + i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = x[xAt + i] - y[yAt + i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = x[xAt + i] * y[yAt + i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = x[xAt + i] / y[yAt + i];
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = Math.max(x[xAt + i], y[yAt + i]);
        }
      }
      case MINIMUM -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = Math.min(x[xAt + i], y[yAt + i]);
        }
      }
      case LESS, EQUAL -> {
        for (int i = 0; i < count; i++) {
          float left = x[xAt + i];
          float right = y[yAt + i];
          into[at + i] = (function == BinaryFunction.LESS ? left < right : left == right) ? 1 : 0;
        }
      }
    }
  }

  @Override
  public void exponential(float[] from, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = Exponential.of(from[i]);
    }
  }

  @Override
  public float sum(float[] values, int first, int count) {
    Arrays.fill(partial, 0);
    int whole = count - count % PARTIAL_SUMS;
    for (int i = 0; i < whole; i += PARTIAL_SUMS) {
      for (int lane = 0; lane < PARTIAL_SUMS; lane++) {
        partial[lane] += values[first + i + lane];
      }
    }
    for (int i = whole; i < count; i++) {
      partial[i - whole] += values[first + i];
    }
    return PartialSums.fold(partial, 0);
  }

  @Override
  public float maximum(float[] values, int first, int count) {
    float maximum = Float.NEGATIVE_INFINITY;
    for (int i = first; i < first + count; i++) {
      maximum = Math.max(maximum, values[i]);
    }
    return maximum;
  }

  @Override
  public int multiplyAddsPerRound() {
    return PARTIAL_SUMS;
  }

  @Override
  public float multiplyAddRounds(int rounds) {
    float[] chains = new float[PARTIAL_SUMS];
    for (int round = 0; round < rounds; round++) {
      for (int lane = 0; lane < PARTIAL_SUMS; lane++) {
        chains[lane] = Math.fma(chains[lane], 0.999f, 1e-3f);
      }
    }
    return PartialSums.fold(chains, 0);
  }

  @Override
  public float read(float[] values, int first, int count) {
    return sum(values, first, count);
  }
}
