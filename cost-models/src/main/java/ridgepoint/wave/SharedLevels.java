package ridgepoint.wave;

import java.util.List;
import java.util.Optional;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.operator.Work;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;

/**
 * The memory levels of a device as its units see them: those of one unit (registers, shared memory,
 * L1), then caches that several units share, then main memory.
 */
public final class SharedLevels {
  private final List<MemoryLevel> all;
  private final int firstShared;
  private final double cacheShare;
  private final double residentShare;
  private final double residentSharpness;
  private final double writeEfficiency;
  private final double clusterTiles;
  private final double cacheEfficiency;
  private final double memoryEfficiency;

  SharedLevels(DeviceSpec device, WaveParameters parameters) {
    all = device.memory();
    cacheShare = parameters.cacheShare();
    residentShare = parameters.residentShare();
    residentSharpness = parameters.residentSharpness();
    writeEfficiency = parameters.writeEfficiency();
    clusterTiles = parameters.clusterTiles();
    cacheEfficiency = parameters.cacheEfficiency();
    memoryEfficiency = parameters.memoryEfficiency();
    int first = 0;
    while (first < all.size() - 1 && all.get(first).instances() >= device.compute().units()) {
      first++;
    }
    firstShared = first;
  }

  /** Levels of the device, those within a unit included. */
  public int count() {
    return all.size();
  }

  /** Index of the nearest level that units share. */
  public int firstShared() {
    return firstShared;
  }

  public String name(int level) {
    return all.get(level).name();
  }

  /** What kernels reach of main memory's bandwidth. */
  public double memoryEfficiency() {
    return memoryEfficiency;
  }

  /** Seconds per byte read across a level. */
  public double readSecondsPerByte(int level) {
    return 1 / (all.get(level).readBytesPerSecond() * efficiency(level));
  }

  /**
   * The same when tiles side by side read operands that later tiles read again. What neighbours
   * read in step is near whoever reads it; the rest, one read in the root of their number, finds
   * the operands spread over partitions near and far, at the bandwidth that is left when so much of
   * the cache is read. What does not fit is read from beyond and charged there.
   *
   * @param operandBytes read over and over; 0 when nothing is
   * @param concurrentTiles that run side by side
   */
  public double readSecondsPerByte(int level, double operandBytes, double concurrentTiles) {
    MemoryLevel cache = all.get(level);
    double held = Math.min(operandBytes, cache.totalCapacityBytes());
    double share = cache.readBytesPerSecond(held) / cache.readBytesPerSecond();
    double apart = 1 / Math.sqrt(Math.max(1, concurrentTiles));
    return readSecondsPerByte(level) * (1 + apart * (1 / share - 1));
  }

  /** Seconds per byte written across a level. */
  public double writeSecondsPerByte(int level) {
    double reached = level == all.size() - 1 ? memoryEfficiency : writeEfficiency;
    return 1 / (all.get(level).writeBytesPerSecond() * reached);
  }

  private double efficiency(int level) {
    return level == all.size() - 1 ? memoryEfficiency : cacheEfficiency;
  }

  /**
   * Bytes read across each level from the nearest shared one on: all loads at the first, save what
   * clusters share, what each cache misses at the next, save what the outermost cache kept from the
   * pass before. Elements before {@link #firstShared} stay 0.
   */
  double[] readBytes(
      Recording pass, Totals totals, Optional<Totals> before, double concurrentTiles) {
    double[] read = new double[all.size()];
    read[firstShared] = totals.loaded() - sharedLoads(pass, totals);
    for (int level = firstShared; level < all.size() - 1; level++) {
      double capacity = all.get(level).capacityBytes() * cacheShare;
      double missed = CacheReuse.missedBytes(pass, totals, concurrentTiles, capacity);
      read[level + 1] = Math.min(read[level], missed);
    }
    int main = all.size() - 1;
    before.ifPresent(
        earlier -> read[main] = Math.max(0, read[main] - kept(handedOn(earlier, totals))));
    return read;
  }

  /** Loads of the most reloaded operand that the tiles of a cluster make once for all of them. */
  private double sharedLoads(Recording pass, Totals totals) {
    double saved = 0;
    for (int slot = 0; slot < totals.loadedBytes().length; slot++) {
      double loaded = totals.loadedBytes()[slot];
      double least = Math.max(loaded / clusterTiles, pass.operands().get(slot).bytes());
      saved = Math.max(saved, loaded - least);
    }
    return saved;
  }

  /** Bytes written across each level; what the next pass reads stays in the outermost cache. */
  double[] writtenBytes(Totals totals, Optional<Totals> after) {
    double[] written = new double[all.size()];
    for (int level = firstShared; level < all.size(); level++) {
      written[level] = totals.stored();
    }
    after.ifPresent(later -> written[all.size() - 1] -= kept(handedOn(totals, later)));
    return written;
  }

  /** Bytes that one pass writes for the next to read. */
  private static double handedOn(Totals earlier, Totals later) {
    double bytes = 0;
    for (int slot = 0; slot < earlier.storedBytes().length; slot++) {
      bytes += Math.min(earlier.storedBytes()[slot], later.loadedBytes()[slot]);
    }
    return bytes;
  }

  /** Fractions of an operator's bytes that the outermost shared cache holds when it starts. */
  CacheState.Hits hits(CacheState state, Work work) {
    if (firstShared == all.size() - 1) {
      return CacheState.Hits.NONE;
    }
    double capacity = all.get(all.size() - 2).capacityBytes();
    return state.hits(work, capacity, capacity * residentShare, residentSharpness);
  }

  /** Mean latency of loads of which the outermost cache has a share. */
  double loadLatency(double resident) {
    double main = all.get(all.size() - 1).latencySeconds();
    return resident == 0
        ? main
        : resident * all.get(all.size() - 2).latencySeconds() + (1 - resident) * main;
  }

  /** How much of {@code bytes} the outermost cache holds. */
  private double kept(double bytes) {
    if (firstShared == all.size() - 1) {
      return 0;
    }
    return Math.min(bytes, all.get(all.size() - 2).capacityBytes() * cacheShare);
  }
}
