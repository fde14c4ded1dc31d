package ridgepoint.tile;

import java.util.List;

/**
 * A kernel with its tiling: what one tile of the output does. The tiles of a program are
 * independent and may run in any order and in parallel; where a later pass needs the results of an
 * earlier one (a split-K reduction), {@link #next} is that pass.
 */
public interface TileProgram {

  /** The kernel's name, such as {@code gemm} or {@code flash-attention}. */
  String name();

  /** The tensors it reads and writes, by slot. */
  List<Operand> operands();

  /** Tiles by class: tiles of one class do the same work on different data. */
  List<TileClass> tileClasses();

  /**
   * Which of {@link #tileClasses} a tile belongs to.
   *
   * @param index of the tile, of [0, tiles)
   */
  int tileClass(long index);

  /** Number of tiles. */
  long tiles();

  /** What tile {@code index} of [0, tiles) does. */
  void tile(TileMachine machine, long index);

  /**
   * The pass that follows once all tiles are done, or null when there is none. It has the same
   * operands, so that a slot means one tensor throughout.
   */
  default TileProgram next() {
    return null;
  }

  /**
   * Rows and columns of tiles, where those of a row, and those of a column, load the same operand;
   * null where tiles are not laid out like that.
   */
  default Raster.Plane plane() {
    return null;
  }

  /**
   * Tiles that do the same work, or whose work averages to the representative's: where work grows
   * evenly from tile to tile, as along a causal diagonal, the middle one of a run stands for all.
   *
   * @param representative index of one of them
   * @param count how many there are; a fraction where the shape itself is an expectation, such as
   *     the experts a batch touches
   */
  record TileClass(long representative, double count) {}
}
