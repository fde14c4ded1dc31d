package ridgepoint.cpu;

import java.util.Optional;
import ridgepoint.cpu.Footprint.Step;
import ridgepoint.cycle.BurstPort;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.MainMemory;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Arbitration;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.SocketLink;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;

/**
 * The way of lines to the cores of a CPU: outer caches and main memory, which serve all cores in
 * turn, links between sockets, and what one core takes in.
 */
final class LineFetch {
  /** Prefetchers complete pairs of lines (Intel optimization manual, 2.5.5.4: spatial). */
  private static final int LINES_OF_A_BURST = 2;

  private final CyclePass pass;
  private final DeviceSpec device;
  private final CpuParameters parameters;
  private final MainMemory memory;
  private final long lineBytes;
  private final ClockDomain clock;

  /** Units of every shared cache, by instance; null for levels that cores have for themselves. */
  private final int[][] shared;

  /** The level that main memory is. */
  private final int main;

  private final Optional<SocketLink> link;

  /** What comes into each socket from the others; empty without links. */
  private final int[] incoming;

  /**
   * @param lineBytes that a line of a step stands for
   */
  LineFetch(
      CyclePass pass,
      DeviceSpec device,
      CpuParameters parameters,
      MainMemory memory,
      long lineBytes,
      ClockDomain clock) {
    this.pass = pass;
    this.device = device;
    this.parameters = parameters;
    this.memory = memory;
    this.lineBytes = lineBytes;
    this.clock = clock;
    main = device.memory().size() - 1;
    shared = new int[main][];
    for (int level = 0; level < main; level++) {
      MemoryLevel cache = device.memory().get(level);
      if (cache.instances() < device.compute().units()) {
        shared[level] = units(cache.name(), cache.instances(), Bound.CACHE);
      }
    }
    link = cpu().socketLink();
    incoming = link.isEmpty() ? new int[0] : units("socket link", cpu().sockets(), Bound.MEMORY);
  }

  private Architecture.Cpu cpu() {
    return (Architecture.Cpu) device.architecture();
  }

  private int[] units(String name, int instances, Bound bound) {
    int[] units = new int[instances];
    for (int i = 0; i < instances; i++) {
      String own = instances == 1 ? name : name + " " + i;
      int unit = pass.events().unit(own, ClockDomain.unclocked(own), Arbitration.ROUND_ROBIN);
      units[i] = pass.resource(name, bound, unit);
    }
    return units;
  }

  /** What a core asks main memory for. */
  BurstPort misses(String core, int number) {
    return burstPort(core + " misses", number, MissedLines.fetched(number));
  }

  /** What falls out of caches for a core, after it was written. */
  BurstPort writeBacks(String core, int number) {
    return burstPort(core + " write-backs", number, MissedLines.writtenBack(number));
  }

  private BurstPort burstPort(String name, int core, int place) {
    long burst = LINES_OF_A_BURST * parameters.lineBytes();
    BurstPort.Way way = (stream, bytes) -> cross(stream, core, bytes);
    return new BurstPort(pass, memory, name, place, burst, outstandingPairs(), way);
  }

  /** Memory first, then caches inwards, each begun when the one outside it begins to answer. */
  void fetch(StreamBuilder stream, int core, int port, BurstPort missed, Step step) {
    double portSeconds = 0;
    double latency = 0;
    double beyond = bytes(step, main);
    if (beyond > 0) {
      missed.read(stream, beyond, memory.isPlayed() ? ticks(memoryLatency()) : 0, "memory");
      portSeconds = memory.isPlayed() ? 0 : beyond / memoryRateOfOneCore();
      latency = memory.isPlayed() ? 0 : memoryLatency();
    }
    for (int level = main - 1; level >= 0; level--) {
      double bytes = bytes(step, level);
      if (bytes > 0) {
        latency = Math.max(latency, device.memory().get(level).latencySeconds());
        portSeconds += level == 0 ? 0 : bytes / cacheRateOfOneCore(level);
        if (shared[level] != null) {
          share(stream, core, level, bytes);
        }
      }
    }
    // Every byte passes the core's own levels on its way in.
    for (int level = 0; level < main && shared[level] == null; level++) {
      double bytes = 0;
      for (int from = level; from <= main; from++) {
        bytes += bytes(step, from);
      }
      stream.use(port, Cost.of(0), When.BEGUN, "fetch", pass.tag(Event.move(level, bytes)));
    }
    stream.use(
        port,
        new Cost(clock.ticksOf(portSeconds), clock.ticksOf(portSeconds + latency)),
        When.RELEASED,
        "fetch");
  }

  /** What a step takes from a level. */
  private double bytes(Step step, int level) {
    return (double) step.linesFrom()[level] * lineBytes;
  }

  /** A cache serves the cores near it. */
  private void share(StreamBuilder stream, int core, int level, double bytes) {
    MemoryLevel cache = device.memory().get(level);
    double rate =
        cache.readBytesPerSecond() * parameters.waves().cacheEfficiency() / shared[level].length;
    int near = (int) ((long) core * shared[level].length / device.compute().units());
    int tag = pass.tag(Event.move(level, bytes));
    stream.use(shared[level][near], Cost.of(ticks(bytes / rate)), When.BEGUN, cache.name(), tag);
  }

  /** Memory is spread over the sockets page by page: a part of all bytes crosses between them. */
  private void cross(StreamBuilder stream, int core, double bytes) {
    if (link.isPresent()) {
      int socket = core / cpu().coresPerSocket();
      double remote = bytes * link.get().remoteShare();
      Cost crossing = Cost.of(ticks(remote / link.get().bytesPerSecond()));
      stream.use(incoming[socket], crossing, When.BEGUN, "socket link");
    }
  }

  /** Some of a step's lines lie at another socket. */
  private double memoryLatency() {
    double own = device.mainMemory().latencySeconds();
    return link.isPresent() ? own + link.get().latencySeconds() : own;
  }

  private double cacheRateOfOneCore(int level) {
    double rate = device.memory().get(level).readBytesPerSecond();
    return rate * parameters.waves().cacheEfficiency() / device.compute().units();
  }

  private double memoryRateOfOneCore() {
    double rate = device.mainMemory().readBytesPerSecond();
    return rate * parameters.waves().memoryEfficiency() / cpu().coresToSaturateMemory();
  }

  /**
   * Lines that a core has outstanding, in pairs of neighbours: as many as it takes to reach its
   * share of the bandwidth at the memory's latency (Little 1961).
   */
  private int outstandingPairs() {
    double bytes = memoryRateOfOneCore() * device.mainMemory().latencySeconds();
    return (int) Math.max(1, Math.round(bytes / (LINES_OF_A_BURST * parameters.lineBytes())));
  }

  private static long ticks(double seconds) {
    return ClockDomain.nearestTick(seconds);
  }
}
