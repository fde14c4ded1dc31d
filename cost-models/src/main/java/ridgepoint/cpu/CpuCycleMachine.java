package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.cache.CacheHierarchy;
import ridgepoint.cpu.Footprint.Step;
import ridgepoint.cycle.CycleMachine;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.MemoryTiming;
import ridgepoint.datatype.ProductRates;
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
 * every tile knows from which level its lines come; where the device names its DRAM, the accesses
 * that miss all caches run through that DRAM's controller, which says what they reach of its peak.
 * Then each core fetches, computes and stores step after step, and shares the outer caches and the
 * memory of each socket with the others.
 */
public final class CpuCycleMachine implements CycleMachine {
  /** Lines that a walk may touch; of more, neighbouring lines are taken together. */
  private static final double MOST_LINES = 2e6;

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
    TileProgram program = KernelLibrary.kernelFor(operator).program(tiling);
    int active = (int) Math.min(cores, Totals.of(recording).tiles());
    long lineBytes = lineBytes(program);
    MissStream misses = new MissStream(active, lineBytes);
    List<List<Step>> steps = walk(program, recording.program(), active, lineBytes, misses);
    int count = steps.stream().mapToInt(List::size).sum();
    CyclePass pass =
        new CyclePass(
            String.format(
                Locale.ROOT,
                "%d steps on %d of %d cores, caches walked in lines of %d B",
                count,
                active,
                cores,
                lineBytes));
    CoreCosts costs = new CoreCosts(device, products, parameters, privateLevels(), 0, operator);
    CoreEvents events =
        new CoreEvents(
            pass, device, parameters, costs, lineBytes, active, memoryShare(misses, timing));
    for (int core = 0; core < active; core++) {
      events.add(core, steps.get(core), stages(recording));
    }
    return pass;
  }

  private static int stages(Recording recording) {
    return recording.tiles().stream()
        .flatMap(tile -> tile.segments().stream())
        .mapToInt(Recording.Segment::stages)
        .max()
        .orElse(1);
  }

  /** What main memory reaches of its bandwidth. */
  private double memoryShare(MissStream misses, MemoryTiming timing) {
    return timing instanceof MemoryTiming.ByCommand played
        ? misses.efficiency(played.dram())
        : parameters.waves().memoryEfficiency();
  }

  private List<List<Step>> walk(
      TileProgram program, String pass, int active, long lineBytes, MissStream misses) {
    CacheHierarchy caches = caches(lineBytes);
    if (!state.equals(CacheState.COLD)) {
      for (TileProgram before = program; before != null; before = before.next()) {
        Footprint.walk(before, caches, active, lineBytes, new MissStream(active, lineBytes));
      }
    }
    TileProgram walked = program;
    while (!walked.name().equals(pass)) {
      Footprint.walk(walked, caches, active, lineBytes, new MissStream(active, lineBytes));
      walked = walked.next();
    }
    caches.takeWrittenBack();
    return Footprint.walk(walked, caches, active, lineBytes, misses);
  }

  private CacheHierarchy caches(long lineBytes) {
    List<CacheHierarchy.Level> levels = new ArrayList<>();
    for (MemoryLevel level : device.memory().subList(0, device.memory().size() - 1)) {
      boolean shared = level.instances() < cores;
      int ways = shared ? parameters.sharedCacheWays() : parameters.privateCacheWays();
      long lines = Math.max(1, (long) (level.capacityBytes() / lineBytes));
      levels.add(new CacheHierarchy.Level(level.instances(), lines, ways));
    }
    return new CacheHierarchy(cores, levels, parameters.inclusive());
  }

  /** The machine's own lines, or as many of them together as keeps the walk short. */
  private long lineBytes(TileProgram program) {
    double bytes = 0;
    for (TileProgram pass = program; pass != null; pass = pass.next()) {
      Totals totals = Totals.of(RecordingMachine.record(pass));
      bytes += totals.loaded() + totals.stored();
    }
    long line = parameters.lineBytes();
    while (bytes / line > MOST_LINES) {
      line *= 2;
    }
    return line;
  }

  private int privateLevels() {
    int level = 0;
    while (level < device.memory().size() - 1 && device.memory().get(level).instances() >= cores) {
      level++;
    }
    return level;
  }
}
