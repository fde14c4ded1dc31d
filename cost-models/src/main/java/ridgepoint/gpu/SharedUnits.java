package ridgepoint.gpu;

import java.util.List;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.MainMemory;
import ridgepoint.cycle.MemoryTiming;
import ridgepoint.cycle.TileAddresses;
import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Arbitration;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.gpu.l2.Findings;
import ridgepoint.gpu.l2.Phase;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.TileProgram;
import ridgepoint.wave.LevelBytes;
import ridgepoint.wave.SharedLevels;

/**
 * What all SMs share: the crossbar with the slices of the L2 behind it, caches beyond, and main
 * memory. What of a block comes from beyond a cache is what a walk through its tags found missing.
 */
final class SharedUnits {
  /**
   * What the L2 fetches together: the largest prefetch size of loads (PTX ISA, {@code .L2::256B})
   * and of tensor maps ({@code CU_TENSOR_MAP_L2_PROMOTION_L2_256B}).
   */
  private static final long FETCH_BYTES = 256;

  private final CyclePass pass;
  private final SharedLevels levels;
  private final Findings findings;

  /** Of the bytes that tiles load and store, those that get to the crossbar. */
  private final double loads;

  private final double stores;
  private final int first;
  private final int main;

  /** Null where SMs share no cache. */
  private final Crossbar crossbar;

  /** Caches beyond the nearest, by level. */
  private final int[] unit;

  private final MainMemory memory;

  /**
   * @param bytes that cross the nearest level, of all that the pass loads and stores, and about as
   *     many as cross main memory
   * @param program of the pass, whose tiles go to so many places in turn
   */
  SharedUnits(
      CyclePass pass,
      DeviceSpec device,
      SharedLevels levels,
      LevelBytes bytes,
      Totals totals,
      MemoryTiming timing,
      Findings findings,
      TileProgram program,
      int places) {
    this.pass = pass;
    this.levels = levels;
    this.findings = findings;
    first = levels.firstShared();
    main = levels.count() - 1;
    loads = share(bytes.read()[first], totals.loaded());
    stores = share(bytes.written()[first], totals.stored());
    crossbar = first < main ? new Crossbar(pass, device, levels, first, findings) : null;
    unit = new int[main];
    for (int level = first + 1; level < main; level++) {
      String name = levels.name(level);
      ClockDomain picoseconds = ClockDomain.unclocked(name);
      int added = pass.events().unit(name, picoseconds, Arbitration.ROUND_ROBIN);
      unit[level] = pass.resource(name, Bound.CACHE, added);
    }
    memory =
        new MainMemory(
            pass,
            device,
            timing,
            levels.memoryEfficiency(),
            bytes.read()[main] + bytes.written()[main],
            0,
            () -> layout(program, places));
  }

  private Layout layout(TileProgram program, int places) {
    return new TileAddresses(program, places, findings.order(), findings::memoryShare, FETCH_BYTES);
  }

  private static double share(double crossing, double moved) {
    return moved == 0 ? 0 : crossing / moved;
  }

  /** Index of the memory of an SM itself that is nearest to what it shares. */
  int own() {
    return Math.max(0, first - 1);
  }

  /** Parts of the pass through which tiles find alike in caches. */
  List<Phase> phases() {
    return findings.phases();
  }

  /**
   * A block on its way to an SM; it is there when its slowest part is.
   *
   * @param loaded bytes by operand
   */
  void read(
      StreamBuilder stream, Phase phase, int sm, int place, double[] loaded, long latencyTicks) {
    double all = 0;
    for (double bytes : loaded) {
      all += bytes;
    }
    if (crossbar != null) {
      crossbar.read(stream, sm, all * loads, phase.far(), latencyTicks);
    }
    for (int level = first + 1; level < main; level++) {
      double crossing = missed(phase, level, loaded);
      long ticks = ClockDomain.nearestTick(crossing * levels.readSecondsPerByte(level));
      use(stream, level, new Cost(ticks, ticks + latencyTicks), crossing, "read");
    }
    double missing = crossbar == null ? all : missed(phase, main, loaded);
    if (missing >= 1) {
      memory.read(stream, TileAddresses.loads(place), missing, latencyTicks, "read");
    }
  }

  /** Bytes of a block that come from a level, as the cache before it lacks them. */
  private double missed(Phase phase, int level, double[] loaded) {
    double[] shares = phase.missed()[level - first - 1];
    double bytes = 0;
    for (int slot = 0; slot < loaded.length; slot++) {
      bytes += loaded[slot] * shares[slot];
    }
    return bytes;
  }

  /** A block on its way from an SM; what it drives out of caches goes on meanwhile. */
  void write(StreamBuilder stream, Phase phase, int sm, int place, double bytes) {
    if (crossbar != null) {
      crossbar.write(stream, sm, bytes * stores);
    }
    for (int level = first + 1; level < main; level++) {
      double crossing = bytes * phase.writtenBack()[level - first - 1];
      long ticks = ClockDomain.nearestTick(crossing * levels.writeSecondsPerByte(level));
      use(stream, level, Cost.of(ticks), crossing, "write");
    }
    double leaving = crossbar == null ? bytes : bytes * phase.writtenBack()[main - first - 1];
    if (leaving >= 1) {
      memory.write(stream, TileAddresses.stores(place), leaving, "write");
    }
  }

  private void use(StreamBuilder stream, int level, Cost cost, double bytes, String label) {
    if (bytes > 0) {
      stream.use(unit[level], cost, When.BEGUN, label, pass.tag(Event.move(level, bytes)));
    }
  }
}
