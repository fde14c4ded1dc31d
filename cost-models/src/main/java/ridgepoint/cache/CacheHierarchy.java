package ridgepoint.cache;

import java.util.List;
import java.util.function.LongConsumer;
import ridgepoint.cache.SetAssociativeCache.Replacement;

/**
 * The caches between cores and main memory. A line that misses is put into every level on its way;
 * what falls out of a level after it was written is written to the next. Where outer caches include
 * inner ones, a line that falls out of an outer level is lost to the inner ones as well.
 *
 * <p>Lines may be several of the machine's own lines together, for walks that are long.
 */
public final class CacheHierarchy {
  private final List<Level> levels;
  private final boolean inclusive;
  private final SetAssociativeCache[][] caches;
  private final int cores;

  /** Told of lines that are written to main memory. */
  private LongConsumer writtenBack = line -> {};

  /** Told of what becomes of prefetched lines. */
  private PrefetchListener prefetched = PrefetchListener.NONE;

  /** What becomes of lines that prefetchers asked for. */
  public interface PrefetchListener {
    /** No one listens. */
    PrefetchListener NONE =
        new PrefetchListener() {
          @Override
          public void used(int level, int time) {}

          @Override
          public void wasted(int level) {}
        };

    /** A core reads or writes such a line for the first time; it was asked for at {@code time}. */
    void used(int level, int time);

    /** Such a line falls out without having been used. */
    void wasted(int level);
  }

  /**
   * A level.
   *
   * @param instances caches of it, each serving as many neighbouring cores
   * @param capacityLines of one
   */
  public record Level(int instances, long capacityLines, int ways, Replacement replacement) {}

  /**
   * @param levels nearest first
   * @param inclusive whether outer levels hold all that inner ones do
   */
  public CacheHierarchy(int cores, List<Level> levels, boolean inclusive) {
    this.cores = cores;
    this.levels = List.copyOf(levels);
    this.inclusive = inclusive;
    caches = new SetAssociativeCache[levels.size()][];
    for (int level = 0; level < caches.length; level++) {
      Level of = levels.get(level);
      caches[level] = new SetAssociativeCache[Math.min(cores, of.instances())];
      for (int i = 0; i < caches[level].length; i++) {
        caches[level][i] = new SetAssociativeCache(of.capacityLines(), of.ways(), of.replacement());
      }
    }
  }

  /** The instance of a level that serves a core. */
  public int instance(int level, int core) {
    return (int) ((long) core * caches[level].length / cores);
  }

  /**
   * A core reads or writes a line.
   *
   * @return the level that had it; the number of levels when main memory did
   */
  public int access(int core, long line, boolean write) {
    int found = 0;
    while (found < caches.length && !cache(found, core).touch(line, write && found == 0)) {
      found++;
    }
    if (found < caches.length && cache(found, core).touchedTime() > 0) {
      prefetched.used(found, cache(found, core).touchedTime());
    }
    for (int level = found - 1; level >= 0; level--) {
      fill(level, core, line, write && level == 0, 0);
    }
    return found;
  }

  /**
   * A prefetcher of a core asks for a line.
   *
   * @param into the level that it fills, and those between that and where the line is found
   * @param time from 1 on, that a use of the line is told with if it comes from main memory
   * @return the level that had it, as of {@link #access}; {@code into} or a nearer one when nothing
   *     was to be done
   */
  public int prefetch(int core, long line, int into, int time) {
    int found = 0;
    for (; found <= into; found++) {
      if (cache(found, core).holds(line)) {
        return found;
      }
    }
    int asked = time;
    for (boolean there = false; found < caches.length && !there; found += there ? 0 : 1) {
      int before = cache(found, core).takeTime(line);
      there = before >= 0;
      asked = there ? before : time;
    }
    for (int level = found - 1; level >= into; level--) {
      fill(level, core, line, false, level == into ? asked : 0);
    }
    return found;
  }

  private void fill(int level, int core, long line, boolean write, int time) {
    SetAssociativeCache cache = cache(level, core);
    long victim = time > 0 ? cache.prefetch(line, time) : cache.insert(line, write);
    if (victim == SetAssociativeCache.NONE) {
      return;
    }
    if (cache.evictedTime() > 0) {
      prefetched.wasted(level);
    }
    boolean written = cache.evictedDirty();
    if (inclusive) {
      written |= removeInside(level, core, victim);
    }
    if (written) {
      writeBack(level + 1, core, victim);
    }
  }

  /** Takes a line out of all caches inside an instance; gives whether one had been written. */
  private boolean removeInside(int level, int core, long line) {
    boolean written = false;
    int instance = instance(level, core);
    for (int inner = 0; inner < level; inner++) {
      for (int i = 0; i < caches[inner].length; i++) {
        int itsCore = (int) ((long) i * cores / caches[inner].length);
        if (instance(level, itsCore) == instance) {
          written |= caches[inner][i].remove(line);
        }
      }
    }
    return written;
  }

  private void writeBack(int level, int core, long line) {
    if (level == caches.length) {
      writtenBack.accept(line);
    } else if (!cache(level, core).touch(line, true)) {
      fill(level, core, line, true, 0);
    }
  }

  /** Says who is told of what becomes of prefetched lines from now on. */
  public void tell(PrefetchListener ofPrefetched) {
    prefetched = ofPrefetched;
  }

  /** Says who is told of the lines that are written to main memory from now on. */
  public void tell(LongConsumer ofWrittenBack) {
    writtenBack = ofWrittenBack;
  }

  /** Levels of cache. */
  public int levels() {
    return levels.size();
  }

  private SetAssociativeCache cache(int level, int core) {
    return caches[level][instance(level, core)];
  }
}
