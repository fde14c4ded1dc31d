package ridgepoint.fpga;

import ridgepoint.number.DataType;

/**
 * An array of multiply-adds with its buffers, that fits a fabric.
 *
 * @param tokens rows of the left operand side by side
 * @param rows elements along k of one dot product
 * @param columns outputs of a token side by side
 * @param logicMultiplyAdds of them built from LUTs
 * @param depth elements along k of which one half of the weight buffers holds a tile
 * @param bufferBytes of all RAMs used
 * @param channels of the memory that feed it
 * @param limit resource of which it uses the largest share
 */
public record ArrayDesign(
    DataType type,
    int tokens,
    int rows,
    int columns,
    long logicMultiplyAdds,
    int depth,
    FabricUse use,
    double bufferBytes,
    int channels,
    String limit,
    double clockHertz) {

  /** What of each resource is used. */
  public record FabricUse(long dsps, long luts, long flipFlops, long blockRams, long ultraRams) {}

  /** Side by side. */
  public long multiplyAdds() {
    return (long) tokens * rows * columns;
  }

  /** Of matrix products that fill the array; two for each multiply-add. */
  public double operationsPerSecond() {
    return 2.0 * multiplyAdds() * clockHertz;
  }
}
