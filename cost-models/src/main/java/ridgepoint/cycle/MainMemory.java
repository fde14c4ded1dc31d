package ridgepoint.cycle;

import java.util.function.Supplier;
import ridgepoint.dram.DeviceDram;
import ridgepoint.dram.DramMemory;
import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Arbitration;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;

/**
 * A device's main memory in a pass: one unit that all streams use in turn. Either it serves at a
 * rate, or it only carries bytes as fast as the busses do, and behind it the controllers decide
 * when they have been moved.
 */
public final class MainMemory {
  /** Accesses that controllers play of a pass, or of a window of it, at most about so many. */
  private static final double ACCESSES = 20_000;

  /** Of all channels of an interface, at least one in so many is played. */
  private static final int CHANNELS_PER_PLAYED = 8;

  private final CyclePass pass;
  private final int level;
  private final int unit;
  private final double readTicksPerByte;
  private final double writeTicksPerByte;
  private final boolean byCommand;

  /** Of a load's latency, what the controllers add themselves. */
  private final long unloadedTicks;

  /** Bytes that lie together on one interface, as partitions of GPUs interleave addresses. */
  private static final long USUAL_PIECE_BYTES = 256;

  /**
   * How a kind of device gets to its main memory.
   *
   * @param atRate of its bandwidth, what is reached where no controllers are known
   * @param most that is let through to controllers
   * @param pieceBytes that lie together on one interface
   */
  public record Path(double atRate, double most, long pieceBytes) {}

  /** Adds main memory to a pass, with paths to it as wide as its busses. */
  public MainMemory(
      CyclePass pass,
      DeviceSpec device,
      MemoryTiming timing,
      double ownReach,
      double bytes,
      int sources,
      Supplier<Layout> layout) {
    this(pass, device, timing, new Path(ownReach, 1, USUAL_PIECE_BYTES), bytes, sources, layout);
  }

  /**
   * Adds main memory to a pass.
   *
   * @param bytes that the pass moves across it, about
   * @param sources places that issue their accesses in order, as DMA engines do; 0 when none wait
   *     for others
   * @param layout where transfers of its places lie; asked for only if controllers play them
   */
  public MainMemory(
      CyclePass pass,
      DeviceSpec device,
      MemoryTiming timing,
      Path path,
      double bytes,
      int sources,
      Supplier<Layout> layout) {
    this.pass = pass;
    MemoryLevel memory = device.mainMemory();
    level = device.memory().size() - 1;
    String name = memory.name();
    int added = pass.events().unit(name, ClockDomain.unclocked(name), Arbitration.ROUND_ROBIN);
    unit = pass.resource(name, Bound.MEMORY, added);
    pass.memoryUnit(unit);
    byCommand = timing instanceof MemoryTiming.ByCommand;
    if (timing instanceof MemoryTiming.ByCommand played) {
      DeviceDram dram = played.dram();
      unloadedTicks = ClockDomain.nearestTick(dram.unloadedSeconds());
      readTicksPerByte = ClockDomain.TICKS_PER_SECOND / (dram.peakBytesPerSecond() * path.most());
      writeTicksPerByte = readTicksPerByte;
      long period = ClockDomain.nearestTick(dram.memory().clockPeriodSeconds());
      pass.play(
          new DramMemory(
              dram.memory(),
              dram.interfaces(),
              channels(dram, bytes),
              path.pieceBytes(),
              sources,
              period,
              layout.get()));
    } else if (timing instanceof MemoryTiming.Reached reached) {
      unloadedTicks = 0;
      double rate = reached.dram().peakBytesPerSecond() * Math.min(reached.share(), path.most());
      readTicksPerByte = ClockDomain.TICKS_PER_SECOND / rate;
      writeTicksPerByte = readTicksPerByte;
    } else {
      unloadedTicks = 0;
      double reached = path.atRate();
      readTicksPerByte = ClockDomain.TICKS_PER_SECOND / (memory.readBytesPerSecond() * reached);
      writeTicksPerByte = ClockDomain.TICKS_PER_SECOND / (memory.writeBytesPerSecond() * reached);
    }
  }

  /** So many channels of an interface as keeps what is played short. */
  private static int channels(DeviceDram dram, double bytes) {
    int all = dram.memory().organization().channels();
    double own = bytes / dram.interfaces() / dram.memory().organization().accessBytes();
    double window = dram.accesses(PlayedWindow.seconds(dram));
    int share = (int) Math.ceil(all * ACCESSES / Math.max(1, Math.min(own, window)));
    return Math.max((all + CHANNELS_PER_PLAYED - 1) / CHANNELS_PER_PLAYED, Math.min(all, share));
  }

  /** Whether controllers play it. */
  public boolean isPlayed() {
    return byCommand;
  }

  /**
   * Bytes read; the stream goes on when they are on the way.
   *
   * @param place that they come from
   * @param latencyTicks of a load that waits for nobody
   */
  public void read(StreamBuilder stream, int place, double bytes, long latencyTicks, String label) {
    move(stream, place, bytes, false, latencyTicks, label);
  }

  /** Bytes written; the stream goes on when they are on the way. */
  public void write(StreamBuilder stream, int place, double bytes, String label) {
    write(stream, place, bytes, 0, label);
  }

  /** The same where it takes so long until they are there, if they wait for nobody. */
  void write(StreamBuilder stream, int place, double bytes, long latencyTicks, String label) {
    move(stream, place, bytes, true, latencyTicks, label);
  }

  private void move(
      StreamBuilder stream,
      int place,
      double bytes,
      boolean write,
      long latencyTicks,
      String label) {
    long busy = Math.round(bytes * (write ? writeTicksPerByte : readTicksPerByte));
    int tag = pass.tag(Event.move(level, bytes));
    if (!byCommand) {
      stream.use(unit, new Cost(busy, busy + latencyTicks), When.BEGUN, label, tag);
      return;
    }
    stream.use(unit, Cost.of(busy), When.RELEASED, label, tag);
    long beyond = Math.max(0, latencyTicks - unloadedTicks);
    stream.transfer(place, Math.max(1, Math.round(bytes)), write, beyond, StreamBuilder.NO_TAG);
  }
}
