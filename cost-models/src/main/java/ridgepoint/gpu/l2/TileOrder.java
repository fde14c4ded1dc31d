package ridgepoint.gpu.l2;

import java.util.function.LongUnaryOperator;
import ridgepoint.tile.Raster;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * The order in which SMs take the tiles of a product: of the panels that libraries offer, those
 * with which the tiles that run at a time load the least. Other kernels take tiles as they are
 * numbered.
 */
final class TileOrder {
  /** Widest panel in tiles ({@code max_swizzle_size} of CUTLASS's persistent tile scheduler). */
  private static final long WIDEST_PANEL = 8;

  private TileOrder() {}

  /**
   * @param places tiles that run at a time
   */
  static LongUnaryOperator of(TileProgram program, Tiling tiling, int places) {
    Raster.Plane plane = program.plane();
    if (plane == null || plane.rows() == 1 || plane.columns() == 1) {
      return LongUnaryOperator.identity();
    }
    Raster best = null;
    double least = Double.POSITIVE_INFINITY;
    for (boolean ofColumns : new boolean[] {false, true}) {
      for (long panel = 1; panel <= WIDEST_PANEL; panel *= 2) {
        Raster raster = new Raster(plane, panel, ofColumns);
        double loaded = loaded(raster, tiling, places);
        if (loaded < least) {
          least = loaded;
          best = raster;
        }
      }
    }
    return best::tile;
  }

  /** Rows and columns that as many tiles as run at a time span, in elements. */
  private static double loaded(Raster raster, Tiling tiling, int places) {
    Raster.Plane plane = raster.plane();
    long lanes = raster.ofColumns() ? plane.columns() : plane.rows();
    long length = raster.ofColumns() ? plane.rows() : plane.columns();
    double tiles = Math.min(places, (double) plane.rows() * plane.columns());
    double panel = Math.min(raster.panel(), lanes);
    double along = Math.min(length, Math.ceil(tiles / panel));
    double across = Math.min(lanes, panel * Math.max(1, tiles / (panel * length)));
    double rows = raster.ofColumns() ? along : across;
    double columns = raster.ofColumns() ? across : along;
    return rows * tiling.rows() + columns * tiling.columns();
  }
}
