package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import ridgepoint.cache.CacheHierarchy;
import ridgepoint.cache.SampledLines;
import ridgepoint.cache.SetAssociativeCache.Replacement;
import ridgepoint.cpu.Footprint.Step;
import ridgepoint.cycle.CycleMachine;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.MainMemory;
import ridgepoint.cycle.MemoryTiming;
import ridgepoint.cycle.PlayedPart;
import ridgepoint.datatype.ProductRates;
import ridgepoint.dram.DeviceDram;
import ridgepoint.event.ClockDomain;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.recording.RecordingMachine;
import ridgepoint.wave.CacheState;

/**
 * A CPU as events. First the tiles' footprints are walked through the caches, so that every step of
 * every tile knows from which level its lines come. Then each core fetches, computes and stores
 * step after step, and shares the outer caches and main memory with the others: lines that miss all
 * caches, and those written back, go to the memory's controllers where the device names its DRAM.
 */
public final class CpuCycleMachine implements CycleMachine {
  /** Lines that a walk may follow; of more, one stands for some of its neighbours. */
  private static final double MOST_LINES = 2e6;

  /** Bytes that controllers play of a pass: several steps of every core. */
  private static final double PLAYED_BYTES = 32e6;

  private final DeviceSpec device;
  private final CpuParameters parameters;
  private final ProductRates products;
  private final CacheState state;
  private final int cores;

  /** A machine whose caches are cold. */
  public CpuCycleMachine(DeviceSpec device) {
    this(device, CacheState.COLD);
  }

  /**
   * @param state cold, or anything else for caches that a repetition of the kernel left
   */
  public CpuCycleMachine(DeviceSpec device, CacheState state) {
    this.device = device;
    this.state = state;
    parameters = CpuParameters.of(CpuMachine.parameters(device), device.control());
    products = new ProductRates(device);
    cores = device.compute().units();
  }

  @Override
  public double launchSeconds() {
    return device.control().launchSeconds();
  }

  @Override
  public CyclePass pass(
      Operator operator,
      Tiling tiling,
      Recording kernel,
      Recording recording,
      MemoryTiming timing) {
    return prepared(operator, tiling, kernel, recording).apply(timing);
  }

  /** The walk through the caches is the same for any main memory. */
  @Override
  public Function<MemoryTiming, CyclePass> prepared(
      Operator operator, Tiling tiling, Recording kernel, Recording recording) {
    TileProgram program = KernelLibrary.kernelFor(operator).program(tiling);
    int active = (int) Math.min(cores, Totals.of(recording).tiles());
    SampledLines lines = lines(program);
    MissedLines missed = new MissedLines(active, lines.groupBytes());
    PrefetchCounts prefetched = new PrefetchCounts();
    List<List<Step>> steps = walk(program, recording.program(), active, lines, missed, prefetched);
    String reason =
        String.format(
            Locale.ROOT,
            "%d steps on %d of %d cores, %slines of %d B walked through the caches, %s",
            steps.stream().mapToInt(List::size).sum(),
            active,
            cores,
            lines.every() == 1 ? "" : "one in " + lines.every() + " ",
            lines.lineBytes(),
            lines.trains() ? prefetched.text() : "all prefetched");
    CoreCosts costs = new CoreCosts(device, products, parameters, privateLevels(), 0, operator);
    return timing -> {
      CyclePass pass = new CyclePass(reason);
      ClockDomain clock = ClockDomain.ofHertz("core", device.compute().clockHertz());
      LineFetch fetch =
          new LineFetch(pass, device, parameters, main(pass, timing, missed), lines, clock);
      CoreEvents events =
          new CoreEvents(pass, device, parameters, costs, lines.groupBytes(), active, fetch, clock);
      for (int core = 0; core < active; core++) {
        events.add(core, steps.get(core), stages(recording));
      }
      return pass;
    };
  }

  @Override
  public PlayedPart played(DeviceDram dram) {
    return PlayedPart.moving(PLAYED_BYTES);
  }

  private MainMemory main(CyclePass pass, MemoryTiming timing, MissedLines missed) {
    double reached = parameters.waves().memoryEfficiency();
    return new MainMemory(pass, device, timing, reached, missed.bytes(), 0, missed::again);
  }

  private static int stages(Recording recording) {
    return recording.tiles().stream()
        .flatMap(tile -> tile.segments().stream())
        .mapToInt(Recording.Segment::stages)
        .max()
        .orElse(1);
  }

  private List<List<Step>> walk(
      TileProgram program,
      String pass,
      int active,
      SampledLines lines,
      MissedLines missed,
      PrefetchCounts prefetched) {
    CacheHierarchy caches = caches(lines.groupBytes());
    if (!state.equals(CacheState.COLD)) {
      for (TileProgram before = program; before != null; before = before.next()) {
        warm(before, caches, active, lines);
      }
    }
    TileProgram walked = program;
    while (!walked.name().equals(pass)) {
      warm(walked, caches, active, lines);
      walked = walked.next();
    }
    return Footprint.walk(walked, caches, active, lines, missed, prefetchers(prefetched));
  }

  private void warm(TileProgram before, CacheHierarchy caches, int active, SampledLines lines) {
    MissedLines nobody = new MissedLines(active, lines.groupBytes());
    Footprint.walk(before, caches, active, lines, nobody, prefetchers(new PrefetchCounts()));
  }

  private Footprint.Prefetchable prefetchers(PrefetchCounts counts) {
    return (caches, lines, active, fetched) ->
        new PrefetchUnits(
            caches,
            lines,
            parameters.prefetching(),
            active,
            LineFetch.linesUnderWay(device, parameters, active),
            counts,
            fetched);
  }

  private CacheHierarchy caches(long lineBytes) {
    List<CacheHierarchy.Level> levels = new ArrayList<>();
    for (MemoryLevel level : device.memory().subList(0, device.memory().size() - 1)) {
      boolean shared = level.instances() < cores;
      int ways = shared ? parameters.sharedCacheWays() : parameters.privateCacheWays();
      long lines = Math.max(1, (long) (level.capacityBytes() / lineBytes));
      Replacement replacement =
          shared && parameters.sharedCacheRandom()
              ? Replacement.RANDOM
              : Replacement.LEAST_RECENTLY_USED;
      levels.add(new CacheHierarchy.Level(level.instances(), lines, ways, replacement));
    }
    return new CacheHierarchy(cores, levels, parameters.inclusive());
  }

  /** All lines, or as few of them as keep the walk short. */
  private SampledLines lines(TileProgram program) {
    double bytes = 0;
    for (TileProgram pass = program; pass != null; pass = pass.next()) {
      Totals totals = Totals.of(RecordingMachine.record(pass));
      bytes += totals.loaded() + totals.stored();
    }
    int every = 1;
    while (bytes / (parameters.lineBytes() * every) > MOST_LINES) {
      every *= 2;
    }
    return new SampledLines(parameters.lineBytes(), every);
  }

  private int privateLevels() {
    int level = 0;
    while (level < device.memory().size() - 1 && device.memory().get(level).instances() >= cores) {
      level++;
    }
    return level;
  }
}
