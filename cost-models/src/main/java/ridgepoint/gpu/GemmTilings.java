package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Work;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.SharedLevels;
import ridgepoint.wave.WaveMachine;

/**
 * Tilings of a product, the few that a first estimate ranks best: tiles of 16..256 by 16..256, k
 * split over 1..32 workers. The estimate has the terms of the full model in their simplest form, so
 * that thousands of shapes a second can be searched and only the leaders are recorded.
 */
final class GemmTilings {
  private static final int[] ROWS = {16, 32, 64, 128, 256};
  private static final int[] COLUMNS = {16, 32, 64, 128, 256};
  private static final int[] SPLITS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};
  private static final int LARGEST_ACCUMULATOR = 128 * 256;

  private static final int LEADERS = 2;

  private final DeviceSpec device;
  private final ProductRates products;
  private final GpuParameters parameters;
  private final WaveMachine waves;

  GemmTilings(
      DeviceSpec device, ProductRates products, GpuParameters parameters, WaveMachine waves) {
    this.device = device;
    this.products = products;
    this.parameters = parameters;
    this.waves = waves;
  }

  List<Tiling> of(Gemm gemm) {
    GemmRates rates = rates(gemm);
    Leaders leaders = new Leaders(LEADERS);
    for (int rows : ROWS) {
      if (rows > ROWS[0] && rows >= 2 * gemm.m()) {
        break;
      }
      for (int columns : COLUMNS) {
        if ((columns > COLUMNS[0] && columns >= 2 * gemm.n())
            || rows * columns > LARGEST_ACCUMULATOR) {
          break;
        }
        Architecture.Gpu gpu = (Architecture.Gpu) device.architecture();
        addSplits(new GemmSketch(gpu, parameters, rates, gemm, rows, columns), leaders);
      }
    }
    return leaders.tilings();
  }

  private GemmRates rates(Gemm gemm) {
    Work work = gemm.work();
    SharedLevels levels = waves.levels();
    double units = device.compute().units();
    double clock = device.compute().clockHertz();
    return new GemmRates(
        units,
        products.useful(gemm, gemm.computeType()) / units,
        parameters.portBytesPerCycle() * clock,
        levels.readSecondsPerByte(levels.firstShared()),
        levels.writeSecondsPerByte(levels.firstShared()),
        parameters.drainCyclesPerByte() / clock,
        waves.memorySeconds(work),
        waves.loadLatency(work));
  }

  private void addSplits(GemmSketch sketch, Leaders leaders) {
    if (!sketch.fits()) {
      return;
    }
    for (int splits : SPLITS) {
      if (splits > Math.min(parameters.mostSplits(), sketch.steps())
          || (splits > 1 && sketch.waves(splits) > 2)) {
        return;
      }
      leaders.offer(sketch.seconds(splits, leaders.worst()), sketch, splits);
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

    double worst() {
      return seconds[seconds.length - 1];
    }

    void offer(double offered, GemmSketch sketch, int splits) {
      if (offered >= worst()) {
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
