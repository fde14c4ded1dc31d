package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;
import ridgepoint.wave.UnitCosts;

/**
 * What one SM does while it runs a kernel that reads its operands once. A block waits for memory
 * once for every {@code threads x bytes per thread} that it loads, and as many blocks hide each
 * other's waiting as their threads find places on the SM (Volkov 2016, "Understanding latency
 * hiding on GPUs").
 *
 * @param handOutSeconds of all rows' blocks
 * @param startSeconds of a block, before its first load and after its last
 */
record StreamUnits(
    UnitRates unit,
    Architecture.Gpu gpu,
    double clockHertz,
    StreamParameters parameters,
    double handOutSeconds,
    double startSeconds)
    implements UnitCosts {
  private static final int WARP = 32;
  private static final double ELEMENT_BYTES = 2;

  @Override
  public double productSeconds(Use use, int rows, int columns) {
    return unit.productSeconds(use, rows, columns);
  }

  @Override
  public boolean onMatrixUnit(Use use, int rows, int columns) {
    return unit.onMatrixUnit(use, rows, columns);
  }

  /** With the instructions that find the place of what is written. */
  @Override
  public double vectorSeconds(Use use) {
    double stored = 0;
    for (double bytes : use.storedBytes()) {
      stored += bytes;
    }
    double instructions = parameters.elementInstructions() * stored / ELEMENT_BYTES;
    return unit.vectorSeconds(use) + instructions / (parameters.integerLanes() * clockHertz);
  }

  @Override
  public double privateSeconds(TileUse tile) {
    return unit.privateSeconds(tile);
  }

  @Override
  public double loadSeconds(Segment segment, double stepBytes) {
    double loads = Math.ceil(segment.trips() * stepBytes / parameters.blockBytes());
    return loads * firstLoadSeconds();
  }

  @Override
  public double firstLoadSeconds() {
    return unit.firstLoadSeconds();
  }

  @Override
  public double fillSeconds() {
    return handOutSeconds;
  }

  /** As many as their threads allow; small tiles have blocks of few threads. */
  @Override
  public int tilesPerUnit(Recording pass) {
    double most = 0;
    for (TileUse tile : pass.tiles()) {
      double bytes = 0;
      for (Segment segment : tile.segments()) {
        for (double loaded : segment.use().loadedBytes()) {
          bytes += segment.trips() * loaded;
        }
      }
      most = Math.max(most, bytes);
    }
    double needed = Math.ceil(most / parameters.threadBytes() / WARP);
    double warps = Math.max(1, Math.min(parameters.blockThreads() / WARP, needed));
    return (int) Math.max(1, Math.min(gpu.maxBlocksPerUnit(), gpu.maxWarpsPerUnit() / warps));
  }
}
