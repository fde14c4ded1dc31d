package ridgepoint.simd;

/**
 * Rows of numbers in an array.
 *
 * @param first index of the first row's first number
 * @param stride from one row to the next
 */
public record Rows(float[] values, int first, int stride) {
  /** Rows one after another from the array's start. */
  public static Rows of(float[] values, int columns) {
    return new Rows(values, 0, columns);
  }

  int row(int row) {
    return first + row * stride;
  }
}
