package ridgepoint.cpu;

import java.util.Optional;
import ridgepoint.cache.SampledLines;
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
  /** Lines that prefetchers ask for one after another, and that fall out so, are taken together. */
  private static final int LINES_OF_A_BURST = 2;

  private final CyclePass pass;
  private final DeviceSpec device;
  private final CpuParameters parameters;
  private final MainMemory memory;
  private final long lineBytes;
  private final ClockDomain clock;

  /** Whether prefetchers were at work in the walk. */
  private final boolean trained;

  /** Units of every shared cache, by instance; null for levels that cores have for themselves. */
  private final int[][] shared;

  /** The level that main memory is. */
  private final int main;

  private final Optional<SocketLink> link;

  /** What comes into each socket from the others; empty without links. */
  private final int[] incoming;

  /**
   * @param lines that a walk followed
   */
  LineFetch(
      CyclePass pass,
      DeviceSpec device,
      CpuParameters parameters,
      MainMemory memory,
      SampledLines lines,
      ClockDomain clock) {
    this.pass = pass;
    this.device = device;
    this.parameters = parameters;
    this.memory = memory;
    lineBytes = lines.groupBytes();
    trained = lines.trains();
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

  /**
   * How lines come into a core.
   *
   * @param fill its first level takes in
   * @param ahead what its prefetchers bring from caches to an outer one of its own
   * @param missed what its loads ask main memory for
   * @param prefetched what its prefetchers ask main memory for
   */
  record Ports(int fill, int ahead, BurstPort missed, BurstPort prefetched) {}

  /** Adds the ports of a core. */
  Ports ports(String core, int number) {
    int fill =
        pass.resource("fill port", Bound.CACHE, pass.events().unit(core + " fill port", clock));
    int ahead = pass.events().unit(core + " prefetch port", clock);
    pass.resource("prefetch port", Bound.CACHE, ahead);
    return new Ports(fill, ahead, misses(core, number), prefetches(core, number));
  }

  /** What a core's loads ask main memory for: lines one by one, as many as it has buffers for. */
  private BurstPort misses(String core, int number) {
    int lines = Math.min(parameters.prefetching().missBuffers(), outstandingLines());
    return burstPort(core + " misses", number, MissedLines.fetched(number), 1, lines);
  }

  /** What its prefetchers ask main memory for. */
  private BurstPort prefetches(String core, int number) {
    return pairs(core + " prefetches", number, MissedLines.fetched(number));
  }

  /** What falls out of caches for a core, after it was written. */
  BurstPort writeBacks(String core, int number) {
    return pairs(core + " write-backs", number, MissedLines.writtenBack(number));
  }

  private BurstPort pairs(String name, int core, int place) {
    int pairs = Math.max(1, outstandingLines() / LINES_OF_A_BURST);
    return burstPort(name, core, place, LINES_OF_A_BURST, pairs);
  }

  private BurstPort burstPort(String name, int core, int place, int lines, int outstanding) {
    long burst = lines * parameters.lineBytes();
    BurstPort.Way way = (stream, bytes) -> cross(stream, core, bytes);
    return new BurstPort(pass, memory, name, place, burst, outstanding, way);
  }

  /**
   * Lines that a core has outstanding when it draws all it can: as many as it takes to reach its
   * share of the bandwidth at the memory's latency (Little 1961).
   */
  private int outstandingLines() {
    return linesUnderWay(device, parameters, 1);
  }

  /** The same for each of some cores that draw at a time. */
  static int linesUnderWay(DeviceSpec device, CpuParameters parameters, int cores) {
    double together =
        Math.max(1, cores / ((Architecture.Cpu) device.architecture()).coresToSaturateMemory());
    double bytes =
        memoryRateOfOneCore(device, parameters) / together * device.mainMemory().latencySeconds();
    return (int) Math.max(1, Math.round(bytes / parameters.lineBytes()));
  }

  /**
   * Lines of a step, and those that prefetchers bring meanwhile: what a core takes in from its
   * caches passes while memory answers, line after line. Where the walk was too long for
   * prefetchers, all that comes from memory counts as prefetched.
   */
  void fetch(StreamBuilder stream, int core, Ports ports, Step step) {
    countTraffic(stream, ports.fill(), step);
    double latency = 0;
    double fillSeconds = 0;
    double aheadSeconds = 0;
    for (int level = main - 1; level > 0; level--) {
      double taken = (double) step.takenIn(level) * lineBytes;
      double ahead =
          (double) step.prefetched(level) * lineBytes + step.linesFrom()[level] * lineBytes - taken;
      latency =
          taken > 0 ? Math.max(latency, device.memory().get(level).latencySeconds()) : latency;
      fillSeconds += taken / cacheRateOfOneCore(level);
      aheadSeconds += ahead / cacheRateOfOneCore(level);
      if (shared[level] != null && taken + ahead > 0) {
        share(stream, core, level, taken + ahead);
      }
    }
    double prefetched = (double) step.prefetched(main) * lineBytes;
    double missed = (double) step.linesFrom()[main] * lineBytes;
    if (!trained) {
      prefetched += missed;
      missed = 0;
    }
    if (!memory.isPlayed()) {
      double seconds = prefetched / memoryRateOfOneCore(device, parameters);
      fillSeconds += missed / missRateOfOneCore() + (trained ? 0 : seconds);
      aheadSeconds += trained ? seconds : 0;
      latency = missed > 0 || (!trained && prefetched > 0) ? memoryLatency() : latency;
    }
    use(stream, ports.ahead(), aheadSeconds, 0, "prefetch");
    use(stream, ports.fill(), fillSeconds, Math.max(latency, firstLatency(step)), "fetch");
    long latencyTicks = memory.isPlayed() ? ticks(memoryLatency()) : 0;
    if (prefetched > 0) {
      ports.prefetched().read(stream, prefetched, latencyTicks, "prefetch");
    }
    if (missed > 0) {
      ports.missed().read(stream, missed, latencyTicks, "memory");
    }
  }

  private void use(StreamBuilder stream, int port, double seconds, double latency, String label) {
    if (seconds + latency > 0) {
      Cost cost = new Cost(clock.ticksOf(seconds), clock.ticksOf(seconds + latency));
      stream.use(port, cost, When.BEGUN, label);
    }
  }

  private double firstLatency(Step step) {
    return step.linesFrom()[0] > 0 ? device.memory().get(0).latencySeconds() : 0;
  }

  /** Every byte passes the core's own levels on its way in. */
  private void countTraffic(StreamBuilder stream, int port, Step step) {
    for (int level = 0; level < main && shared[level] == null; level++) {
      double bytes = 0;
      for (int from = level; from <= main; from++) {
        long lines = level == 0 ? step.linesFrom()[from] : step.takenIn(from);
        bytes += (double) lines * lineBytes;
      }
      stream.use(port, Cost.of(0), When.BEGUN, "fetch", pass.tag(Event.move(level, bytes)));
    }
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

  private static double memoryRateOfOneCore(DeviceSpec device, CpuParameters parameters) {
    double rate = device.mainMemory().readBytesPerSecond();
    double cores = ((Architecture.Cpu) device.architecture()).coresToSaturateMemory();
    return rate * parameters.waves().memoryEfficiency() / cores;
  }

  /** What loads of one core draw, without prefetchers. */
  private double missRateOfOneCore() {
    double buffers = (double) parameters.prefetching().missBuffers() * parameters.lineBytes();
    return Math.min(
        memoryRateOfOneCore(device, parameters), buffers / device.mainMemory().latencySeconds());
  }

  private static long ticks(double seconds) {
    return ClockDomain.nearestTick(seconds);
  }
}
