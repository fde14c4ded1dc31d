package ridgepoint.simd;

import ridgepoint.tile.BinaryFunction;

/**
 * The inner loops of kernels. Implementations differ in speed alone, for the order of every sum and
 * the rounding of every step is part of this contract:
 *
 * <ul>
 *   <li>Products of {@link #THIN_ROWS} rows or more, and all with the right operand as [k, n],
 *       extend every element of the accumulator by one chain of fused multiply-adds, k in order.
 *   <li>Products of fewer rows by a transposed right operand, and sums, keep {@link #PARTIAL_SUMS}
 *       interleaved partial sums, number i taking the elements i, i + 16, i + 32, ...; {@link
 *       PartialSums#fold} adds them up in halves.
 *   <li>Exponentials are those of {@link Exponential}.
 * </ul>
 *
 * <p>Not safe for use by several threads: it keeps buffers.
 */
public interface Fp32Arithmetic {
  /** Rows from which packing the right operand pays. */
  int THIN_ROWS = 4;

  /** As many as the widest vectors have lanes. */
  int PARTIAL_SUMS = 16;

  /**
   * The fastest that this virtual machine offers: vectors where module {@code jdk.incubator.vector}
   * has been added to it ({@code --add-modules}), plain loops otherwise.
   */
  static Fp32Arithmetic fastest() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorArithmetic()
        : new ScalarArithmetic();
  }

  /** What it computes with, such as {@code 512-bit vectors}. */
  String name();

  /** Numbers of a vector; 1 where there are none. */
  int lanes();

  /** accumulator[m,n] += left[m,k] right[k,n]. */
  void multiply(float[] accumulator, float[] left, Rows right, int m, int n, int k);

  /** accumulator[m,n] += left[m,k] transpose(right[n,k]). */
  void multiplyTransposed(float[] accumulator, float[] left, Rows right, int m, int n, int k);

  /**
   * into[at + i] = function(x[xAt + i], y[yAt + i]); {@code into} may be x or y at the same place.
   */
  void combine(
      BinaryFunction function,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] into,
      int at,
      int count);

  /** into[i] = e to the from[i], for the first {@code count} elements; both may be the same. */
  void exponential(float[] from, float[] into, int count);

  /** Sum of {@code count} elements from {@code first}. */
  float sum(float[] values, int first, int count);

  /** Largest of {@code count} elements from {@code first}; negative infinity when there is none. */
  float maximum(float[] values, int first, int count);

  /** Multiply-adds of one round of {@link #multiplyAddRounds}. */
  int multiplyAddsPerRound();

  /** As many independent multiply-adds as the machine can keep going, for measuring its peak. */
  float multiplyAddRounds(int rounds);

  /** Reads elements as fast as they come, for measuring bandwidth: their sum in any order. */
  float read(float[] values, int first, int count);
}
