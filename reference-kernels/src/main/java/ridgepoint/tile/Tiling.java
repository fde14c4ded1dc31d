package ridgepoint.tile;

/**
 * How a kernel cuts its output: a tile is [rows, columns], its inner loop advances by {@code
 * depth}.
 *
 * <p>GEMM: rows of m, columns of n, depth of k. Attention: rows of queries (grouped heads stacked),
 * columns of the value dimension, depth of keys. Row-wise kernels: rows, and columns as loop step.
 *
 * @param splits workers that share one tile's inner loop (split-K, split-KV); partial results are
 *     reduced afterwards
 * @param stages loop steps whose loads may be in flight
 * @param schedule how tiles go to the units
 * @param units that compute a tile together, each a part of its rows, with the other operand shared
 */
public record Tiling(
    int rows, int columns, int depth, int splits, int stages, Schedule schedule, int units) {

  /** How the tiles of an output go to the units of a device. */
  public enum Schedule {
    /** Whole tiles, one after another. */
    DATA_PARALLEL,
    /**
     * Every unit gets as many loop steps as any other, so that tiles are cut along k where one
     * unit's share ends and the next one's begins; whoever ends a tile adds the parts (Osama et al.
     * 2023, <a href="https://arxiv.org/abs/2301.03598">Stream-K</a>).
     */
    STREAM_K
  }

  public Tiling {
    if (rows <= 0 || columns <= 0 || depth <= 0 || splits <= 0 || stages <= 0 || units <= 0) {
      throw new IllegalArgumentException(
          "tiling " + rows + "x" + columns + "x" + depth + " /" + splits + " *" + stages);
    }
  }

  /** Whole tiles, each on one unit. */
  public Tiling(int rows, int columns, int depth, int splits, int stages) {
    this(rows, columns, depth, splits, stages, Schedule.DATA_PARALLEL, 1);
  }

  /**
   * As people write it: {@code 128x256x64}, with {@code /4} for four splits, {@code stream-k} for
   * that schedule and {@code 2sm} for a pair of units.
   */
  public String text() {
    String shape = rows + "x" + columns + "x" + depth;
    return shape
        + (splits == 1 ? "" : "/" + splits)
        + (schedule == Schedule.STREAM_K ? " stream-k" : "")
        + (units == 1 ? "" : " " + units + "sm");
  }
}
