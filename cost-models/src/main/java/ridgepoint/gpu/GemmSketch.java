package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.number.DataType;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.Tiling.Schedule;
import ridgepoint.wave.WaveParameters;

/**
 * A first estimate of a product cut into tiles of one shape: the terms of the full model, every
 * tile alike and every operand fetched from main memory once.
 */
final class GemmSketch {
  /** A step of the loop is as deep as a shared-memory line is wide. */
  private static final int STEP_BYTES = 128;

  private static final int FEWEST_WARPS = 4;
  private static final int PARTIAL_SUM_BYTES = 4;

  /** Waves from which on an idle part of the last one is not worth cutting tiles for. */
  private static final int MOST_STREAMED_WAVES = 8;

  private final Architecture.Gpu gpu;
  private final GpuParameters parameters;
  private final GemmRates rates;
  private final Gemm gemm;
  private final TileMenu.Shape shape;
  private final int rows;
  private final int columns;
  private final double units;
  private final int depth;
  private final int stages;
  private final double leftBytes;
  private final double rightBytes;
  private final double stepBytes;
  private final double steps;
  private final double outputTiles;
  private final double tilesPerUnit;
  private final double stepSeconds;
  private final double chainSeconds;

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
    rows = shape.rows();
    columns = shape.columns();
    units = Math.floor(rates.units() / shape.units());
    depth = depth(gemm.computeType());
    double length = Math.min(depth, gemm.k());
    leftBytes = gemm.left().bytes(Math.min(rows, gemm.m()) * length);
    rightBytes = gemm.right().bytes(Math.min(columns, gemm.n()) * length * gemm.density());
    stepBytes = leftBytes + rightBytes;
    stages =
        (int)
            Math.max(
                2,
                Math.min(menu.mostStages(), shape.units() * gpu.sharedBytesPerBlock() / stepBytes));
    steps = Math.ceil((double) gemm.k() / depth);
    outputTiles =
        gemm.batches()
            * Math.ceil((double) gemm.m() / rows)
            * Math.ceil((double) gemm.n() / columns);
    tilesPerUnit = menu.persistent() ? 1 : tilesPerUnit();
    stepSeconds = stepSeconds();
    chainSeconds = parameters.stepSeconds() + latencySeconds() / stages;
  }

  /** Elements of k a step advances by. */
  static int depth(DataType type) {
    return (int) Math.max(16, STEP_BYTES / type.bytes());
  }

  private double tilesPerUnit() {
    double resident =
        Math.min(
            gpu.sharedBytesPerUnit() / (stages * stepBytes),
            gpu.registerBytesPerUnit()
                * parameters.registerShare()
                / ((double) PARTIAL_SUM_BYTES * rows * columns));
    double warps = (double) gpu.maxWarpsPerUnit() / FEWEST_WARPS;
    return Math.max(1, Math.floor(Math.min(resident, warps)));
  }

  private double stepSeconds() {
    double paddedRows = Math.min(rows, Math.ceil(gemm.m() / 8.0) * 8);
    double paddedColumns = Math.min(columns, Math.ceil(gemm.n() / 8.0) * 8);
    double efficiency =
        parameters.matrixEfficiency()
            / (1 + parameters.operandLimit() * (1 / paddedRows + 1 / paddedColumns));
    return 2
        * paddedRows
        * paddedColumns
        * Math.min(depth, gemm.k())
        * gemm.density()
        / (shape.units() * rates.unitOperationsPerSecond() * efficiency);
  }

  /** Whether the operands of the steps in flight fit into shared memory. */
  boolean fits() {
    return stages * stepBytes <= shape.units() * gpu.sharedBytesPerBlock();
  }

  double steps() {
    return steps;
  }

  /** Waves the tiles take, the last one counted as far as it is full. */
  double waves(int splits) {
    return outputTiles * splits / (tilesPerUnit * units);
  }

  /** Whether the last wave leaves units idle. */
  boolean hasPartialWave() {
    double waves = waves(1);
    return waves > 1 && waves < MOST_STREAMED_WAVES && waves != Math.floor(waves);
  }

  Tiling tiling(int splits, Schedule schedule) {
    return new Tiling(rows, columns, depth, splits, stages, schedule, shape.units());
  }

  /**
   * Estimated time.
   *
   * @param limit beyond which the exact figure does not matter and a lower one may be returned
   */
  double seconds(int splits, double limit) {
    double tileSteps = Math.ceil(steps / splits);
    double tiles = outputTiles * splits;
    double fullWaves = Math.floor(waves(splits));
    double left = tiles - fullWaves * units * tilesPerUnit;
    double waves = fullWaves + (left > 0 ? 1 : 0);
    double tilesOnUnit = fullWaves * tilesPerUnit + Math.ceil(left / units);
    double fixed =
        waves * parameters.waves().tileSeconds()
            + drainSeconds(splits, tiles)
            + reductionSeconds(splits);
    double saturated = parameters.waves().saturatingShare() * units;
    double slowed = left == 0 ? 1 : Math.max(1, saturated / Math.min(left, units));
    double memory = rates.memorySeconds() * (1 + (slowed - 1) * left / tiles);
    return seconds(tilesOnUnit, waves, tileSteps, tiles, splits, memory, fixed, limit);
  }

  /** The same when the loop steps of all tiles are shared out evenly. */
  double streamedSeconds(double limit) {
    double waves = waves(1);
    double fixed =
        Math.ceil(waves) * parameters.waves().tileSeconds()
            + drainSeconds(1, outputTiles)
            + fixUpSeconds();
    return seconds(
        waves * tilesPerUnit, waves, steps, outputTiles, 1, rates.memorySeconds(), fixed, limit);
  }

  private double seconds(
      double tilesOnUnit,
      double waves,
      double tileSteps,
      double tiles,
      int splits,
      double memory,
      double fixed,
      double limit) {
    double stepsOnUnit = tilesOnUnit * tileSteps;
    double products = stepsOnUnit * stepSeconds;
    double port = stepsOnUnit * stepBytes / (shape.units() * rates.portBytesPerSecond());
    double epilogue = gemm.batches() == 1 ? tilesOnUnit * drainSeconds(splits) : 0;
    double chain = waves * Math.max(tileSteps * chainSeconds, latencySeconds());
    double cache =
        tiles * tileSteps * clusterStepBytes() * rates.cacheSecondsPerByte()
            + storedBytes(splits) * rates.writeSecondsPerByte();
    double longest =
        Math.max(
            Math.max(Math.max(products, port), Math.max(chain, epilogue)), Math.max(cache, memory));
    if (longest + fixed >= limit) {
      return longest + fixed;
    }
    double p = parameters.waves().overlapExponent();
    double sum =
        Math.pow(products / longest, p)
            + Math.pow(port / longest, p)
            + Math.pow(chain / longest, p)
            + Math.pow(epilogue / longest, p)
            + Math.pow(cache / longest, p)
            + Math.pow(memory / longest, p);
    return longest * Math.pow(sum, 1 / p) + fixed;
  }

  private double storedBytes(int splits) {
    double elements = (double) gemm.batches() * gemm.m() * gemm.n();
    return splits == 1 ? gemm.output().bytes(elements) : PARTIAL_SUM_BYTES * splits * elements;
  }

  /** What the tiles that a unit ends last take to be written. */
  private double drainSeconds(int splits, double tiles) {
    return Math.min(tilesPerUnit, Math.ceil(tiles / units)) * drainSeconds(splits);
  }

  private double drainSeconds(int splits) {
    double elements = Math.min(rows, gemm.m()) * (double) Math.min(columns, gemm.n());
    double bytes = splits == 1 ? gemm.output().bytes(elements) : PARTIAL_SUM_BYTES * elements;
    return bytes * rates.drainSecondsPerByte() / shape.units();
  }

  /** A part of a tile's sum is written by one unit and, when it is there, read by another. */
  private double fixUpSeconds() {
    double bytes = PARTIAL_SUM_BYTES * (double) rows * columns / shape.units();
    return bytes * (rates.drainSecondsPerByte() + 1 / rates.portBytesPerSecond())
        + latencySeconds();
  }

  private double latencySeconds() {
    return rates.latencySeconds() * parameters.latencyFactor();
  }

  /** Bytes of a step when a cluster loads the larger of its operands once. */
  private double clusterStepBytes() {
    double sharedColumns = gemm.m() > rows ? rightBytes : 0;
    double sharedRows = gemm.n() > columns ? leftBytes : 0;
    double shared = Math.max(sharedColumns, sharedRows);
    return stepBytes - shared * (1 - 1 / parameters.waves().clusterTiles());
  }

  /** Partial sums read and added by a second pass. */
  private double reductionSeconds(int splits) {
    if (splits == 1) {
      return 0;
    }
    WaveParameters wave = parameters.waves();
    double elements = (double) gemm.batches() * gemm.m() * gemm.n();
    return wave.passSeconds()
        + wave.kernelSeconds()
        + wave.laterPassShare() * wave.tileSeconds()
        + rates.latencySeconds() * parameters.fillLatencies()
        + splits * latencySeconds() / stages
        + PARTIAL_SUM_BYTES * splits * elements * rates.cacheSecondsPerByte()
        + gemm.output().bytes(elements) * rates.writeSecondsPerByte();
  }
}
