package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
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

  private static final int MOST_STAGES = 4;
  private static final int FEWEST_WARPS = 4;
  private static final int PARTIAL_SUM_BYTES = 4;

  private final DeviceSpec device;
  private final Architecture.Gpu gpu;
  private final GpuParameters parameters;
  private final MemoryLevel nearestShared;
  private final Gemm gemm;
  private final int rows;
  private final int columns;
  private final int depth;
  private final int stages;
  private final double stepBytes;
  private final double steps;
  private final double outputTiles;
  private final double tilesPerUnit;
  private final double stepSeconds;
  private final double memorySeconds;

  /**
   * A product cut into tiles of {@code rows} x {@code columns}.
   *
   * @param rate of one SM's matrix unit in operations per second
   * @param memorySeconds that main memory needs for the operands and the result
   */
  GemmSketch(
      DeviceSpec device,
      GpuParameters parameters,
      MemoryLevel nearestShared,
      Gemm gemm,
      int rows,
      int columns,
      double rate,
      double memorySeconds) {
    this.device = device;
    this.gpu = (Architecture.Gpu) device.architecture();
    this.parameters = parameters;
    this.nearestShared = nearestShared;
    this.gemm = gemm;
    this.rows = rows;
    this.columns = columns;
    this.memorySeconds = memorySeconds;
    depth = depth(gemm.computeType());
    stepBytes = leftBytes() + rightBytes();
    stages = (int) Math.max(2, Math.min(MOST_STAGES, gpu.sharedBytesPerBlock() / stepBytes));
    steps = Math.ceil((double) gemm.k() / depth);
    outputTiles =
        gemm.batches()
            * Math.ceil((double) gemm.m() / rows)
            * Math.ceil((double) gemm.n() / columns);
    tilesPerUnit = tilesPerUnit();
    stepSeconds = stepSeconds(rate);
  }

  /** Elements of k a step advances by. */
  static int depth(DataType type) {
    return (int) Math.max(16, STEP_BYTES / type.bytes());
  }

  private double leftBytes() {
    return gemm.left().bytes((double) rows * depth);
  }

  private double rightBytes() {
    return gemm.right().bytes((double) columns * depth * gemm.density());
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

  private double stepSeconds(double rate) {
    double paddedRows = Math.min(rows, Math.ceil(gemm.m() / 8.0) * 8);
    double paddedColumns = Math.min(columns, Math.ceil(gemm.n() / 8.0) * 8);
    double efficiency =
        parameters.matrixEfficiency()
            / (1 + parameters.operandLimit() * (1 / paddedRows + 1 / paddedColumns));
    return 2 * paddedRows * paddedColumns * depth * gemm.density() / (rate * efficiency);
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
    return outputTiles * splits / (tilesPerUnit * device.compute().units());
  }

  Tiling tiling(int splits) {
    return new Tiling(rows, columns, depth, splits, stages);
  }

  double seconds(int splits) {
    double units = device.compute().units();
    double tileSteps = Math.ceil(steps / splits);
    double tiles = outputTiles * splits;
    double fullWaves = Math.floor(waves(splits));
    double left = tiles - fullWaves * units * tilesPerUnit;
    double waves = fullWaves + (left > 0 ? 1 : 0);
    double stepsOnUnit = (fullWaves * tilesPerUnit + Math.ceil(left / units)) * tileSteps;
    double port = parameters.portBytesPerCycle() * device.compute().clockHertz();
    WaveParameters wave = parameters.waves();
    double cache =
        tiles
            * tileSteps
            * clusterStepBytes()
            / (nearestShared.readBytesPerSecond() * wave.cacheEfficiency());
    double p = wave.overlapExponent();
    double steady =
        Math.pow(stepsOnUnit * stepSeconds, p)
            + Math.pow(stepsOnUnit * stepBytes / port, p)
            + Math.pow(waves * Math.max(1, tileSteps / stages) * latencySeconds(), p)
            + Math.pow(cache, p)
            + Math.pow(memorySeconds, p);
    return Math.pow(steady, 1 / p) + waves * wave.tileSeconds() + reductionSeconds(splits);
  }

  private double latencySeconds() {
    return device.mainMemory().latencySeconds() * parameters.latencyFactor();
  }

  /** Bytes of a step when a cluster loads the larger of its operands once. */
  private double clusterStepBytes() {
    double sharedColumns = gemm.m() > rows ? rightBytes() : 0;
    double sharedRows = gemm.n() > columns ? leftBytes() : 0;
    double shared = Math.max(sharedColumns, sharedRows);
    return stepBytes - shared * (1 - 1 / parameters.waves().clusterTiles());
  }

  /** Partial sums written, read and added by a second pass. */
  private double reductionSeconds(int splits) {
    if (splits == 1) {
      return 0;
    }
    WaveParameters wave = parameters.waves();
    double sums = (double) splits * gemm.batches() * gemm.m() * gemm.n();
    return wave.passSeconds()
        + wave.kernelSeconds()
        + wave.tileSeconds()
        + Math.max(1, (double) splits / stages) * latencySeconds()
        + 2 * PARTIAL_SUM_BYTES * sums / nearestShared.readBytesPerSecond();
  }
}
