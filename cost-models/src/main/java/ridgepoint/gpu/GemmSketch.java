package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.number.DataType;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.Tiling.Schedule;
import ridgepoint.wave.WaveParameters;

/**
 * A first estimate of a product cut into tiles of one shape: the terms of the full model for full
 * waves and for the last one, every tile alike and every operand fetched from main memory once.
 */
final class GemmSketch {
  /** A step of the loop is as deep as a shared-memory line is wide. */
  private static final int STEP_BYTES = 128;

  private static final int PARTIAL_SUM_BYTES = 4;

  /** Waves from which on an idle part of the last one is not worth cutting tiles for. */
  private static final int MOST_STREAMED_WAVES = 8;

  private final Architecture.Gpu gpu;
  private final GpuParameters parameters;
  private final GemmRates rates;
  private final Gemm gemm;
  private final TileMenu.Shape shape;
  private final double rows;
  private final double columns;
  private final double units;
  private final int depth;
  private final int stages;
  private final double elements;
  private final double stepBytes;
  private final double heldBytes;
  private final double steps;
  private final double outputTiles;
  private final double tilesPerUnit;
  private final TileArithmetic arithmetic;
  private final double chainSeconds;
  private final double readSeconds;

  /**
   * A product cut into tiles of one shape.
   *
   * @param shape of the menu
   */
  GemmSketch(
      Architecture.Gpu gpu,
      GpuParameters parameters,
      GemmRates rates,
      Gemm gemm,
      TileMenu.Shape shape,
      TileMenu menu) {
    this.gpu = gpu;
    this.parameters = parameters;
    this.rates = rates;
    this.gemm = gemm;
    this.shape = shape;
    rows = Math.min(shape.rows(), gemm.m());
    columns = Math.min(shape.columns(), gemm.n());
    units = Math.floor(rates.units() / shape.units());
    depth = depth(gemm.computeType());
    double length = Math.min(depth, gemm.k());
    stepBytes =
        gemm.left().bytes(rows * length) + gemm.right().bytes(columns * length * gemm.density());
    heldBytes =
        rows == shape.rows() && columns == shape.columns() && length == depth
            ? stepBytes
            : Occupancy.stepBytes(gemm, shape.rows(), shape.columns(), depth);
    stages =
        (int)
            Math.max(
                2,
                Math.min(menu.mostStages(), shape.units() * gpu.sharedBytesPerBlock() / heldBytes));
    steps = Math.ceil((double) gemm.k() / depth);
    double down = Math.ceil((double) gemm.m() / shape.rows());
    double across = Math.ceil((double) gemm.n() / shape.columns());
    outputTiles = gemm.batches() * down * across;
    elements = (double) gemm.batches() * gemm.m() * gemm.n();
    tilesPerUnit = menu.persistent() ? 1 : tilesPerUnit();
    arithmetic = new TileArithmetic(parameters, rates, gemm, shape.units(), rows, columns);
    chainSeconds = parameters.stepSeconds() + latencySeconds() / stages;
    readSeconds = readSeconds(down, across);
  }

  /** Elements of k a step advances by. */
  static int depth(DataType type) {
    return (int) Math.max(16, STEP_BYTES / type.bytes());
  }

  private double tilesPerUnit() {
    Tiling tiling = tiling(1, Schedule.DATA_PARALLEL);
    int fitting = Occupancy.tilesPerUnit(gpu, parameters.registerShare(), gemm, tiling);
    return Math.min(
        parameters.mostTilesPerUnit(), Math.max(parameters.fewestTilesPerUnit(), fitting));
  }

  /** Reads of all tiles when clusters load the operand once that is read again most. */
  private double readSeconds(double down, double across) {
    double cluster = parameters.waves().clusterTiles();
    double left = rates.leftSeconds() * (across - Math.max(across / cluster, 1));
    double right = rates.rightSeconds() * (down - Math.max(down / cluster, 1));
    return rates.leftSeconds() * across
        + rates.rightSeconds() * down
        - Math.max(0, Math.max(left, right));
  }

  /** Whether the operands of the steps in flight fit into shared memory. */
  boolean fits() {
    return stages * heldBytes <= shape.units() * gpu.sharedBytesPerBlock();
  }

  double steps() {
    return steps;
  }

  /** Parts that k is cut into when it is cut into so many at most, each of whole steps. */
  int parts(int splits) {
    return (int) Math.ceil(steps / Math.ceil(steps / splits));
  }

  /** Waves the tiles take, the last one counted as far as it is full. */
  double waves(int parts) {
    return outputTiles * parts / (tilesPerUnit * units);
  }

  /** Whether the last wave leaves units idle. */
  boolean hasPartialWave() {
    double waves = waves(1);
    return waves > 1 && waves < MOST_STREAMED_WAVES && waves != Math.floor(waves);
  }

  Tiling tiling(int splits, Schedule schedule) {
    return new Tiling(
        shape.rows(), shape.columns(), depth, splits, stages, schedule, shape.units());
  }

  /**
   * Estimated time.
   *
   * @param splits into which k can be cut, see {@link #parts}
   * @param limit beyond which the exact figure does not matter and a lower one may be returned
   */
  double seconds(int splits, double limit) {
    Tiles tiles = new Tiles(splits);
    double full = Math.floor(waves(splits));
    double left = tiles.count - full * units * tilesPerUnit;
    double fixed =
        (full + (left > 0 ? 1 : 0)) * parameters.waves().tileSeconds()
            + drainSeconds(splits, tiles.count)
            + reductionSeconds(splits);
    WaveSketch whole = tiles.wave(tilesPerUnit, units, tilesPerUnit * units);
    if (left <= 0) {
      return full * whole.seconds((limit - fixed) / full) + fixed;
    }
    WaveSketch last = tiles.wave(Math.ceil(left / units), Math.min(left, units), left);
    if (full == 0) {
      return last.seconds(limit - fixed) + fixed;
    }
    double least = full * whole.longest + last.longest + fixed;
    return least >= limit ? least : full * whole.norm() + last.norm() + fixed;
  }

  /** The same when the loop steps of all tiles are shared out evenly. */
  double streamedSeconds(double limit) {
    double waves = waves(1);
    double fixed =
        Math.ceil(waves) * parameters.waves().tileSeconds()
            + drainSeconds(1, outputTiles)
            + fixUpSeconds();
    WaveSketch whole = new Tiles(1).wave(tilesPerUnit, units, tilesPerUnit * units);
    return waves * whole.seconds((limit - fixed) / waves) + fixed;
  }

  /** What one tile costs when k is split so often. */
  private final class Tiles {
    private final double count;
    private final double products;
    private final double port;
    private final double chain;
    private final double epilogue;
    private final double cache;
    private final double outer;
    private final double memory;

    Tiles(int splits) {
      double tileSteps = Math.ceil(steps / splits);
      double stored = storedBytes(splits);
      double tileBytes = tileBytes(splits);
      count = outputTiles * splits;
      products = arithmetic.seconds(Math.min(gemm.k(), tileSteps * depth), splits == 1);
      port = (tileSteps * stepBytes + tileBytes) / (shape.units() * rates.portBytesPerSecond());
      double scaling =
          splits == 1 && arithmetic.isScaled() ? latencySeconds() + parameters.mergeSeconds() : 0;
      chain =
          Math.max(tileSteps * chainSeconds + scaling, latencySeconds())
              + parameters.startSeconds();
      epilogue = gemm.batches() == 1 ? tileBytes * drainSecondsPerByte() : 0;
      cache = (readSeconds + stored * rates.writeSecondsPerByte()) / count;
      outer = (rates.outerSeconds() + stored * rates.outerSecondsPerByte()) / count;
      memory = rates.memorySeconds() / count;
    }

    WaveSketch wave(double perUnit, double active, double tiles) {
      double slowed = Math.max(1, parameters.waves().saturatingShare() * units / active);
      return new WaveSketch(
          perUnit * products,
          perUnit * port,
          chain,
          perUnit * epilogue,
          tiles * cache,
          tiles * outer,
          tiles * memory * slowed,
          parameters.waves().overlapExponent());
    }
  }

  private double storedBytes(int splits) {
    return splits == 1 ? gemm.output().bytes(elements) : PARTIAL_SUM_BYTES * splits * elements;
  }

  /** Bytes that a tile writes. */
  private double tileBytes(int splits) {
    return splits == 1 ? gemm.output().bytes(rows * columns) : PARTIAL_SUM_BYTES * rows * columns;
  }

  /** What the tiles that a unit ends last take to be written. */
  private double drainSeconds(int splits, double tiles) {
    return Math.min(tilesPerUnit, Math.ceil(tiles / units))
        * tileBytes(splits)
        * drainSecondsPerByte();
  }

  private double drainSecondsPerByte() {
    return rates.drainSecondsPerByte() / shape.units();
  }

  /** A part of a tile's sum is written by one unit and, when it is there, read by another. */
  private double fixUpSeconds() {
    double bytes = PARTIAL_SUM_BYTES * rows * columns / shape.units();
    return bytes * (rates.drainSecondsPerByte() + 1 / rates.portBytesPerSecond())
        + latencySeconds();
  }

  private double latencySeconds() {
    return rates.latencySeconds() * parameters.latencyFactor();
  }

  /** Partial sums read and added by a second pass. */
  private double reductionSeconds(int splits) {
    if (splits == 1) {
      return 0;
    }
    WaveParameters wave = parameters.waves();
    double perUnit = Math.ceil(outputTiles / units);
    double output = gemm.output().bytes(elements);
    double shared =
        PARTIAL_SUM_BYTES
                * splits
                * elements
                * Math.max(rates.cacheSecondsPerByte(), rates.outerSecondsPerByte())
            + output * rates.writeSecondsPerByte();
    double port =
        perUnit
            * (splits * tileBytes(splits) + tileBytes(1))
            / (shape.units() * rates.portBytesPerSecond());
    double chain =
        Math.max(latencySeconds(), splits * (latencySeconds() / stages + parameters.mergeSeconds()))
            + parameters.startSeconds();
    return wave.passSeconds()
        + wave.laterPassShare()
            * (wave.kernelSeconds()
                + wave.tileSeconds()
                + rates.latencySeconds() * parameters.fillLatencies()
                + tileBytes(1) * drainSecondsPerByte())
        + Math.max(Math.max(shared, port), chain);
  }
}
