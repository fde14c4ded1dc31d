package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;

/**
 * The memory levels of a GPU as its SMs see them: those of one SM (registers, shared memory), then
 * caches that several SMs share, then main memory.
 */
final class Levels {
  private final List<MemoryLevel> all;
  private final int firstShared;
  private final double cacheShare;
  private final double cacheEfficiency;
  private final double memoryEfficiency;

  Levels(DeviceSpec device, GpuParameters parameters) {
    all = device.memory();
    cacheShare = parameters.cacheShare();
    cacheEfficiency = parameters.cacheEfficiency();
    memoryEfficiency = parameters.memoryEfficiency();
    int first = 0;
    while (first < all.size() - 1 && all.get(first).instances() >= device.compute().units()) {
      first++;
    }
    firstShared = first;
  }

  int count() {
    return all.size();
  }

  /** Index of the nearest level that SMs share. */
  int firstShared() {
    return firstShared;
  }

  String name(int level) {
    return all.get(level).name();
  }

  List<String> sharedNames() {
    List<String> names = new ArrayList<>();
    for (int level = firstShared; level < all.size(); level++) {
      names.add(name(level));
    }
    return names;
  }

  /** Seconds per byte read across a level. */
  double readSecondsPerByte(int level) {
    return 1 / (all.get(level).readBytesPerSecond() * efficiency(level));
  }

  double writeSecondsPerByte(int level) {
    return 1 / (all.get(level).writeBytesPerSecond() * efficiency(level));
  }

  private double efficiency(int level) {
    return level == all.size() - 1 ? memoryEfficiency : cacheEfficiency;
  }

  /**
   * Bytes read across each level from the nearest shared one on: all loads at the first, what each
   * cache misses at the next. Elements before {@link #firstShared} stay 0.
   */
  double[] readBytes(Recording pass, Totals totals, double concurrentTiles) {
    double[] read = new double[all.size()];
    read[firstShared] = totals.loaded();
    for (int level = firstShared; level < all.size() - 1; level++) {
      double capacity = all.get(level).capacityBytes() * cacheShare;
      double missed =
          CacheReuse.missedBytes(pass, totals, concurrentTiles, capacity);
      read[level + 1] = Math.min(read[level], missed);
    }
    return read;
  }

  /** Fraction of a tensor that the outermost cache keeps from the pass that wrote it. */
  double keptFraction(double bytes) {
    if (firstShared == all.size() - 1 || bytes <= 0) {
      return 0;
    }
    return Math.min(1, all.get(all.size() - 2).capacityBytes() * cacheShare / bytes);
  }
}
