package ridgepoint.gpu;

import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Arbitration;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.pipeline.Totals;
import ridgepoint.wave.LevelBytes;
import ridgepoint.wave.SharedLevels;

/**
 * What all SMs share: the crossbar with the slices of the L2 behind it, and main memory. Addresses
 * are hashed over slices and channels line by line, so that a block of operands keeps all of them
 * busy alike and each level serves blocks one after another at the rate of all its parts.
 */
final class SharedUnits {
  private final CyclePass pass;
  private final SharedLevels levels;
  private final int[] unit;
  private final double[] readShare;
  private final double[] writtenShare;

  /**
   * @param bytes that cross each level, of all that the pass loads and stores
   */
  SharedUnits(CyclePass pass, SharedLevels levels, LevelBytes bytes, Totals totals) {
    this.pass = pass;
    this.levels = levels;
    int count = levels.count();
    unit = new int[count];
    readShare = new double[count];
    writtenShare = new double[count];
    for (int level = levels.firstShared(); level < count; level++) {
      String name = levels.name(level);
      ClockDomain picoseconds = ClockDomain.unclocked(name);
      Bound bound = level == count - 1 ? Bound.MEMORY : Bound.CACHE;
      unit[level] =
          pass.resource(
              name, bound, pass.events().unit(name, picoseconds, Arbitration.ROUND_ROBIN));
      readShare[level] = share(bytes.read()[level], totals.loaded());
      writtenShare[level] = share(bytes.written()[level], totals.stored());
    }
  }

  private static double share(double crossing, double moved) {
    return moved == 0 ? 0 : crossing / moved;
  }

  /** Index of the memory of an SM itself that is nearest to what it shares. */
  int own() {
    return Math.max(0, levels.firstShared() - 1);
  }

  /** A block on its way to an SM; it is there when its slowest part is. */
  void read(StreamBuilder stream, double bytes, long latencyTicks) {
    for (int level = levels.firstShared(); level < levels.count(); level++) {
      double crossing = bytes * readShare[level];
      long ticks = ClockDomain.nearestTick(crossing * levels.readSecondsPerByte(level));
      use(stream, level, new Cost(ticks, ticks + latencyTicks), crossing, "read");
    }
  }

  /** A block on its way from an SM. */
  void write(StreamBuilder stream, double bytes) {
    for (int level = levels.firstShared(); level < levels.count(); level++) {
      double crossing = bytes * writtenShare[level];
      long ticks = ClockDomain.nearestTick(crossing * levels.writeSecondsPerByte(level));
      use(stream, level, Cost.of(ticks), crossing, "write");
    }
  }

  private void use(StreamBuilder stream, int level, Cost cost, double bytes, String label) {
    if (bytes > 0) {
      stream.use(unit[level], cost, When.BEGUN, label, pass.tag(Event.move(level, bytes)));
    }
  }
}
