package ridgepoint.npu;

import ridgepoint.operator.Gemm;
import ridgepoint.tile.Tiling;

/**
 * How a product is cut into tiles of which two fit in the scratchpad and in the accumulators of a
 * core at a time, as the compilers of Gemmini and ONNXim do (Genc, DAC 2021; Ham, IEEE CAL 2024):
 * square in rows and columns as far as accumulators go, then as deep as operands go, in whole
 * multiples of the array's side; and more tiles along the longer side when there are fewer than
 * cores or their number does not share out.
 *
 * @param rows of m in a tile; likewise columns of n and depth of k
 */
record ScratchpadTiles(long rows, long columns, long depth) {
  private static final int HALVES = 2;
  private static final double ACCUMULATOR_BYTES = 4;

  /**
   * Tiles of a product.
   *
   * @param side of the array
   * @param scratchpadBytes of a core, both halves; likewise accumulators
   * @throws IllegalArgumentException when a half does not hold what the array takes at a time
   */
  static ScratchpadTiles of(
      long m,
      long n,
      long k,
      int side,
      int cores,
      double bytesPerElement,
      double scratchpadBytes,
      double accumulatorBytes) {
    double block = (double) side * side;
    long operands = (long) (scratchpadBytes / (4 * bytesPerElement * block));
    long outputs = (long) (accumulatorBytes / (2 * ACCUMULATOR_BYTES * block));
    long square = (long) Math.sqrt(outputs);
    if (square < 1 || operands < square) {
      throw new IllegalArgumentException(
          "a half of the scratchpad of %.0f B or of the accumulators of %.0f B is smaller than a tile of %dx%d"
              .formatted(scratchpadBytes, accumulatorBytes, side, side));
    }
    long deep = operands / square;
    long alongM = ceil(m, square * side);
    long alongN = ceil(n, square * side);
    long alongK = ceil(k, deep * side);
    if (alongM * alongN < cores) {
      long more = ceil(cores, alongM * alongN);
      alongN *= n > m ? more : 1;
      alongM *= m > n ? more : 1;
    }
    long uneven = alongM * alongN % cores;
    alongN += n > m ? uneven : 0;
    alongM += m > n ? uneven : 0;
    return new ScratchpadTiles(
        multiple(m, alongM, side), multiple(n, alongN, side), multiple(k, alongK, side));
  }

  /** How many there are, parts along k counted each. */
  double count(Gemm gemm) {
    return (double) gemm.batches()
        * ceil(gemm.m(), rows)
        * ceil(gemm.n(), columns)
        * ceil(gemm.k(), depth);
  }

  /** The same as kernels are cut, with operands in halves. */
  Tiling tiling() {
    return new Tiling(
        Math.toIntExact(rows), Math.toIntExact(columns), Math.toIntExact(depth), 1, HALVES);
  }

  String text() {
    return "tiles of " + rows + "x" + columns + "x" + depth;
  }

  /** A part of an extent in whole multiples of the side, at least one. */
  private static long multiple(long extent, long parts, int side) {
    long padded = ceil(extent, side) * side;
    return Math.max(side, ceil(padded, parts) / side * side);
  }

  static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
