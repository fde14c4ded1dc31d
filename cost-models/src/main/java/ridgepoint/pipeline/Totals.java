package ridgepoint.pipeline;

import ridgepoint.number.DataType;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * A recorded pass summed over all its tiles.
 *
 * @param tiles number of tiles
 * @param matrixOperations useful ones
 * @param executedMatrixOperations with masked entries
 * @param matrixType type of the products; of the largest when they differ
 * @param convertedElements elements widened or narrowed on the way
 * @param loadedBytes from beyond the unit, by operand slot, each load counted
 * @param storedBytes beyond the unit, by operand slot
 */
public record Totals(
    double tiles,
    double matrixOperations,
    double executedMatrixOperations,
    DataType matrixType,
    double vectorOperations,
    double specialOperations,
    double convertedElements,
    double[] loadedBytes,
    double[] storedBytes) {

  /** Sums one pass; {@link Recording#next} is not included. */
  public static Totals of(Recording recording) {
    int operands = recording.operands().size();
    double[] loaded = new double[operands];
    double[] stored = new double[operands];
    double tiles = 0;
    double useful = 0;
    double executed = 0;
    double vector = 0;
    double special = 0;
    double converted = 0;
    DataType type = DataType.FP32;
    double largest = 0;
    for (TileUse tile : recording.tiles()) {
      tiles += tile.count();
      for (Segment segment : tile.segments()) {
        Use use = segment.use();
        double times = tile.count() * segment.trips();
        useful += times * use.matrixOperations();
        executed += times * use.executedMatrixOperations();
        vector += times * use.vectorOperations();
        special += times * use.specialOperations();
        converted += times * use.convertedElements();
        if (use.executedMatrixOperations() > largest) {
          largest = use.executedMatrixOperations();
          type = use.matrixType();
        }
        for (int slot = 0; slot < operands; slot++) {
          loaded[slot] += times * use.loadedBytes()[slot];
          stored[slot] += times * use.storedBytes()[slot];
        }
      }
    }
    return new Totals(tiles, useful, executed, type, vector, special, converted, loaded, stored);
  }

  public double loaded() {
    return sum(loadedBytes);
  }

  public double stored() {
    return sum(storedBytes);
  }

  private static double sum(double[] bytes) {
    double total = 0;
    for (double part : bytes) {
      total += part;
    }
    return total;
  }
}
