package ridgepoint.systolic;

import java.util.ArrayList;
import java.util.List;

/**
 * One filling of the array.
 *
 * @param index in the order of folds: those of one column of folds after one another
 * @param batch that it belongs to
 * @param row of folds
 * @param column of folds
 * @param firstRow of the dimension that lies along the rows of the array
 * @param firstColumn of the dimension that lies along its columns
 */
record Fold(
    int index,
    int batch,
    int row,
    int column,
    int firstRow,
    int firstColumn,
    int rowsUsed,
    int columnsUsed) {

  /** All folds of a layer. */
  static List<Fold> of(Layer layer, Machine machine) {
    int alongRows =
        switch (machine.dataflow()) {
          case OUTPUT_STATIONARY -> layer.m();
          case WEIGHT_STATIONARY, INPUT_STATIONARY -> layer.k();
        };
    int alongColumns =
        switch (machine.dataflow()) {
          case OUTPUT_STATIONARY, WEIGHT_STATIONARY -> layer.n();
          case INPUT_STATIONARY -> layer.m();
        };
    int rows = machine.rows();
    int columns = machine.columns();
    List<Fold> folds = new ArrayList<>();
    for (int batch = 0; batch < layer.batches(); batch++) {
      for (int column = 0; (long) column * columns < alongColumns; column++) {
        for (int row = 0; (long) row * rows < alongRows; row++) {
          folds.add(
              new Fold(
                  folds.size(),
                  batch,
                  row,
                  column,
                  row * rows,
                  column * columns,
                  Math.min(rows, alongRows - row * rows),
                  Math.min(columns, alongColumns - column * columns)));
        }
      }
    }
    return folds;
  }

  /** Steps that stream through the array in a fold. */
  static int streamed(Layer layer, Machine machine) {
    return switch (machine.dataflow()) {
      case OUTPUT_STATIONARY -> layer.k();
      case WEIGHT_STATIONARY -> layer.m();
      case INPUT_STATIONARY -> layer.n();
    };
  }

  /** Cycles of every fold, filling and draining included. */
  static int cycles(Layer layer, Machine machine) {
    return streamed(layer, machine) + (int) machine.array().skewCycles();
  }
}
