package ridgepoint.wave;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Work;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;

/**
 * A device of identical units: latency = launch + for each pass (fill and drain + waves).
 *
 * <p>The last pass writes at least the operator's result, and the first reads at least its
 * operands: what an operator must read from a cold memory no reuse can save.
 */
public final class WaveMachine {
  private final DeviceSpec device;
  private final WaveParameters parameters;
  private final SharedLevels levels;
  private final CacheState cacheState;

  /** A machine whose caches are cold. */
  public WaveMachine(DeviceSpec device, WaveParameters parameters) {
    this(device, parameters, CacheState.COLD);
  }

  public WaveMachine(DeviceSpec device, WaveParameters parameters, CacheState cacheState) {
    this.device = device;
    this.parameters = parameters;
    this.cacheState = cacheState;
    this.levels = new SharedLevels(device, parameters);
  }

  public SharedLevels levels() {
    return levels;
  }

  /** Mean latency of loads: of the outermost cache for what it holds, and of main memory. */
  public double loadLatency(Work work) {
    return levels.loadLatency(readHits(levels.hits(cacheState, work), work) / work.read().total());
  }

  /** Seconds that main memory needs for what an operator has to move and caches do not hold. */
  public double memorySeconds(Work work) {
    CacheState.Hits hits = levels.hits(cacheState, work);
    int main = levels.count() - 1;
    return (work.read().total() - readHits(hits, work)) * levels.readSecondsPerByte(main)
        + work.written().total() * (1 - hits.others()) * levels.writeSecondsPerByte(main);
  }

  /** Bytes of an operator's operands that the outermost cache holds. */
  private static double readHits(CacheState.Hits hits, Work work) {
    double weights = work.read().weight();
    return hits.weights() * weights + hits.others() * (work.read().total() - weights);
  }

  /** Time of a kernel and the passes that follow it. */
  public MappedTime time(Operator operator, Recording recording, UnitCosts unit) {
    Work work = operator.work();
    List<PassTime> passes = new ArrayList<>(2);
    Optional<Totals> before = Optional.empty();
    Optional<Totals> totals = Optional.of(Totals.of(recording));
    for (Recording pass = recording; pass != null; pass = pass.next()) {
      Optional<Totals> after = Optional.ofNullable(pass.next()).map(Totals::of);
      passes.add(
          pass(
              pass,
              totals.orElseThrow(),
              unit,
              bytes(pass, totals.orElseThrow(), before, after, concurrent(pass, unit), work),
              before.isEmpty() ? unit.serialSeconds() : 0,
              before.isEmpty() ? 1 : parameters.laterPassShare()));
      before = totals;
      totals = after;
    }
    return new WaveAccount(device, levels, parameters, passes).mappedTime();
  }

  /**
   * Of the bytes that the tiles of a kernel's first pass load, the share that comes from main
   * memory.
   *
   * @param concurrent tiles that run at a time
   */
  public double memoryShare(Operator operator, Recording recording, double concurrent) {
    Totals totals = Totals.of(recording);
    double[] read =
        bytes(recording, totals, Optional.empty(), Optional.empty(), concurrent, operator.work())
            .read();
    return totals.loaded() == 0 ? 0 : Math.min(1, read[read.length - 1] / totals.loaded());
  }

  /**
   * Bytes that a pass moves across each memory level.
   *
   * @param kernel its first pass
   * @param pass this one: the first, or one that follows it
   * @param concurrent tiles that run at a time
   */
  public LevelBytes bytes(Recording kernel, Recording pass, double concurrent, Work work) {
    Optional<Totals> before = Optional.empty();
    for (Recording earlier = kernel; earlier != pass; earlier = earlier.next()) {
      before = Optional.of(Totals.of(earlier));
    }
    Optional<Totals> after = Optional.ofNullable(pass.next()).map(Totals::of);
    return bytes(pass, Totals.of(pass), before, after, concurrent, work);
  }

  private LevelBytes bytes(
      Recording pass,
      Totals totals,
      Optional<Totals> before,
      Optional<Totals> after,
      double concurrent,
      Work work) {
    double[] read = levels.readBytes(pass, totals, before, concurrent);
    double[] written = levels.writtenBytes(totals, after);
    int last = read.length - 1;
    if (before.isEmpty()) {
      read[last] = Math.max(read[last], work.read().total());
    }
    if (after.isEmpty()) {
      written[last] = Math.max(written[last], work.written().total());
    }
    CacheState.Hits hits = levels.hits(cacheState, work);
    read[last] = Math.max(0, read[last] - (before.isEmpty() ? readHits(hits, work) : 0));
    written[last] *= 1 - hits.others();
    return new LevelBytes(read, written);
  }

  private double concurrent(Recording pass, UnitCosts unit) {
    return units(unit) * unit.tilesPerUnit(pass);
  }

  private double units(UnitCosts unit) {
    return Math.floor((double) device.compute().units() / unit.unitsPerTile());
  }

  /**
   * Time of one pass.
   *
   * @param serialSeconds that its tiles take one after another
   * @param overheadShare of the time that starting and ending the kernel and its tiles takes
   */
  private PassTime pass(
      Recording pass,
      Totals totals,
      UnitCosts unit,
      LevelBytes bytes,
      double serialSeconds,
      double overheadShare) {
    int tilesPerUnit = unit.tilesPerUnit(pass);
    int shared = bytes.read().length - levels.firstShared();
    double concurrent = Math.min(totals.tiles(), concurrent(pass, unit));
    double[] perLoaded = new double[shared];
    double[] perStored = new double[shared];
    for (int i = 0; i < shared; i++) {
      int level = levels.firstShared() + i;
      perLoaded[i] =
          perByte(bytes.read()[level], totals.loaded())
              * levels.readSecondsPerByte(level, unit.workingSetBytes(), concurrent);
      perStored[i] =
          perByte(bytes.written()[level], totals.stored()) * levels.writeSecondsPerByte(level);
    }
    WaveTimes waves =
        new WaveTimes(
            new TileCosts(pass, unit),
            units(unit),
            tilesPerUnit,
            unit.fixUpSeconds(pass.tiles().get(0)),
            parameters,
            serialSeconds / totals.tiles(),
            perLoaded,
            perStored);
    double overhead =
        parameters.kernelSeconds()
            + waves.waves * parameters.tileSeconds()
            + unit.fillSeconds()
            + waves.drainSeconds;
    return new PassTime(totals, waves, tilesPerUnit, overheadShare * overhead, bytes);
  }

  private static double perByte(double crossing, double moved) {
    return moved == 0 ? 0 : crossing / moved;
  }
}
