package ridgepoint.wave;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * What one tile of each class costs the unit that runs it, as parallel arrays in descending order
 * of the bytes they move: an order that no rate of the device changes.
 *
 * <p>A tile at the edge of the output is computed in full, for matrix instructions are predicated
 * by data and not by time; so every class is charged the product shape of the largest one.
 */
final class TileCosts {
  final int classes;
  final double[] count;
  final double[] matrix;
  final double[] vector;
  final double[] local;
  final double[] loaded;
  final double[] stored;

  /** Time the tile's start and loads need when only their own pipeline depth hides latency. */
  final double[] chain;

  /** Time in which a unit can end no other tile. */
  final double[] epilogue;

  /** Time the tile's stores need after its last step. */
  final double[] drain;

  TileCosts(Recording pass, UnitCosts unit) {
    List<TileUse> tiles = pass.tiles();
    classes = tiles.size();
    count = new double[classes];
    matrix = new double[classes];
    vector = new double[classes];
    local = new double[classes];
    loaded = new double[classes];
    stored = new double[classes];
    chain = new double[classes];
    drain = new double[classes];
    epilogue = new double[classes];
    FullShapes full = new FullShapes(tiles);
    for (int i = 0; i < classes; i++) {
      add(i, tiles.get(i), full, unit);
    }
    sortDescending();
  }

  private void add(int i, TileUse tile, FullShapes full, UnitCosts unit) {
    count[i] = tile.count();
    local[i] = unit.privateSeconds(tile);
    drain[i] = unit.drainSeconds(tile);
    epilogue[i] = unit.epilogueSeconds(tile);
    boolean waits = false;
    for (int s = 0; s < tile.segments().size(); s++) {
      Segment segment = tile.segments().get(s);
      Use use = segment.use();
      double trips = segment.trips();
      if (use.executedMatrixOperations() > 0) {
        int rows = full.rows(s);
        int columns = full.columns(s);
        double seconds = trips * unit.productSeconds(use, rows, columns);
        if (unit.onMatrixUnit(use, rows, columns)) {
          matrix[i] += seconds;
        } else {
          vector[i] += seconds;
        }
      }
      vector[i] += trips * unit.vectorSeconds(use);
      double step = sum(use.loadedBytes());
      loaded[i] += trips * step;
      stored[i] += trips * sum(use.storedBytes());
      if (step > 0) {
        chain[i] += unit.loadSeconds(segment, step);
        waits = true;
      }
    }
    if (waits) {
      chain[i] = Math.max(chain[i], unit.firstLoadSeconds()) + unit.startSeconds();
    }
  }

  private static double sum(double[] values) {
    double total = 0;
    for (double value : values) {
      total += value;
    }
    return total;
  }

  /** Usually the classes come in order already. */
  private void sortDescending() {
    boolean sorted = true;
    for (int i = 1; i < classes && sorted; i++) {
      sorted = weight(i) <= weight(i - 1);
    }
    if (sorted) {
      return;
    }
    Integer[] order = new Integer[classes];
    for (int i = 0; i < classes; i++) {
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingDouble(i -> -weight(i)));
    double[][] columns = {count, matrix, vector, local, loaded, stored, chain, drain, epilogue};
    for (double[] column : columns) {
      double[] unsorted = column.clone();
      for (int i = 0; i < classes; i++) {
        column[i] = unsorted[order[i]];
      }
    }
  }

  private double weight(int i) {
    return loaded[i] + stored[i];
  }
}
