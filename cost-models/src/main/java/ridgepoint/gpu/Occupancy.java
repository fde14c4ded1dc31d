package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Tiling;

/** How many tiles one SM holds at a time: what registers, shared memory and warp slots allow. */
final class Occupancy {
  private static final int BYTES_PER_REGISTER_LINE = 32 * 4;

  /** Accumulator registers per thread above which a tile is given more warps. */
  private static final int ACCUMULATORS_PER_THREAD = 128;

  private static final int FEWEST_WARPS = 4;
  private static final int BYTES_PER_SUM = 4;

  private Occupancy() {}

  /**
   * Tiles per SM, at least 1.
   *
   * @param registerShare fraction of the registers that accumulators may take; the rest holds
   *     operands, addresses and loop state
   * @param units that hold a tile together
   */
  static int tilesPerUnit(Architecture.Gpu gpu, double registerShare, Recording pass, int units) {
    double shared = 1;
    double accumulators = 1;
    for (TileUse tile : pass.tiles()) {
      shared = Math.max(shared, tile.onChipBytes() * stages(tile));
      accumulators = Math.max(accumulators, tile.accumulatorBytes());
    }
    return tilesPerUnit(gpu, registerShare, shared, accumulators, units);
  }

  /**
   * Tiles of a product per SM. A kernel is given room for whole tiles and steps, whatever part of
   * them the product fills.
   */
  static int tilesPerUnit(Architecture.Gpu gpu, double registerShare, Gemm gemm, Tiling tiling) {
    double stepBytes = stepBytes(gemm, tiling.rows(), tiling.columns(), tiling.depth());
    return tilesPerUnit(
        gpu,
        registerShare,
        tiling.stages() * stepBytes,
        (double) BYTES_PER_SUM * tiling.rows() * tiling.columns(),
        tiling.units());
  }

  /** Bytes of the operands of one step of a tile of a product, when it is full. */
  static double stepBytes(Gemm gemm, int rows, int columns, int depth) {
    return gemm.left().bytes((double) rows * depth)
        + gemm.right().bytes((double) columns * depth * gemm.density());
  }

  private static int tilesPerUnit(
      Architecture.Gpu gpu,
      double registerShare,
      double sharedBytes,
      double accumulatorBytes,
      int units) {
    double shared = sharedBytes / units;
    double accumulators = accumulatorBytes / units;
    double warps =
        Math.max(
            FEWEST_WARPS,
            Math.ceil(accumulators / (ACCUMULATORS_PER_THREAD * BYTES_PER_REGISTER_LINE)));
    double tiles =
        Math.min(
            Math.min(gpu.maxBlocksPerUnit(), gpu.maxWarpsPerUnit() / warps),
            Math.min(
                gpu.sharedBytesPerUnit() / shared,
                gpu.registerBytesPerUnit() * registerShare / accumulators));
    return Math.max(1, (int) tiles);
  }

  private static int stages(TileUse tile) {
    int stages = 1;
    for (Segment segment : tile.segments()) {
      stages = Math.max(stages, segment.stages());
    }
    return stages;
  }
}
