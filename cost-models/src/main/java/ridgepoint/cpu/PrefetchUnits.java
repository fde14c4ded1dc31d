package ridgepoint.cpu;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ridgepoint.cache.CacheHierarchy;
import ridgepoint.cache.Prefetcher;
import ridgepoint.cache.SampledLines;

/**
 * The prefetchers of all cores at work on the lines that these touch. They are trained by every
 * line, also where the caches follow one of several: a line that is not followed then counts as
 * found where the last one was.
 */
final class PrefetchUnits implements CacheHierarchy.PrefetchListener {
  /** The first levels have prefetchers. */
  static final int LEVELS = 2;

  /** Times are counted so far, and then begin again. */
  private static final int LAST_TIME = 1 << 29;

  private final CacheHierarchy caches;
  private final SampledLines lines;
  private final List<List<Prefetcher>> first;
  private final List<List<Prefetcher>> second;

  /** Levels that the units fill. */
  private final int outer;

  /** Lines under way at a time; of one that is asked for as few before its use a core waits. */
  private final int underWay;

  /** Lines touched, by core. */
  private final int[] time;

  /** Where the line was that units of the first level asked for last, by core. */
  private final int[] firstFrom;

  /** The line that units of the first level asked for last, by core. */
  private final long[] wantedLast;

  private final FetchedLines fetched;
  private final PrefetchCounts counts;
  private int core;

  /** Told of lines that come to caches because a prefetcher asked. */
  interface FetchedLines {
    /**
     * @param into the level it fills
     * @param level that had it
     */
    void fetched(int core, long group, int into, int level);
  }

  /**
   * @param underWay lines that a core has under way at a time when it draws all it can
   */
  PrefetchUnits(
      CacheHierarchy caches,
      SampledLines lines,
      Prefetching units,
      int cores,
      int underWay,
      PrefetchCounts counts,
      FetchedLines fetched) {
    this.caches = caches;
    this.lines = lines;
    this.underWay = underWay;
    this.counts = counts;
    this.fetched = fetched;
    first = units(cores, () -> units.first(lines.lineBytes()));
    second = units(cores, () -> units.second(lines.lineBytes()));
    outer = Math.min(LEVELS, caches.levels()) - 1;
    time = new int[cores];
    firstFrom = new int[cores];
    wantedLast = new long[cores];
    caches.tell(this);
  }

  private static List<List<Prefetcher>> units(int cores, Supplier<List<Prefetcher>> one) {
    return Stream.generate(one).limit(cores).toList();
  }

  /**
   * A core touched a line.
   *
   * @param level that had it
   */
  void touched(int toucher, long line, int instruction, int level) {
    core = toucher;
    for (Prefetcher unit : first.get(core)) {
      unit.observe(line, instruction, level == 0, wanted -> bringFirst(wanted, instruction));
    }
    time[core] = time[core] % LAST_TIME + 1;
    if (level > 0) {
      passed(line, instruction, level);
    }
  }

  /** A line was not in the first level, whoever asked for it. */
  private void passed(long line, int instruction, int level) {
    for (Prefetcher unit : second.get(core)) {
      unit.observe(line, instruction, level <= outer, wanted -> bring(wanted, outer));
    }
  }

  /** Several units may ask for one line, which then comes once. */
  private void bringFirst(long line, int instruction) {
    if (line == wantedLast[core]) {
      return;
    }
    wantedLast[core] = line;
    if (lines.follows(line)) {
      firstFrom[core] = bring(line, 0);
    }
    if (firstFrom[core] > 0) {
      passed(line, instruction, firstFrom[core]);
    }
  }

  /** Gives the level that had the line; of one that is not followed, the one it was to fill. */
  private int bring(long line, int into) {
    if (!lines.follows(line)) {
      return into;
    }
    long group = lines.group(line);
    int from = caches.prefetch(core, group, into, Math.max(1, time[core]));
    if (from > into) {
      counts.issued += from == caches.levels() ? 1 : 0;
      fetched.fetched(core, group, into, from);
    }
    return from;
  }

  @Override
  public void used(int level, int asked) {
    counts.used++;
    counts.late += time[core] - asked < underWay ? 1 : 0;
  }

  @Override
  public void wasted(int level) {
    counts.wasted++;
  }
}
