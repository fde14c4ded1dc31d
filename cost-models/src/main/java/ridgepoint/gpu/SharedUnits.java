package ridgepoint.gpu;

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
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.LevelBytes;
import ridgepoint.wave.SharedLevels;

/**
 * What all SMs share: the crossbar with the slices of the L2 behind it, and main memory. Addresses
 * are hashed over slices and channels line by line, so that a block of operands keeps all of them
 * busy alike and a cache serves blocks one after another at the rate of all its slices.
 */
final class SharedUnits {
  /**
   * What the L2 fetches together: the largest prefetch size of loads (PTX ISA, {@code .L2::256B})
   * and of tensor maps ({@code CU_TENSOR_MAP_L2_PROMOTION_L2_256B}).
   */
  private static final long FETCH_BYTES = 256;

  private final CyclePass pass;
  private final SharedLevels levels;
  private final int[] unit;
  private final MainMemory memory;
  private final double[] readShare;
  private final double[] writtenShare;

  /**
   * A pass whose tiles go to places in turn.
   *
   * @param program its name
   * @param places tiles that run at a time
   */
  record Traffic(Operator operator, Tiling tiling, String program, int places) {
    private Layout layout(Totals totals, double readBytes, double writtenBytes) {
      TileProgram first = KernelLibrary.kernelFor(operator).program(tiling);
      return new TileAddresses(
          TileAddresses.pass(first, program), totals, places, readBytes, writtenBytes, FETCH_BYTES);
    }
  }

  /**
   * @param bytes that cross each level, of all that the pass loads and stores
   */
  SharedUnits(
      CyclePass pass,
      DeviceSpec device,
      SharedLevels levels,
      LevelBytes bytes,
      Totals totals,
      MemoryTiming timing,
      Traffic traffic) {
    this.pass = pass;
    this.levels = levels;
    int main = levels.count() - 1;
    unit = new int[main];
    readShare = new double[main + 1];
    writtenShare = new double[main + 1];
    for (int level = levels.firstShared(); level <= main; level++) {
      readShare[level] = share(bytes.read()[level], totals.loaded());
      writtenShare[level] = share(bytes.written()[level], totals.stored());
      if (level < main) {
        String name = levels.name(level);
        ClockDomain picoseconds = ClockDomain.unclocked(name);
        unit[level] =
            pass.resource(
                name, Bound.CACHE, pass.events().unit(name, picoseconds, Arbitration.ROUND_ROBIN));
      }
    }
    memory =
        new MainMemory(
            pass,
            device,
            timing,
            levels.memoryEfficiency(),
            bytes.read()[main] + bytes.written()[main],
            0,
            () -> traffic.layout(totals, bytes.read()[main], bytes.written()[main]));
  }

  private static double share(double crossing, double moved) {
    return moved == 0 ? 0 : crossing / moved;
  }

  /** Index of the memory of an SM itself that is nearest to what it shares. */
  int own() {
    return Math.max(0, levels.firstShared() - 1);
  }

  /** A block on its way to an SM; it is there when its slowest part is. */
  void read(StreamBuilder stream, int place, double bytes, long latencyTicks) {
    for (int level = levels.firstShared(); level < unit.length; level++) {
      double crossing = bytes * readShare[level];
      long ticks = ClockDomain.nearestTick(crossing * levels.readSecondsPerByte(level));
      use(stream, level, new Cost(ticks, ticks + latencyTicks), crossing, "read");
    }
    double missing = bytes * readShare[unit.length];
    if (missing > 0) {
      memory.read(stream, TileAddresses.loads(place), missing, latencyTicks, "read");
    }
  }

  /** A block on its way from an SM. */
  void write(StreamBuilder stream, int place, double bytes) {
    for (int level = levels.firstShared(); level < unit.length; level++) {
      double crossing = bytes * writtenShare[level];
      long ticks = ClockDomain.nearestTick(crossing * levels.writeSecondsPerByte(level));
      use(stream, level, Cost.of(ticks), crossing, "write");
    }
    double leaving = bytes * writtenShare[unit.length];
    if (leaving > 0) {
      memory.write(stream, TileAddresses.stores(place), leaving, "write");
    }
  }

  private void use(StreamBuilder stream, int level, Cost cost, double bytes, String label) {
    if (bytes > 0) {
      stream.use(unit[level], cost, When.BEGUN, label, pass.tag(Event.move(level, bytes)));
    }
  }
}
