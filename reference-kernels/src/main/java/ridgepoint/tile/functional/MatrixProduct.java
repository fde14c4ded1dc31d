package ridgepoint.tile.functional;

/**
 * accumulator[m,n] += left[m,k] right[k,n] on plain arrays. The sum over k runs in order, so a
 * result has the same bits however tiles are spread over threads; the innermost loop runs along
 * rows, which compilers turn into vector instructions.
 */
final class MatrixProduct {
  private static final int UNROLL = 4;

  private MatrixProduct() {}

  static void add(float[] accumulator, float[] left, float[] right, int m, int n, int k) {
    int whole = k - k % UNROLL;
    for (int i = 0; i < m; i++) {
      int row = i * n;
      for (int p = 0; p < whole; p += UNROLL) {
        int at = i * k + p;
        addFour(accumulator, row, left[at], left[at + 1], left[at + 2], left[at + 3], right, p, n);
      }
      for (int p = whole; p < k; p++) {
        float a = left[i * k + p];
        int b = p * n;
        for (int j = 0; j < n; j++) {
          accumulator[row + j] += a * right[b + j];
        }
      }
    }
  }

  private static void addFour(
      float[] accumulator,
      int row,
      float a0,
      float a1,
      float a2,
      float a3,
      float[] right,
      int p,
      int n) {
    int b0 = p * n;
    int b1 = b0 + n;
    int b2 = b1 + n;
    int b3 = b2 + n;
    for (int j = 0; j < n; j++) {
      accumulator[row + j] =
          accumulator[row + j]
              + a0 * right[b0 + j]
              + a1 * right[b1 + j]
              + a2 * right[b2 + j]
              + a3 * right[b3 + j];
    }
  }

  static void add(int[] accumulator, int[] left, int[] right, int m, int n, int k) {
    for (int i = 0; i < m; i++) {
      int row = i * n;
      for (int p = 0; p < k; p++) {
        int a = left[i * k + p];
        int b = p * n;
        for (int j = 0; j < n; j++) {
          accumulator[row + j] += a * right[b + j];
        }
      }
    }
  }

  static float[] transposed(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }

  static int[] transposed(int[] values, int rows, int columns) {
    int[] result = new int[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }
}
