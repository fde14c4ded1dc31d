package ridgepoint.tile.functional;

/** Products of integers, exact in 32 bits, and transposition. */
final class MatrixProduct {
  private MatrixProduct() {}

  /** accumulator[m,n] += left[m,k] right[k,n]. */
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
