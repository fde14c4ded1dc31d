package ridgepoint.cpu;

import java.util.Optional;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.MatrixExtension;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;
import ridgepoint.wave.UnitCosts;
import ridgepoint.wave.VectorUnits;

/** What a tile's steps cost the core that runs it. */
final class CoreCosts implements UnitCosts {
  private final DeviceSpec device;
  private final Compute compute;
  private final Optional<MatrixExtension> extension;
  private final ProductRates products;
  private final CpuParameters parameters;
  private final int privateLevels;
  private final double memoryShare;
  private final Operator operator;
  private final VectorUnits vectors;

  /**
   * @param memoryShare of the bytes that tiles load, what comes from main memory
   */
  CoreCosts(
      DeviceSpec device,
      ProductRates products,
      CpuParameters parameters,
      int privateLevels,
      double memoryShare,
      Operator operator) {
    this.device = device;
    this.compute = device.compute();
    this.extension = ((Architecture.Cpu) device.architecture()).matrixExtension();
    this.products = products;
    this.parameters = parameters;
    this.privateLevels = privateLevels;
    this.memoryShare = memoryShare;
    this.operator = operator;
    this.vectors =
        new VectorUnits(
            device,
            operator,
            parameters.waves().conversionOperations(),
            parameters.vectorEfficiency(),
            parameters.specialEfficiency());
  }

  @Override
  public double productSeconds(Use use, int rows, int columns) {
    return Math.min(matrixSeconds(use, rows, columns), simdSeconds(use)) + packingSeconds(use);
  }

  /** Of dot products of few rows: short ones take longer to be added up than to be multiplied. */
  private double outputSeconds(Use use) {
    return use.matrixRows() < parameters.packedRows()
        ? (double) use.matrixRows() * use.matrixColumns() * parameters.thinOutputSeconds()
        : 0;
  }

  @Override
  public boolean onMatrixUnit(Use use, int rows, int columns) {
    return matrixSeconds(use, rows, columns) <= simdSeconds(use);
  }

  private double simdEfficiency(Use use) {
    return use.matrixRows() < parameters.packedRows()
        ? parameters.thinEfficiency()
        : parameters.productEfficiency();
  }

  /** Every element of the right operand is laid out once for all rows of the product. */
  private double packingSeconds(Use use) {
    return use.matrixRows() < parameters.packedRows()
        ? 0
        : use.executedMatrixOperations() / (2.0 * use.matrixRows()) * parameters.packingSeconds();
  }

  /** Whole tile registers, however few rows of them hold data. */
  private double matrixSeconds(Use use, int rows, int columns) {
    DataType type = use.matrixType();
    double rate = products.useful(operator, type) / compute.units();
    if (!products.onMatrixUnit(type)) {
      return Double.POSITIVE_INFINITY;
    }
    double padding =
        extension
            .map(
                registers ->
                    padded(rows, registers.rows())
                        / use.matrixRows()
                        * padded(columns, registers.columns())
                        / use.matrixColumns())
            .orElse(1.0);
    return use.executedMatrixOperations() * padding / (rate * parameters.matrixEfficiency());
  }

  private static double padded(int extent, int granule) {
    return Math.ceil((double) extent / granule) * granule;
  }

  /**
   * On the SIMD units, which take any number of rows; types they have no rate for are widened to
   * fp32 when the matrix extension has one, as libraries do for products of few rows.
   */
  private double simdSeconds(Use use) {
    DataType type = use.matrixType();
    double matrixRate = products.useful(operator, type);
    if (!products.onMatrixUnit(type)) {
      return use.executedMatrixOperations() * compute.units() / (matrixRate * simdEfficiency(use))
          + outputSeconds(use);
    }
    if (compute.vectorPeak().isEmpty() || type.bits() > DataType.FP32.bits()) {
      return Double.POSITIVE_INFINITY;
    }
    double rate = Math.min(compute.vectorRate(), matrixRate);
    return use.executedMatrixOperations() * compute.units() / (rate * simdEfficiency(use))
        + outputSeconds(use);
  }

  @Override
  public double vectorSeconds(Use use) {
    return vectors.seconds(use) + parameters.stepSeconds();
  }

  /**
   * The busiest of the core's own caches. Loads pass all of them once; products read their operands
   * again from the level that a block of the output fits below: at the first level a register
   * block, further out as much as the cache inside holds, 3 square blocks of it (Hong and Kung
   * 1981, "I/O complexity: the red-blue pebble game").
   */
  @Override
  public double privateSeconds(TileUse tile) {
    double busiest = 0;
    double inner = 0;
    for (int level = 0; level < privateLevels; level++) {
      MemoryLevel cache = device.memory().get(level);
      double seconds = 0;
      for (Segment segment : tile.segments()) {
        seconds += segment.trips() * stepSeconds(segment.use(), tile.onChipBytes(), cache, inner);
      }
      busiest = Math.max(busiest, seconds);
      inner = cache.capacityBytes();
    }
    return busiest;
  }

  private double stepSeconds(Use use, double stepBytes, MemoryLevel cache, double innerBytes) {
    double bytes = use.matrixType().bytes();
    double operandBytes = 0;
    if (use.executedMatrixOperations() > 0 && stepBytes > innerBytes) {
      double side = Math.max(parameters.blockRows(), Math.sqrt(innerBytes / (3 * bytes)));
      double sideRows = Math.min(side, use.matrixRows());
      double sideColumns = Math.min(side, use.matrixColumns());
      operandBytes = use.executedMatrixOperations() / 2 * bytes * (1 / sideRows + 1 / sideColumns);
    }
    double read = Math.max(operandBytes, sum(use.loadedBytes()));
    double perUnit = compute.units() / parameters.waves().cacheEfficiency();
    return read * perUnit / cache.readBytesPerSecond()
        + sum(use.storedBytes()) * perUnit / cache.writeBytesPerSecond();
  }

  private static double sum(double[] values) {
    double total = 0;
    for (double value : values) {
      total += value;
    }
    return total;
  }

  /**
   * A core draws as much of main memory as its share of the cores that saturate it, and its share
   * of the shared cache.
   */
  @Override
  public double loadSeconds(Segment segment, double stepBytes) {
    double cores = ((Architecture.Cpu) device.architecture()).coresToSaturateMemory();
    double deviceRate =
        device.mainMemory().readBytesPerSecond() * parameters.waves().memoryEfficiency();
    double seconds = memoryShare * cores / deviceRate;
    if (privateLevels < device.memory().size() - 1) {
      MemoryLevel cache = device.memory().get(privateLevels);
      double cacheRate = cache.readBytesPerSecond() * parameters.waves().cacheEfficiency();
      seconds += (1 - memoryShare) * compute.units() / cacheRate;
    }
    return segment.trips() * stepBytes * seconds;
  }

  @Override
  public double firstLoadSeconds() {
    int shared = Math.min(privateLevels, device.memory().size() - 1);
    return memoryShare > 0
        ? device.mainMemory().latencySeconds()
        : device.memory().get(shared).latencySeconds();
  }

  @Override
  public int tilesPerUnit(Recording pass) {
    return 1;
  }
}
