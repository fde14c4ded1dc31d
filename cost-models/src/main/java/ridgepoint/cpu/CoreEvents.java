package ridgepoint.cpu;

import java.util.List;
import java.util.Optional;
import ridgepoint.cpu.Footprint.Step;
import ridgepoint.cycle.Completion;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
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

  private final CyclePass pass;
  private final ProgramBuilder events;
  private final DeviceSpec device;
  private final CpuParameters parameters;
  private final CoreCosts costs;
  private final long lineBytes;
  private final int active;
  private final double memoryShare;
  private final ClockDomain clock;

  /** Units of every shared level, by instance; null for levels that cores have for themselves. */
  private final int[][] shared;

  private final Optional<SocketLink> link;

  /** What comes into each socket from the others; empty without links. */
  private final int[] incoming;

  /**
   * @param active cores that have tiles
   * @param memoryShare of main memory's bandwidth that the accesses reach
   */
  CoreEvents(
      CyclePass pass,
      DeviceSpec device,
      CpuParameters parameters,
      CoreCosts costs,
      long lineBytes,
      int active,
      double memoryShare) {
    this.pass = pass;
    this.device = device;
    this.parameters = parameters;
    this.costs = costs;
    this.lineBytes = lineBytes;
    this.active = active;
    this.memoryShare = memoryShare;
    events = pass.events();
    clock = ClockDomain.ofHertz("core", device.compute().clockHertz());
    int levels = device.memory().size();
    shared = new int[levels][];
    for (int level = 0; level < levels; level++) {
      boolean main = level == levels - 1;
      int instances = main ? sockets() : device.memory().get(level).instances();
      if (main || instances < device.compute().units()) {
        String name = device.memory().get(level).name();
        shared[level] = units(name, instances, main ? Bound.MEMORY : Bound.CACHE);
      }
    }
    link = cpu().socketLink();
    incoming = link.isEmpty() ? new int[0] : units("socket link", sockets(), Bound.MEMORY);
  }

  private Architecture.Cpu cpu() {
    return (Architecture.Cpu) device.architecture();
  }

  private int sockets() {
    return cpu().sockets();
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
    for (StepRun run : work) {
      Step step = run.step();
      fetch.loop(run.times()).take(free, 1);
      fetch(fetch, core, port, step);
      fetch.give(operands, 1, When.DONE).end();
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

  /** Memory first, then caches inwards, each begun when the one outside it begins to answer. */
  private void fetch(StreamBuilder stream, int core, int port, Step step) {
    double portSeconds = 0;
    double latency = 0;
    int main = shared.length - 1;
    for (int level = main; level >= 0; level--) {
      double bytes = (double) step.linesFrom()[level] * lineBytes;
      double written = level == main ? (double) step.writtenBack() * lineBytes : 0;
      if (bytes + written == 0) {
        continue;
      }
      latency = Math.max(latency, bytes > 0 ? latencySeconds(level) : 0);
      portSeconds += level == 0 ? 0 : bytes / bytesPerSecondOfOneCore(level);
      if (shared[level] != null) {
        share(stream, core, level, bytes, written);
      }
    }
    // Every byte passes the core's own levels on its way in.
    for (int level = 0; level < main && shared[level] == null; level++) {
      double bytes = 0;
      for (int from = level; from <= main; from++) {
        bytes += (double) step.linesFrom()[from] * lineBytes;
      }
      stream.use(port, Cost.of(0), When.BEGUN, "fetch", pass.tag(Event.move(level, bytes)));
    }
    stream.use(
        port,
        new Cost(clock.ticksOf(portSeconds), clock.ticksOf(portSeconds + latency)),
        When.RELEASED,
        "fetch");
  }

  /** A cache serves the cores near it; memory is spread over the sockets page by page. */
  private void share(StreamBuilder stream, int core, int level, double bytes, double written) {
    boolean main = level == shared.length - 1;
    MemoryLevel memory = device.memory().get(level);
    double reached = main ? memoryShare : parameters.waves().cacheEfficiency();
    double seconds =
        (bytes / memory.readBytesPerSecond() + written / memory.writeBytesPerSecond())
            / reached
            * (main ? 1 : shared[level].length);
    int tag = pass.tag(Event.move(level, bytes + written));
    if (!main) {
      int near = (int) ((long) core * shared[level].length / device.compute().units());
      stream.use(shared[level][near], ticks(seconds), When.BEGUN, memory.name(), tag);
      return;
    }
    if (link.isPresent()) {
      int socket = core / cpu().coresPerSocket();
      double remote = (bytes + written) * link.get().remoteShare();
      Cost crossing = ticks(remote / link.get().bytesPerSecond());
      stream.use(incoming[socket], crossing, When.BEGUN, "socket link");
    }
    for (int socket = 0; socket < shared[level].length; socket++) {
      int own = socket == 0 ? tag : StreamBuilder.NO_TAG;
      stream.use(shared[level][socket], ticks(seconds), When.BEGUN, memory.name(), own);
    }
  }

  /** Some of a step's lines lie at another socket. */
  private double latencySeconds(int level) {
    double own = device.memory().get(level).latencySeconds();
    boolean remote = level == shared.length - 1 && link.isPresent();
    return remote ? own + link.get().latencySeconds() : own;
  }

  private double bytesPerSecondOfOneCore(int level) {
    MemoryLevel memory = device.memory().get(level);
    if (level < shared.length - 1) {
      return memory.readBytesPerSecond()
          * parameters.waves().cacheEfficiency()
          / device.compute().units();
    }
    double saturating = cpu().coresToSaturateMemory();
    return memory.readBytesPerSecond() * memoryShare / saturating;
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

  private static Cost ticks(double seconds) {
    return Cost.of(ClockDomain.nearestTick(seconds));
  }
}
