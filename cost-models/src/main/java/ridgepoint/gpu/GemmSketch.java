package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.number.DataType;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.WaveParameters;

/**
 * A first estimate of a product cut into tiles of one shape: the terms of the full model, every
 * tile alike and every operand fetched from main memory once.
 */
final class GemmSketch {
  /** A step of the loop is as deep as a shared-memory line is wide. */
  private static final int STEP_BYTES = 128;

  private static final int MOST_STAGES = 6;
  private static final int FEWEST_WARPS = 4;
  private static final int PARTIAL_SUM_BYTES = 4;

  private final Architecture.Gpu gpu;
  private final GpuParameters parameters;
  private final GemmRates rates;
  private final Gemm gemm;
  private final int rows;
  private final int columns;
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

  /** A product cut into tiles of {@code rows} x {@code columns}. */
  GemmSketch(
      Architecture.Gpu gpu,
      GpuParameters parameters,
      GemmRates rates,
      Gemm gemm,
      int rows,
      int columns) {
    this.gpu = gpu;
    this.parameters = parameters;
    this.rates = rates;
    this.gemm = gemm;
    this.rows = rows;
    this.columns = columns;
    depth = depth(gemm.computeType());
    double length = Math.min(depth, gemm.k());
    leftBytes = gemm.left().bytes(Math.min(rows, gemm.m()) * length);
    rightBytes = gemm.right().bytes(Math.min(columns, gemm.n()) * length * gemm.density());
    stepBytes = leftBytes + rightBytes;
    stages = (int) Math.max(2, Math.min(MOST_STAGES, gpu.sharedBytesPerBlock() / stepBytes));
    steps = Math.ceil((double) gemm.k() / depth);
    outputTiles =
        gemm.batches()
            * Math.ceil((double) gemm.m() / rows)
            * Math.ceil((double) gemm.n() / columns);
    tilesPerUnit = tilesPerUnit();
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
        / (rates.unitOperationsPerSecond() * efficiency);
  }

  /** Whether the operands of the steps in flight fit into shared memory. */
  boolean fits() {
    return stages * stepBytes <= gpu.sharedBytesPerBlock();
  }

  double steps() {
    return steps;
  }

  /** Waves the tiles take, the last one counted as far as it is full. */
  double waves(int splits) {
    return outputTiles * splits / (tilesPerUnit * rates.units());
  }

  Tiling tiling(int splits) {
    return new Tiling(rows, columns, depth, splits, stages);
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
    double left = tiles - fullWaves * rates.units() * tilesPerUnit;
    double waves = fullWaves + (left > 0 ? 1 : 0);
    double stepsOnUnit = (fullWaves * tilesPerUnit + Math.ceil(left / rates.units())) * tileSteps;
    double units = stepsOnUnit * stepSeconds;
    double port = stepsOnUnit * stepBytes / rates.portBytesPerSecond();
    double chain = waves * Math.max(tileSteps * chainSeconds, latencySeconds());
    double cache =
        tiles * tileSteps * clusterStepBytes() * rates.cacheSecondsPerByte()
            + storedBytes(splits) * rates.writeSecondsPerByte();
    double fixed =
        waves * parameters.waves().tileSeconds()
            + drainSeconds(splits, tiles)
            + reductionSeconds(splits);
    double longest =
        Math.max(Math.max(units, port), Math.max(chain, Math.max(cache, rates.memorySeconds())));
    if (longest + fixed >= limit) {
      return longest + fixed;
    }
    double p = parameters.waves().overlapExponent();
    double sum =
        Math.pow(units / longest, p)
            + Math.pow(port / longest, p)
            + Math.pow(chain / longest, p)
            + Math.pow(cache / longest, p)
            + Math.pow(rates.memorySeconds() / longest, p);
    return longest * Math.pow(sum, 1 / p) + fixed;
  }

  private double storedBytes(int splits) {
    double elements = (double) gemm.batches() * gemm.m() * gemm.n();
    return splits == 1 ? gemm.output().bytes(elements) : PARTIAL_SUM_BYTES * splits * elements;
  }

  private double drainSeconds(int splits, double tiles) {
    double elements = Math.min(rows, gemm.m()) * (double) Math.min(columns, gemm.n());
    double bytes = splits == 1 ? gemm.output().bytes(elements) : PARTIAL_SUM_BYTES * elements;
    return Math.min(tilesPerUnit, Math.ceil(tiles / rates.units()))
        * bytes
        * rates.drainSecondsPerByte();
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
