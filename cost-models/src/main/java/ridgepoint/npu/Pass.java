package ridgepoint.npu;

import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * What one recorded pass asks of an NPU's arrays and DMA engines.
 *
 * @param totals over all tiles
 * @param arrayCycles of all tiles, each step after the one before
 * @param stepCycles of the longest step: what remains once the last operands have arrived
 * @param firstFillCycles that the very first fold takes longer than those that follow
 * @param scratchpadElements operand elements the arrays read and partial sums they write
 * @param operandElements of both sides of all products, each read once per step
 * @param stepOperations of the products of the largest step
 * @param stepOperandElements of the products of the largest step
 * @param transfers DMA descriptors when every step of every tile has its own
 * @param steps of all tiles
 * @param stageBytes loaded per step of the largest tile
 * @param storedBytesPerTile at the end of a tile
 */
record Pass(
    Totals totals,
    double arrayCycles,
    double stepCycles,
    double firstFillCycles,
    double scratchpadElements,
    double operandElements,
    double stepOperations,
    double stepOperandElements,
    double transfers,
    double steps,
    double stageBytes,
    double storedBytesPerTile) {

  /**
   * @param inTurn whether products of a step wait for one another, so that arrays share the folds
   *     of one at a time
   */
  static Pass of(Recording recording, SystolicArray array, int arrays, boolean inTurn) {
    Totals totals = Totals.of(recording);
    double cycles = 0;
    double longestStep = 0;
    double firstFill = 0;
    double elements = 0;
    double operandElements = 0;
    double stepOperations = 0;
    double stepOperandElements = 0;
    double transfers = 0;
    double steps = 0;
    double stageBytes = 0;
    for (TileUse tile : recording.tiles()) {
      stageBytes = Math.max(stageBytes, tile.onChipBytes());
      for (Segment segment : tile.segments()) {
        Use use = segment.use();
        double products = products(use);
        double times = tile.count() * segment.trips();
        if (products > 0) {
          double perTile = segmentCycles(segment, array, arrays, products, inTurn);
          cycles += tile.count() * perTile;
          longestStep = Math.max(longestStep, perTile / segment.trips());
          firstFill = Math.max(firstFill, firstFill(use, array));
          elements += times * products * scratchpadElements(use, array);
          double operands = products * operandElements(use);
          operandElements += times * operands;
          stepOperations = Math.max(stepOperations, use.executedMatrixOperations());
          stepOperandElements = Math.max(stepOperandElements, operands);
        }
        steps += times;
        transfers += times * (nonZero(use.loadedBytes()) + nonZero(use.storedBytes()));
      }
    }
    return new Pass(
        totals,
        cycles,
        longestStep,
        firstFill,
        elements,
        operandElements,
        stepOperations,
        stepOperandElements,
        transfers,
        steps,
        stageBytes,
        totals.stored() / totals.tiles());
  }

  /** Products of the recorded shape in one step: attention has two of the same size. */
  private static double products(Use use) {
    double one = 2.0 * use.matrixRows() * use.matrixColumns() * use.matrixDepth();
    return one == 0 ? 0 : use.executedMatrixOperations() / one;
  }

  /**
   * Cycles of a segment's steps; the arrays share the folds of a step. With stationary outputs all
   * steps of a tile stream through the same fold.
   */
  private static double segmentCycles(
      Segment segment, SystolicArray array, int arrays, double products, boolean inTurn) {
    Use use = segment.use();
    double m = use.matrixRows();
    double n = use.matrixColumns();
    double k = use.matrixDepth();
    double rounds = array.rounds(products, m, n, k, arrays, inTurn);
    return array.keepsOutputs()
        ? rounds * array.cyclesPerFold(m, n, segment.trips() * k)
        : segment.trips() * rounds * array.cyclesPerFold(m, n, k);
  }

  private static double firstFill(Use use, SystolicArray array) {
    double m = use.matrixRows();
    double n = use.matrixColumns();
    double k = use.matrixDepth();
    double alone =
        new SystolicArray(array.rows(), array.columns(), array.dataflow(), false)
            .cyclesPerFold(m, n, k);
    return Math.max(0, alone - array.cyclesPerFold(m, n, k));
  }

  private static double operandElements(Use use) {
    return ((double) use.matrixRows() + use.matrixColumns()) * use.matrixDepth();
  }

  private static double scratchpadElements(Use use, SystolicArray array) {
    double m = use.matrixRows();
    double n = use.matrixColumns();
    double k = use.matrixDepth();
    return array.leftReads(m, n, k) + array.rightReads(m, n, k) + array.outputWrites(m, n, k);
  }

  private static int nonZero(double[] bytes) {
    int count = 0;
    for (double part : bytes) {
      count += part > 0 ? 1 : 0;
    }
    return count;
  }
}
