package ridgepoint.cpu;

import java.util.List;
import ridgepoint.cpu.Footprint.Step;
import ridgepoint.cycle.BurstPort;
import ridgepoint.cycle.Completion;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.estimate.Bound;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
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
  private final LineFetch lines;
  private final ClockDomain clock;

  /**
   * @param active cores that have tiles
   * @param lines how they get their lines
   * @param clock of cores
   */
  CoreEvents(
      CyclePass pass,
      DeviceSpec device,
      CpuParameters parameters,
      CoreCosts costs,
      long lineBytes,
      int active,
      LineFetch lines,
      ClockDomain clock) {
    this.pass = pass;
    this.device = device;
    this.parameters = parameters;
    this.costs = costs;
    this.lineBytes = lineBytes;
    this.active = active;
    this.lines = lines;
    this.clock = clock;
    events = pass.events();
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
    int pipes = pass.resource("vector", Bound.COMPUTE, events.unit(name + " SIMD pipes", clock));
    int matrix = pass.resource("matrix", Bound.COMPUTE, events.unit(name + " tile pipes", clock));
    int writes = pass.resource("store port", Bound.CACHE, events.unit(name + " stores", clock));
    int tile = pass.completes(new Completion.InTurn(core, active));
    StreamBuilder fetch = events.stream(name + " fetch");
    StreamBuilder compute = events.stream(name + " compute");
    StreamBuilder store = events.stream(name + " store");
    LineFetch.Ports ports = lines.ports(name, core);
    int evicted = events.credits(name + " evictions", 0, "evictions");
    StreamBuilder evict = events.stream(name + " evict");
    BurstPort writtenBack = lines.writeBacks(name, core);
    for (StepRun run : work) {
      Step step = run.step();
      fetch.loop(run.times()).take(free, 1);
      lines.fetch(fetch, core, ports, step);
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
}
