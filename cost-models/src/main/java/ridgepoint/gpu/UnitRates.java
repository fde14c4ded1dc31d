package ridgepoint.gpu;

import java.util.OptionalDouble;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.UnitCosts;
import ridgepoint.wave.VectorUnits;

/** What one SM (compute unit, core) does per second while it executes one operator. */
final class UnitRates implements UnitCosts {
  /** Rows of the smallest product a matrix instruction computes when operands may change sides. */
  private static final int FEWEST_ROWS = 8;

  /** Of attention: scale, maximum, difference and sum. */
  private static final double OPERATIONS_PER_SCORE = 4;

  private final Operator operator;
  private final VectorUnits vectors;
  private final DeviceSpec device;
  private final Compute compute;
  private final ProductRates products;
  private final GpuParameters parameters;
  private final double latencySeconds;
  private final double fullStepOperations;
  private final Tiling tiling;
  private final boolean persistent;

  /**
   * @param latencySeconds of the loads of the operator, from wherever its data is
   * @param fullStepOperations that a step with products executes at least, whatever part of its
   *     rows and columns exists; 0 when it is cut to what exists
   * @param tiling how the operator is cut
   * @param persistent whether an SM has one tile at a time
   */
  UnitRates(
      DeviceSpec device,
      ProductRates products,
      GpuParameters parameters,
      Operator operator,
      double latencySeconds,
      double fullStepOperations,
      Tiling tiling,
      boolean persistent) {
    this.tiling = tiling;
    this.persistent = persistent;
    this.fullStepOperations = fullStepOperations;
    this.latencySeconds = latencySeconds;
    this.device = device;
    this.compute = device.compute();
    this.products = products;
    this.parameters = parameters;
    this.operator = operator;
    this.vectors =
        new VectorUnits(
            device,
            operator,
            parameters.waves().conversionOperations(),
            parameters.vectorEfficiency(),
            parameters.vectorEfficiency());
  }

  @Override
  public boolean onMatrixUnit(Use use, int rows, int columns) {
    return products.onMatrixUnit(use.matrixType());
  }

  /**
   * Time of a step's products, computed in full for a tile of {@code rows} x {@code columns} and
   * padded to what an instruction takes. The efficiency falls with the operand bytes that a
   * multiply-add needs from shared memory, which go with 1/rows + 1/columns.
   */
  @Override
  public double productSeconds(Use use, int rows, int columns) {
    double paddedRows = padded(rows, FEWEST_ROWS);
    double paddedColumns = padded(columns, FEWEST_ROWS);
    double operations =
        use.executedMatrixOperations()
            * (paddedRows / use.matrixRows())
            * (paddedColumns / use.matrixColumns());
    double efficiency =
        parameters.matrixEfficiency()
            / (1 + parameters.operandLimit() * (1 / paddedRows + 1 / paddedColumns));
    double rate = tiling.units() * products.useful(operator, use.matrixType()) / compute.units();
    double beyondEdge = Math.max(0, fullStepOperations - operations);
    return (operations + parameters.edgeShare() * beyondEdge) / (rate * efficiency);
  }

  private static double padded(int extent, int granule) {
    return Math.ceil((double) extent / granule) * granule;
  }

  /**
   * Time of a step's element-wise work, conversions included, then its special functions. Beyond
   * the edges there are scores, whose work grows with rows and columns, and sums, whose work grows
   * with rows.
   */
  @Override
  public double vectorSeconds(Use use) {
    double executed = use.executedMatrixOperations();
    double scores = (double) use.matrixRows() * use.matrixColumns() * OPERATIONS_PER_SCORE;
    double ofScores = Math.min(1, scores / use.vectorOperations());
    if (executed == 0 || fullStepOperations <= executed || !(ofScores >= 0)) {
      return vectors.seconds(use, 1, 1);
    }
    double all = 1 + parameters.edgeShare() * (fullStepOperations / executed - 1);
    double fullRows = Math.max(parameters.queryRows(), use.matrixRows());
    double rows = 1 + parameters.edgeShare() * (fullRows / use.matrixRows() - 1);
    return vectors.seconds(use, ofScores * all + (1 - ofScores) * Math.min(rows, all), all);
  }

  /** A tile has the loads of {@code stages} steps in flight. */
  @Override
  public double loadSeconds(Segment segment, double stepBytes) {
    boolean products = segment.use().executedMatrixOperations() > 0;
    double stepSeconds = products ? parameters.stepSeconds() : parameters.mergeSeconds();
    return segment.trips() / segment.stages() * firstLoadSeconds() + segment.trips() * stepSeconds;
  }

  @Override
  public double firstLoadSeconds() {
    return latencySeconds * parameters.latencyFactor();
  }

  /**
   * Time of a tile's loads and stores at the port of its SM. Fetching operands again from shared
   * memory is part of the matrix unit's efficiency.
   */
  @Override
  public double privateSeconds(TileUse tile) {
    double bytes = storedBytes(tile);
    for (Segment segment : tile.segments()) {
      for (double loaded : segment.use().loadedBytes()) {
        bytes += segment.trips() * loaded;
      }
    }
    return bytes / portBytesPerSecond();
  }

  private double portBytesPerSecond() {
    return tiling.units() * parameters.portBytesPerCycle() * compute.clockHertz();
  }

  /** With the walk through the experts of a grouped product, whether they have rows or not. */
  @Override
  public double fillSeconds() {
    double groups = operator instanceof GroupedGemm gemm ? gemm.groups() : 0;
    return latencySeconds * parameters.fillLatencies() + groups * parameters.groupSeconds();
  }

  @Override
  public double serialSeconds() {
    return operator instanceof Attention attention ? parameters.sequences().seconds(attention) : 0;
  }

  @Override
  public double drainSeconds(TileUse tile) {
    return storedBytes(tile) * drainSecondsPerByte();
  }

  /**
   * Of plain products, whose epilogue goes through shared memory and the port tile by tile; batched
   * ones have their parameters measured without.
   */
  @Override
  public double epilogueSeconds(TileUse tile) {
    return operator instanceof Gemm product && product.batches() == 1 ? drainSeconds(tile) : 0;
  }

  private double drainSecondsPerByte() {
    return parameters.drainCyclesPerByte() / (tiling.units() * compute.clockHertz());
  }

  private static double storedBytes(TileUse tile) {
    double bytes = 0;
    for (Segment segment : tile.segments()) {
      for (double stored : segment.use().storedBytes()) {
        bytes += segment.trips() * stored;
      }
    }
    return bytes;
  }

  @Override
  public double startSeconds() {
    return parameters.startSeconds();
  }

  /** Of products; other kernels have their efficiency measured at whatever they read. */
  @Override
  public double workingSetBytes() {
    return operator instanceof Gemm product && product.batches() == 1
        ? operator.work().read().total()
        : 0;
  }

  @Override
  public int unitsPerTile() {
    return tiling.units();
  }

  /** Accumulators go to the L2 and come back from it. */
  @Override
  public OptionalDouble fixUpSeconds(TileUse tile) {
    return tiling.schedule() == Tiling.Schedule.STREAM_K
        ? OptionalDouble.of(
            tile.accumulatorBytes() * (drainSecondsPerByte() + 1 / portBytesPerSecond())
                + firstLoadSeconds())
        : OptionalDouble.empty();
  }

  @Override
  public int tilesPerUnit(Recording pass) {
    if (persistent) {
      return 1;
    }
    Architecture.Gpu gpu = (Architecture.Gpu) device.architecture();
    double share = parameters.registerShare();
    int fitting =
        operator instanceof Gemm product && multiplies(pass)
            ? Occupancy.tilesPerUnit(gpu, share, product, tiling)
            : Occupancy.tilesPerUnit(gpu, share, pass, tiling.units());
    return Math.min(
        parameters.mostTilesPerUnit(), Math.max(parameters.fewestTilesPerUnit(), fitting));
  }

  private static boolean multiplies(Recording pass) {
    return pass.tiles().get(0).segments().stream()
        .anyMatch(segment -> segment.use().executedMatrixOperations() > 0);
  }
}
