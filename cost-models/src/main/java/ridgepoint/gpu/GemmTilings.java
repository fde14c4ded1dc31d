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
import ridgepoint.tile.Tiling.Schedule;
import ridgepoint.wave.SharedLevels;
import ridgepoint.wave.WaveMachine;

/**
 * Tilings of a product, the few that a first estimate ranks best: the tiles of the generation's
 * menu, k split over some workers or shared out over all. The estimate has the terms of the full
 * model in their simplest form, so that thousands of shapes a second can be searched and only the
 * leaders are recorded.
 */
final class GemmTilings {
  private static final int LEADERS = 2;

  /** Times the leader's estimate beyond which the full model does not turn the order. */
  private static final double CLOSE = 1.05;

  private final DeviceSpec device;
  private final ProductRates products;
  private final GpuParameters parameters;
  private final WaveMachine waves;
  private final TileMenu menu;

  GemmTilings(
      DeviceSpec device,
      ProductRates products,
      GpuParameters parameters,
      WaveMachine waves,
      TileMenu menu) {
    this.menu = menu;
    this.device = device;
    this.products = products;
    this.parameters = parameters;
    this.waves = waves;
  }

  List<Tiling> of(Gemm gemm) {
    GemmRates rates = rates(gemm);
    Leaders leaders = new Leaders(LEADERS);
    Architecture.Gpu gpu = (Architecture.Gpu) device.architecture();
    List<TileMenu.Shape> shapes = menu.shapes();
    // Large tiles first, beside which most small ones are seen to read too much.
    for (int i = shapes.size() - 1; i >= 0; i--) {
      TileMenu.Shape shape = shapes.get(i);
      if (!shape.isWasteful(gemm.m(), gemm.n())
          && rates.leastSeconds(parameters, gemm, shape) < leaders.worst()) {
        addSplits(new GemmSketch(gpu, parameters, rates, gemm, shape, menu), leaders);
      }
    }
    return leaders.tilings();
  }

  GemmRates rates(Gemm gemm) {
    Work work = gemm.work();
    SharedLevels levels = waves.levels();
    double units = device.compute().units();
    double clock = device.compute().clockHertz();
    double vector = device.compute().vectorRate() * parameters.vectorEfficiency() / units;
    double outer = 0;
    for (int level = levels.firstShared() + 1; level < levels.count() - 1; level++) {
      outer = Math.max(outer, levels.readSecondsPerByte(level));
    }
    double readAgain = gemm.batches() == 1 ? work.read().total() : 0;
    double cache = levels.readSecondsPerByte(levels.firstShared(), readAgain, units);
    return new GemmRates(
        units,
        products.useful(gemm, gemm.computeType()) / units,
        vector,
        vector / parameters.waves().conversionOperations(),
        parameters.portBytesPerCycle() * clock,
        cache * gemm.left().bytes((double) gemm.batches() * gemm.m() * gemm.k()),
        cache * gemm.right().bytes((double) gemm.batches() * gemm.n() * gemm.k() * gemm.density()),
        cache,
        levels.writeSecondsPerByte(levels.firstShared()),
        outer * work.read().total(),
        outer,
        parameters.drainCyclesPerByte() / clock,
        waves.memorySeconds(work),
        waves.loadLatency(work));
  }

  private void addSplits(GemmSketch sketch, Leaders leaders) {
    if (!sketch.fits()) {
      return;
    }
    int before = 0;
    for (int splits : menu.splits()) {
      int parts = sketch.parts(splits);
      if (splits > Math.min(parameters.mostSplits(), sketch.steps())
          || (parts > 1 && sketch.waves(parts) > 2)) {
        break;
      }
      if (parts > before) {
        leaders.offer(
            sketch.seconds(parts, leaders.worst()), sketch, parts, Schedule.DATA_PARALLEL);
      }
      before = parts;
    }
    if (menu.streamK() && sketch.hasPartialWave()) {
      leaders.offer(sketch.streamedSeconds(leaders.worst()), sketch, 1, Schedule.STREAM_K);
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

    /** From which on an offer is of no interest. */
    double worst() {
      return Math.min(seconds[seconds.length - 1], CLOSE * seconds[0]);
    }

    void offer(double offered, GemmSketch sketch, int splits, Schedule schedule) {
      if (offered > worst()) {
        return;
      }
      int place = seconds.length - 1;
      for (; place > 0 && seconds[place - 1] >= offered; place--) {
        seconds[place] = seconds[place - 1];
        tilings[place] = tilings[place - 1];
      }
      seconds[place] = offered;
      tilings[place] = sketch.tiling(splits, schedule);
    }

    List<Tiling> tilings() {
      List<Tiling> found = new ArrayList<>(tilings.length);
      for (int place = 0; place < tilings.length; place++) {
        if (tilings[place] != null && seconds[place] <= CLOSE * seconds[0]) {
          found.add(tilings[place]);
        }
      }
      return found;
    }
  }
}
