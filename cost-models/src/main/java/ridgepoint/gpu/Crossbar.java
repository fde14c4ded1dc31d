package ridgepoint.gpu;

import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Arbitration;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.gpu.l2.Findings;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.wave.SharedLevels;

/**
 * The crossbar between SMs and the slices of the nearest cache that they share. A partition's side
 * of it carries what kernels of a class reach of the cache's bandwidth. Behind it slices serve a
 * block side by side, each its lines at its share of the bandwidth that streams, which ask all of
 * them alike, were measured to reach: a partition is busy for as long as the slower of the two is,
 * its side or the slice that is asked for most. What SMs need of another partition its slices serve
 * as well, and theirs as much for others; it crosses a link and comes later.
 */
final class Crossbar {
  private final CyclePass pass;
  private final int level;
  private final int[] partition;

  /** What comes into each partition from others; empty where that is no narrower than they are. */
  private final int[] link;

  private final boolean homes;
  private final double readTicksPerByte;
  private final double writeTicksPerByte;
  private final double sliceTicksPerByte;
  private final double linkTicksPerByte;
  private final long farTicks;

  /**
   * @param level of the cache
   */
  Crossbar(CyclePass pass, DeviceSpec device, SharedLevels levels, int level, Findings findings) {
    this.pass = pass;
    this.level = level;
    Architecture.L2 l2 = ((Architecture.Gpu) device.architecture()).l2();
    int instances = device.memory().get(level).instances();
    homes = instances == 1 && l2.partitions() > 1;
    partition = units(levels.name(level), homes ? l2.partitions() : instances);
    boolean narrow = homes && l2.linkBytesPerSecond().isPresent();
    link = narrow ? units(levels.name(level) + " link", partition.length) : new int[0];
    // A rate is that of all partitions together.
    double each = (double) ClockDomain.TICKS_PER_SECOND * partition.length;
    readTicksPerByte = each * levels.readSecondsPerByte(level);
    writeTicksPerByte = each * levels.writeSecondsPerByte(level);
    // More than all of the bandwidth can only be reached where an answer goes to several SMs.
    double answered = 1 / device.memory().get(level).readBytesPerSecond();
    sliceTicksPerByte =
        each * findings.imbalance() * Math.min(answered, levels.readSecondsPerByte(level));
    linkTicksPerByte =
        narrow ? ClockDomain.TICKS_PER_SECOND / l2.linkBytesPerSecond().getAsDouble() : 0;
    farTicks = ClockDomain.nearestTick(l2.farSeconds());
  }

  private int[] units(String name, int count) {
    int[] units = new int[count];
    for (int i = 0; i < count; i++) {
      String own = count == 1 ? name : name + " " + i;
      int unit = pass.events().unit(own, ClockDomain.unclocked(own), Arbitration.ROUND_ROBIN);
      units[i] = pass.resource(name, Bound.CACHE, unit);
    }
    return units;
  }

  /**
   * A block on its way to an SM.
   *
   * @param far share of its bytes that other partitions have
   */
  void read(StreamBuilder stream, int sm, double bytes, double far, long latencyTicks) {
    long latency = latencyTicks + Math.round(far * farTicks);
    double served = homes ? 1 + far : 1;
    move(stream, sm, bytes, readTicksPerByte, served, bytes * far, latency, "read");
  }

  /** A block on its way from an SM to the homes of its lines. */
  void write(StreamBuilder stream, int sm, double bytes) {
    double far = homes ? bytes * (partition.length - 1) / partition.length : 0;
    move(stream, sm, bytes, writeTicksPerByte, 1, far, 0, "write");
  }

  /**
   * @param served times that slices of a partition serve a byte, for others as others for it
   */
  private void move(
      StreamBuilder stream,
      int sm,
      double bytes,
      double ticksPerByte,
      double served,
      double far,
      long latency,
      String label) {
    if (bytes <= 0) {
      return;
    }
    int near = sm % partition.length;
    long ticks = Math.round(bytes * Math.max(ticksPerByte, served * sliceTicksPerByte));
    int tag = pass.tag(Event.move(level, bytes));
    stream.use(partition[near], new Cost(ticks, ticks + latency), When.BEGUN, label, tag);
    if (link.length > 0 && far > 0) {
      long crossing = Math.round(far * linkTicksPerByte);
      Cost cost = new Cost(crossing, crossing + latency);
      stream.use(link[near], cost, When.BEGUN, label + " far");
    }
  }
}
