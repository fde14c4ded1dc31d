package ridgepoint.systolic;

/**
 * What became of a layer on an array.
 *
 * @param cycles from the first word into the array to the last one out of it; the first halves of
 *     the scratchpads are filled before
 * @param stallCycles of them in which the array waited
 * @param inputStallCycles for inputs; likewise weights, and room for outputs
 * @param overallUtilization multiply-adds over those the array could have done, in percent
 * @param mappingEfficiency used processing elements, mean over folds, in percent
 * @param events handled
 */
public record LayerResult(
    Layer layer,
    Machine machine,
    long cycles,
    long stallCycles,
    long inputStallCycles,
    long weightStallCycles,
    long outputStallCycles,
    double overallUtilization,
    double mappingEfficiency,
    Accesses sram,
    Accesses dram,
    long events) {

  /** Words read and written. */
  public record Accesses(long inputReads, long weightReads, long outputWrites) {}
}
