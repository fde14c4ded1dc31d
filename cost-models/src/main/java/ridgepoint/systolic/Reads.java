package ridgepoint.systolic;

import ridgepoint.hardware.Architecture.Dataflow;

/**
 * How an array reads one operand: in every fold a tile of {@code lanes} x {@code steps} words, one
 * word per lane and cycle. Lanes of what streams are each a cycle behind the one before; what stays
 * in the array is shifted in with all lanes at once.
 */
abstract class Reads {
  /** More than a batch has along either side. */
  private static final int TILES_PER_BATCH = 1 << 20;

  final int lanes;
  final int steps;

  /** The cycle of the fold in which the first word is read. */
  final int start;

  final boolean skewed;

  /** Tiles of the same number are the same words. */
  final int tile;

  private Reads(int tile, int lanes, int steps, int start, boolean skewed) {
    this.tile = tile;
    this.lanes = lanes;
    this.steps = steps;
    this.start = start;
    this.skewed = skewed;
  }

  /** Where a word lies, or {@link Layer#NOWHERE}. */
  abstract long address(int lane, int step);

  long words() {
    return (long) lanes * steps;
  }

  /** Cycles from the first to the last word. */
  int duration() {
    return skewed ? lanes + steps - 1 : steps;
  }

  /** Words read in the first {@code cycles} cycles. */
  long wordsBefore(int cycles) {
    if (!skewed) {
      return (long) Math.min(cycles, steps) * lanes;
    }
    int shorter = Math.min(lanes, steps);
    int longer = Math.max(lanes, steps);
    if (cycles <= shorter) {
      return (long) cycles * (cycles + 1) / 2;
    }
    if (cycles <= longer) {
      return (long) shorter * (shorter + 1) / 2 + (long) (cycles - shorter) * shorter;
    }
    long left = Math.max(0, duration() - cycles);
    return words() - left * (left + 1) / 2;
  }

  /** The cycle of the fold in which the word at a position in reading order is read. */
  int cycleOf(long position) {
    int low = 0;
    int high = duration();
    while (low < high) {
      int middle = (low + high) / 2;
      if (wordsBefore(middle + 1) > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return start + low;
  }

  /** Inputs in a fold. */
  static Reads inputs(Layer layer, Machine machine, Fold fold) {
    int rows = machine.rows();
    if (machine.dataflow() == Dataflow.INPUT_STATIONARY) {
      int used = fold.rowsUsed();
      return new Reads(fold.index(), fold.columnsUsed(), used, rows - used, false) {
        @Override
        long address(int lane, int step) {
          return at(layer, fold, fold.firstColumn() + lane, fold.firstRow() + used - 1 - step);
        }
      };
    }
    boolean outputsStay = machine.dataflow() == Dataflow.OUTPUT_STATIONARY;
    int steps = outputsStay ? layer.k() : layer.m();
    return new Reads(tile(fold, fold.row()), fold.rowsUsed(), steps, outputsStay ? 0 : rows, true) {
      @Override
      long address(int lane, int step) {
        return outputsStay
            ? at(layer, fold, fold.firstRow() + lane, step)
            : at(layer, fold, step, fold.firstRow() + lane);
      }
    };
  }

  /** Tiles of different batches are different words. */
  private static int tile(Fold fold, int ofBatch) {
    return fold.batch() * TILES_PER_BATCH + ofBatch;
  }

  private static long at(Layer layer, Fold fold, int m, int k) {
    long address = layer.inputAddress(m, k);
    return address == Layer.NOWHERE ? address : fold.batch() * layer.inputWords() + address;
  }

  /** Weights in a fold. */
  static Reads weights(Layer layer, Machine machine, Fold fold) {
    int n = layer.n();
    long first = (long) fold.batch() * layer.k() * n;
    return switch (machine.dataflow()) {
      case OUTPUT_STATIONARY ->
          new Reads(tile(fold, fold.column()), fold.columnsUsed(), layer.k(), 0, true) {
            @Override
            long address(int lane, int step) {
              return first + (long) step * n + fold.firstColumn() + lane;
            }
          };
      case INPUT_STATIONARY ->
          new Reads(tile(fold, fold.row()), fold.rowsUsed(), n, machine.rows(), true) {
            @Override
            long address(int lane, int step) {
              return first + (long) (fold.firstRow() + lane) * n + step;
            }
          };
      case WEIGHT_STATIONARY -> {
        int used = fold.rowsUsed();
        yield new Reads(fold.index(), fold.columnsUsed(), used, machine.rows() - used, false) {
          @Override
          long address(int lane, int step) {
            return first
                + (long) (fold.firstRow() + used - 1 - step) * n
                + fold.firstColumn()
                + lane;
          }
        };
      }
    };
  }

  /** Partial sums as they leave the array in a fold; their addresses are of no interest. */
  static Reads outputs(Layer layer, Machine machine, Fold fold) {
    boolean outputsStay = machine.dataflow() == Dataflow.OUTPUT_STATIONARY;
    boolean weightsStay = machine.dataflow() == Dataflow.WEIGHT_STATIONARY;
    int steps = outputsStay ? fold.rowsUsed() : weightsStay ? layer.m() : layer.n();
    int start =
        outputsStay ? layer.k() - 1 + machine.rows() - fold.rowsUsed() : 2 * machine.rows() - 1;
    return new Reads(fold.index(), fold.columnsUsed(), steps, start, true) {
      @Override
      long address(int lane, int step) {
        return Layer.NOWHERE;
      }
    };
  }
}
