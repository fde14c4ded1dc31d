package ridgepoint.tile;

import java.util.List;
import ridgepoint.number.DataType;

/**
 * What a tile program uses, recorded from its own text: per tile class, the segments that run one
 * after another, each a step repeated {@code trips} times with its loads pipelined {@code stages}
 * deep.
 *
 * @param operands the program's operands; {@code Use} arrays are indexed by their slots
 * @param next recording of the following pass, or null
 */
public record Recording(
    String program, List<Operand> operands, List<TileUse> tiles, Recording next) {

  /**
   * One class of tiles.
   *
   * @param onChipBytes bytes of loaded tiles of the largest segment, one stage
   * @param accumulatorBytes bytes of tiles made outside a loop and used in it, so that they stay on
   *     chip across its steps: accumulators, running maxima, the query block of attention
   */
  public record TileUse(
      double count, List<Segment> segments, double onChipBytes, double accumulatorBytes) {}

  /** A repeated step. */
  public record Segment(double trips, int stages, Use use) {}

  /**
   * Resources of one step.
   *
   * @param matrixOperations useful ones: entries inside the operand and visible through masks
   * @param executedMatrixOperations with masked entries
   * @param matrixRows rows of the (largest) product; with columns and depth the shape a matrix unit
   *     sees
   * @param vectorInstructions element-wise functions and reductions, each of a whole tile
   */
  public record Use(
      double matrixOperations,
      double executedMatrixOperations,
      DataType matrixType,
      int matrixRows,
      int matrixColumns,
      int matrixDepth,
      double vectorOperations,
      double specialOperations,
      double convertedElements,
      int vectorInstructions,
      double[] loadedBytes,
      double[] storedBytes) {}
}
