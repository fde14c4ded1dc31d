package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Tiling;

/**
 * Tilings of a product, the few that a first estimate ranks best: tiles of 16..256 by 32..256, k
 * split over 1..32 workers. The estimate has the terms of the full model in their simplest form, so
 * that thousands of shapes a second can be searched and only the leaders are recorded.
 */
final class GemmTilings {
  private static final int[] ROWS = {16, 32, 64, 128, 256};
  private static final int[] COLUMNS = {32, 64, 128, 256};
  private static final int MOST_SPLITS = 32;
  private static final int LARGEST_ACCUMULATOR = 128 * 256;

  /** A step of the loop is as deep as a shared-memory line is wide. */
  private static final int STEP_BYTES = 128;

  private static final int MOST_STAGES = 4;
  private static final int LEADERS = 4;

  private final DeviceSpec device;
  private final Architecture.Gpu gpu;
  private final ProductRates products;
  private final GpuParameters parameters;
  private final MemoryLevel nearestShared;

  GemmTilings(
      DeviceSpec device, ProductRates products, GpuParameters parameters, int firstSharedLevel) {
    this.device = device;
    this.gpu = (Architecture.Gpu) device.architecture();
    this.products = products;
    this.parameters = parameters;
    this.nearestShared = device.memory().get(firstSharedLevel);
  }

  List<Tiling> of(Gemm gemm) {
    int depth = depth(gemm.computeType());
    double rate = products.useful(gemm, gemm.computeType()) / device.compute().units();
    double memory = memorySeconds(gemm);
    Leaders leaders = new Leaders(LEADERS);
    for (int rows : ROWS) {
      if (rows > 16 && rows >= 2 * gemm.m()) {
        break;
      }
      for (int columns : COLUMNS) {
        if (columns > 32 && columns >= 2 * gemm.n() || rows * columns > LARGEST_ACCUMULATOR) {
          break;
        }
        addSplits(gemm, rows, columns, depth, rate, memory, leaders);
      }
    }
    return leaders.tilings();
  }

  /** Elements of k a step advances by. */
  static int depth(DataType type) {
    return (int) Math.max(16, STEP_BYTES / type.bytes());
  }

  private double memorySeconds(Gemm gemm) {
    MemoryLevel main = device.mainMemory();
    double bytes =
        gemm.left().bytes((double) gemm.batches() * gemm.m() * gemm.k())
            + gemm.right().bytes((double) gemm.batches() * gemm.n() * gemm.k() * gemm.density())
            + gemm.output().bytes((double) gemm.batches() * gemm.m() * gemm.n());
    return bytes / (main.readBytesPerSecond() * parameters.waves().memoryEfficiency());
  }

  private void addSplits(
      Gemm gemm, int rows, int columns, int depth, double rate, double memory, Leaders leaders) {
    double stepBytes =
        gemm.left().bytes((double) rows * depth)
            + gemm.right().bytes((double) columns * depth * gemm.density());
    int stages = (int) Math.max(2, Math.min(MOST_STAGES, gpu.sharedBytesPerBlock() / stepBytes));
    if (stages * stepBytes > gpu.sharedBytesPerBlock()) {
      return;
    }
    double resident =
        Math.min(
            gpu.sharedBytesPerUnit() / (stages * stepBytes),
            gpu.registerBytesPerUnit() * parameters.registerShare() / (4.0 * rows * columns));
    double perUnit = Math.max(1, Math.floor(Math.min(resident, gpu.maxWarpsPerUnit() / 4.0)));
    double outputTiles =
        gemm.batches()
            * Math.ceil((double) gemm.m() / rows)
            * Math.ceil((double) gemm.n() / columns);
    double steps = Math.ceil((double) gemm.k() / depth);
    double slots = perUnit * device.compute().units();
    for (int splits = 1; splits <= MOST_SPLITS && splits <= steps; splits *= 2) {
      if (splits > 1 && outputTiles * splits > 2 * slots) {
        return;
      }
      double seconds =
          seconds(
              gemm,
              rows,
              columns,
              depth,
              splits,
              stages,
              stepBytes,
              outputTiles,
              steps,
              perUnit,
              rate,
              memory);
      leaders.offer(seconds, rows, columns, depth, splits, stages);
    }
  }

  private double seconds(
      Gemm gemm,
      int rows,
      int columns,
      int depth,
      int splits,
      int stages,
      double stepBytes,
      double outputTiles,
      double steps,
      double perUnit,
      double rate,
      double memory) {
    double units = device.compute().units();
    double tiles = outputTiles * splits;
    double tileSteps = Math.ceil(steps / splits);
    double paddedRows = Math.min(rows, Math.ceil(gemm.m() / 8.0) * 8);
    double paddedColumns = Math.min(columns, Math.ceil(gemm.n() / 8.0) * 8);
    double efficiency =
        parameters.matrixEfficiency()
            / (1 + parameters.operandLimit() * (1 / paddedRows + 1 / paddedColumns));
    double tileSeconds =
        2 * paddedRows * paddedColumns * depth * gemm.density() * tileSteps / (rate * efficiency);
    double fullWaves = Math.floor(tiles / (units * perUnit));
    double left = tiles - fullWaves * units * perUnit;
    double matrix = (fullWaves * perUnit + Math.ceil(left / units)) * tileSeconds;
    double waves = fullWaves + (left > 0 ? 1 : 0);
    double port =
        (fullWaves * perUnit + Math.ceil(left / units))
            * tileSteps
            * stepBytes
            / (parameters.portBytesPerCycle() * device.compute().clockHertz());
    double cache =
        tiles
            * tileSteps
            * clusterBytes(gemm, rows, columns, depth, stepBytes)
            / (nearestShared.readBytesPerSecond() * parameters.waves().cacheEfficiency());
    double chain =
        waves
            * Math.max(1, tileSteps / stages)
            * device.mainMemory().latencySeconds()
            * parameters.latencyFactor();
    double p = parameters.waves().overlapExponent();
    double steady =
        Math.pow(
            Math.pow(matrix, p)
                + Math.pow(cache, p)
                + Math.pow(chain, p)
                + Math.pow(port, p)
                + Math.pow(memory, p),
            1 / p);
    double reduction =
        splits == 1
            ? 0
            : parameters.waves().passSeconds()
                + parameters.waves().kernelSeconds()
                + parameters.waves().tileSeconds()
                + Math.max(1, (double) splits / stages)
                    * device.mainMemory().latencySeconds()
                    * parameters.latencyFactor()
                + 8.0
                    * splits
                    * gemm.batches()
                    * gemm.m()
                    * gemm.n()
                    / nearestShared.readBytesPerSecond();
    return steady + waves * parameters.waves().tileSeconds() + reduction;
  }

  /** Bytes of a step when a cluster loads the larger of its operands once. */
  private double clusterBytes(Gemm gemm, int rows, int columns, int depth, double stepBytes) {
    double sharedColumns = gemm.m() > rows ? gemm.right().bytes((double) columns * depth) : 0;
    double sharedRows = gemm.n() > columns ? gemm.left().bytes((double) rows * depth) : 0;
    return stepBytes
        - Math.max(sharedColumns, sharedRows) * (1 - 1 / parameters.waves().clusterTiles());
  }

  /** The few best offers, best first. */
  private static final class Leaders {
    private final double[] seconds;
    private final Tiling[] tilings;

    Leaders(int places) {
      seconds = new double[places];
      tilings = new Tiling[places];
      Arrays.fill(seconds, Double.POSITIVE_INFINITY);
    }

    void offer(double offered, int rows, int columns, int depth, int splits, int stages) {
      if (offered >= seconds[seconds.length - 1]) {
        return;
      }
      int place = seconds.length - 1;
      for (; place > 0 && seconds[place - 1] > offered; place--) {
        seconds[place] = seconds[place - 1];
        tilings[place] = tilings[place - 1];
      }
      seconds[place] = offered;
      tilings[place] = new Tiling(rows, columns, depth, splits, stages);
    }

    List<Tiling> tilings() {
      List<Tiling> found = new ArrayList<>(tilings.length);
      for (Tiling tiling : tilings) {
        if (tiling != null) {
          found.add(tiling);
        }
      }
      return found;
    }
  }
}
