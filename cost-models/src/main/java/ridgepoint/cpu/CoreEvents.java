package ridgepoint.cpu;

import java.util.List;
import java.util.Optional;
import ridgepoint.cpu.Footprint.Step;
import ridgepoint.cycle.BurstPort;
import ridgepoint.cycle.Completion;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.MainMemory;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Arbitration;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.SocketLink;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * Turns the steps of cores into streams of events. A core fetches a step's lines while it computes
 * the one before, as far as the kernel keeps steps in flight: its port takes what each level gives
 * one core, outer caches and memory serve all cores in turn. Steps alike, one after another, are a
 * loop.
 */
final class CoreEvents {
  /** Instructions are limited; beyond this many different steps, several are taken together. */
  private static final int MOST_STEPS = 60_000;

  private static final int RESULT_BUFFERS = 2;

  /** Prefetchers complete pairs of lines (Intel optimization manual, 2.5.5.4: spatial). */
  private static final int LINES_OF_A_BURST = 2;

  private final CyclePass pass;
  private final ProgramBuilder events;
  private final DeviceSpec device;
  private final CpuParameters parameters;
  private final CoreCosts costs;
  private final long lineBytes;
  private final int active;
  private final MainMemory memory;
  private final ClockDomain clock;

  /** Units of every shared cache, by instance; null for levels that cores have for themselves. */
  private final int[][] shared;

  /** The level that main memory is. */
  private final int main;

  private final Optional<SocketLink> link;

  /** What comes into each socket from the others; empty without links. */
  private final int[] incoming;

  /**
   * @param active cores that have tiles
   */
  CoreEvents(
      CyclePass pass,
      DeviceSpec device,
      CpuParameters parameters,
      CoreCosts costs,
      long lineBytes,
      int active,
      MainMemory memory) {
    this.pass = pass;
    this.device = device;
    this.parameters = parameters;
    this.costs = costs;
    this.lineBytes = lineBytes;
    this.active = active;
    this.memory = memory;
    events = pass.events();
    clock = ClockDomain.ofHertz("core", device.compute().clockHertz());
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
      int unit = events.unit(own, ClockDomain.unclocked(own), Arbitration.ROUND_ROBIN);
      units[i] = pass.resource(name, bound, unit);
    }
    return units;
  }

  /** Adds the streams of a core. */
  void add(int core, List<Step> steps, int stages) {
    List<StepRun> work = StepRun.of(steps, Math.max(1, MOST_STEPS / active));
    String name = "core " + core;
    int free = events.credits(name + " free buffers", stages, "operand buffers");
    int operands = events.credits(name + " operands", 0, "operands");
    int freeResults =
        events.credits(name + " free result buffers", RESULT_BUFFERS, "result buffers");
    int results = events.credits(name + " results", 0, "results");
    int port = pass.resource("fill port", Bound.CACHE, events.unit(name + " fill port", clock));
    int pipes = pass.resource("vector", Bound.COMPUTE, events.unit(name + " SIMD pipes", clock));
    int matrix = pass.resource("matrix", Bound.COMPUTE, events.unit(name + " tile pipes", clock));
    int writes = pass.resource("store port", Bound.CACHE, events.unit(name + " stores", clock));
    int tile = pass.completes(new Completion.InTurn(core, active));
    StreamBuilder fetch = events.stream(name + " fetch");
    StreamBuilder compute = events.stream(name + " compute");
    StreamBuilder store = events.stream(name + " store");
    BurstPort missed = burstPort(name + " misses", core, MissedLines.fetched(core));
    int evicted = events.credits(name + " evictions", 0, "evictions");
    StreamBuilder evict = events.stream(name + " evict");
    BurstPort writtenBack = burstPort(name + " write-backs", core, MissedLines.writtenBack(core));
    for (StepRun run : work) {
      Step step = run.step();
      fetch.loop(run.times()).take(free, 1);
      fetch(fetch, core, port, missed, step);
      fetch.give(operands, 1, When.DONE);
      if (step.writtenBack() > 0) {
        fetch.give(evicted, 1, When.BEGUN);
        evict.loop(run.times()).take(evicted, 1);
        writtenBack.write(evict, (double) step.writtenBack() * lineBytes, 0, "write back");
        evict.end();
      }
      fetch.end();
      boolean stores = TilePipeline.sum(step.use().storedBytes()) > 0;
      compute.loop(run.times()).take(operands, 1);
      if (stores) {
        compute.take(freeResults, 1);
      }
      compute(compute, pipes, matrix, step);
      compute.give(free, 1, When.RELEASED);
      if (stores) {
        compute.give(results, 1, When.DONE);
        store.loop(run.times()).take(results, 1);
        store(store, writes, step.use());
        store.give(freeResults, 1, When.DONE);
        if (step.ends()) {
          store.mark(tile);
        }
        store.end();
      }
      compute.end();
    }
    compute.delay(clock.ticksOf(device.control().synchronizationSeconds()));
  }

  private BurstPort burstPort(String name, int core, int place) {
    long burst = LINES_OF_A_BURST * parameters.lineBytes();
    BurstPort.Way way = (stream, bytes) -> cross(stream, core, bytes);
    return new BurstPort(pass, memory, name, place, burst, outstandingPairs(), way);
  }

  /** Memory first, then caches inwards, each begun when the one outside it begins to answer. */
  private void fetch(StreamBuilder stream, int core, int port, BurstPort missed, Step step) {
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

  private void compute(StreamBuilder stream, int pipes, int matrix, Step step) {
    Use use = step.use();
    double vectorSeconds =
        costs.vectorSeconds(use) + (step.begins() ? parameters.waves().tileSeconds() : 0);
    double productSeconds = 0;
    if (use.executedMatrixOperations() > 0) {
      int rows = use.matrixRows();
      int columns = use.matrixColumns();
      productSeconds = costs.productSeconds(use, rows, columns);
      int tag = pass.tag(Event.multiply(use.executedMatrixOperations(), use.matrixType()));
      int unit = costs.onMatrixUnit(use, rows, columns) ? matrix : pipes;
      stream.use(unit, Cost.of(clock.ticksOf(productSeconds)), When.RELEASED, "multiply", tag);
    }
    double ownCaches = costs.privateSeconds(alone(use)) - productSeconds - vectorSeconds;
    stream.use(
        pipes,
        Cost.of(clock.ticksOf(vectorSeconds + Math.max(0, ownCaches))),
        When.RELEASED,
        "vector",
        pass.tag(Event.vector(use.vectorOperations(), use.specialOperations())));
  }

  private static TileUse alone(Use use) {
    return new TileUse(1, List.of(new Segment(1, 1, use)), TilePipeline.sum(use.loadedBytes()), 0);
  }

  private void store(StreamBuilder stream, int writes, Use use) {
    MemoryLevel first = device.memory().get(0);
    double rate = first.writeBytesPerSecond() / device.compute().units();
    double bytes = TilePipeline.sum(use.storedBytes());
    stream.use(
        writes,
        Cost.of(clock.ticksOf(bytes / rate)),
        When.RELEASED,
        "store",
        pass.tag(Event.move(0, bytes)));
  }

  private static long ticks(double seconds) {
    return ClockDomain.nearestTick(seconds);
  }
}
