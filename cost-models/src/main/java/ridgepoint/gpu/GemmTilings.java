package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
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

  private static final int LEADERS = 4;

  private final DeviceSpec device;
  private final ProductRates products;
  private final GpuParameters parameters;
  private final MemoryLevel nearestShared;

  GemmTilings(
      DeviceSpec device, ProductRates products, GpuParameters parameters, int firstSharedLevel) {
    this.device = device;
    this.products = products;
    this.parameters = parameters;
    this.nearestShared = device.memory().get(firstSharedLevel);
  }

  List<Tiling> of(Gemm gemm) {
    double rate = products.useful(gemm, gemm.computeType()) / device.compute().units();
    double memory = memorySeconds(gemm);
    Leaders leaders = new Leaders(LEADERS);
    for (int rows : ROWS) {
      if (rows > 16 && rows >= 2 * gemm.m()) {
        break;
      }
      for (int columns : COLUMNS) {
        if ((columns > 32 && columns >= 2 * gemm.n()) || rows * columns > LARGEST_ACCUMULATOR) {
          break;
        }
        addSplits(
            new GemmSketch(device, parameters, nearestShared, gemm, rows, columns, rate, memory),
            leaders);
      }
    }
    return leaders.tilings();
  }

  private double memorySeconds(Gemm gemm) {
    MemoryLevel main = device.mainMemory();
    double bytes =
        gemm.left().bytes((double) gemm.batches() * gemm.m() * gemm.k())
            + gemm.right().bytes((double) gemm.batches() * gemm.n() * gemm.k() * gemm.density())
            + gemm.output().bytes((double) gemm.batches() * gemm.m() * gemm.n());
    return bytes / (main.readBytesPerSecond() * parameters.waves().memoryEfficiency());
  }

  private void addSplits(GemmSketch sketch, Leaders leaders) {
    if (!sketch.fits()) {
      return;
    }
    for (int splits = 1; splits <= MOST_SPLITS && splits <= sketch.steps(); splits *= 2) {
      if (splits > 1 && sketch.waves(splits) > 2) {
        return;
      }
      leaders.offer(sketch.seconds(splits), sketch, splits);
    }
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

    void offer(double offered, GemmSketch sketch, int splits) {
      if (offered >= seconds[seconds.length - 1]) {
        return;
      }
      int place = seconds.length - 1;
      for (; place > 0 && seconds[place - 1] > offered; place--) {
        seconds[place] = seconds[place - 1];
        tilings[place] = tilings[place - 1];
      }
      seconds[place] = offered;
      tilings[place] = sketch.tiling(splits);
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
