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
 */
public record Tiling(int rows, int columns, int depth, int splits, int stages) {
  public Tiling {
    if (rows <= 0 || columns <= 0 || depth <= 0 || splits <= 0 || stages <= 0) {
      throw new IllegalArgumentException(
          "tiling " + rows + "x" + columns + "x" + depth + " /" + splits + " *" + stages);
    }
  }

  /** As people write it: {@code 128x256x64}, with {@code /4} for four splits. */
  public String text() {
    String shape = rows + "x" + columns + "x" + depth;
    return splits == 1 ? shape : shape + "/" + splits;
  }
}
