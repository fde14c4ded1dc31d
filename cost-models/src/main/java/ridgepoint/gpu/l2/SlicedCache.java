package ridgepoint.gpu.l2;

import java.util.Arrays;
import ridgepoint.cache.SetAssociativeCache;
import ridgepoint.cache.SetAssociativeCache.Replacement;
import ridgepoint.dram.Interleaving;

/**
 * A cache that SMs share, in slices that lines are spread over by a hash of their addresses. Of
 * several partitions either each serves its SMs alone, or every line has its home in one of them:
 * then SMs near another partition look there first, where a copy of what they read stays (NVIDIA
 * A100 whitepaper: each partition caches data for the SMs that are connected to it), and find the
 * rest at its home. Writes go to the home, and copies elsewhere go.
 */
final class SlicedCache {
  private final Shape shape;
  private final Interleaving interleaving;

  /** By partition and slice of it. */
  private final SetAssociativeCache[][] slices;

  private final long[] hits;
  private final long[] misses;
  private final Evictions evictions;
  private long far;

  /** Places in sets from which copies were taken. */
  private long holes;

  /**
   * A cache's build.
   *
   * @param slices of one partition
   * @param homes whether lines have their homes in one of the partitions
   * @param sliceLines that a slice holds
   */
  record Shape(int partitions, int slices, boolean homes, long sliceLines, int ways) {}

  /** Told of what has to go for another line. */
  @FunctionalInterface
  interface Evictions {
    /**
     * A line goes.
     *
     * @param line or {@link SetAssociativeCache#NONE}, where nothing of this kernel was
     * @param written sectors of it that have to be written to what is beyond
     */
    void evicted(long line, int written);
  }

  SlicedCache(Shape shape, Evictions evictions) {
    this.shape = shape;
    this.evictions = evictions;
    interleaving = new Interleaving(shape.homes ? shape.partitions * shape.slices : shape.slices);
    slices = new SetAssociativeCache[shape.partitions][shape.slices];
    for (SetAssociativeCache[] partition : slices) {
      for (int slice = 0; slice < shape.slices; slice++) {
        partition[slice] =
            new SetAssociativeCache(shape.sliceLines, shape.ways, Replacement.RANDOM, true);
      }
    }
    hits = new long[shape.partitions * shape.slices];
    misses = new long[hits.length];
  }

  Shape shape() {
    return shape;
  }

  /** The partition a line has its home in, of SMs near one of them. */
  int home(long line, int near) {
    return shape.homes ? interleaving.unit(line) % shape.partitions : near;
  }

  /** The slice a line lies in, of those of a partition. */
  int slice(long line) {
    int unit = interleaving.unit(line);
    return shape.homes ? unit / shape.partitions : unit;
  }

  /**
   * Reads sectors of a line.
   *
   * @param near partition of the SM that asks
   * @return those that have to come from beyond
   */
  int read(int near, long line, int sectors) {
    int unit = interleaving.unit(line);
    int home = shape.homes ? unit % shape.partitions : near;
    int slice = shape.homes ? unit / shape.partitions : unit;
    int missing = sectors;
    if (home != near) {
      missing = use(near, slice, line, sectors, false);
      far += Integer.bitCount(missing);
    }
    return missing == 0 ? 0 : use(home, slice, line, missing, false);
  }

  /** Writes sectors of a line. */
  void write(int near, long line, int sectors) {
    int home = home(line, near);
    int slice = slice(line);
    for (int partition = 0; shape.homes && partition < shape.partitions; partition++) {
      if (partition != home && slices[partition][slice].holds(line)) {
        slices[partition][slice].remove(line);
        holes++;
      }
    }
    use(home, slice, line, sectors, true);
  }

  private int use(int partition, int slice, long line, int sectors, boolean write) {
    SetAssociativeCache cache = slices[partition][slice];
    int missing = cache.missing(line, sectors, write);
    if (missing == sectors && !cache.holds(line)) {
      long victim = cache.insert(line, sectors, write);
      if (victim == SetAssociativeCache.NONE && holes > 0) {
        holes--;
      } else {
        evictions.evicted(victim, cache.evictedSectors());
      }
    }
    if (!write) {
      int at = partition * shape.slices + slice;
      int absent = Integer.bitCount(missing);
      hits[at] += Integer.bitCount(sectors) - absent;
      misses[at] += absent;
    }
    return missing;
  }

  /** Sectors read that other partitions had to be asked for, so far. */
  long far() {
    return far;
  }

  /** Forgets what was counted, and keeps the lines. */
  void resetCounts() {
    far = 0;
    Arrays.fill(hits, 0);
    Arrays.fill(misses, 0);
  }

  /** Share of sectors that each slice had when asked for them; 1 where it was asked for none. */
  double[] hitShares() {
    double[] shares = new double[hits.length];
    for (int at = 0; at < shares.length; at++) {
      long asked = hits[at] + misses[at];
      shares[at] = asked == 0 ? 1 : (double) hits[at] / asked;
    }
    return shares;
  }

  /** Share of all sectors that were there. */
  double hitShare() {
    long found = Arrays.stream(hits).sum();
    long asked = found + Arrays.stream(misses).sum();
    return asked == 0 ? 1 : (double) found / asked;
  }
}
