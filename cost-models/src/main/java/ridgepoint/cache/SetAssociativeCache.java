package ridgepoint.cache;

import java.util.Arrays;

/**
 * A cache of lines in sets. Addresses are numbers of lines; neighbouring lines are in neighbouring
 * sets, or in any where sets are found by a hash. A line may have sectors that come one by one:
 * those that are there, or have been written, are the bits of a mask.
 */
public final class SetAssociativeCache {
  /** No line. */
  public static final long NONE = -1;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** A line without sectors. */
  private static final int WHOLE = 1;

  private final int ways;
  private final int sets;
  private final Replacement replacement;
  private final boolean hashed;

  /** State of the generator that picks lines to replace (Marsaglia 2003, "Xorshift RNGs"). */
  private long random = 88172645463325252L;

  /** Which line of a set has to go for another. */
  public enum Replacement {
    /** The one used least recently. */
    LEAST_RECENTLY_USED,
    /** Any, so that some lines survive what is larger than the cache and read over and over. */
    RANDOM
  }

  /** By set: its lines, where the least recently used is replaced the one used last first. */
  private final long[] lines;

  /** Sectors of each that are there, and those of them that have been written. */
  private final int[] valid;

  private final int[] dirty;

  /** When a prefetcher asked for each; 0 where none did, or it was used since. */
  private final int[] asked;

  private int evictedDirty;
  private int evictedTime;
  private int touchedTime;

  /**
   * A cache of at least so many lines.
   *
   * @param ways of a set; fewer where there are not as many lines
   */
  public SetAssociativeCache(long capacityLines, int ways, Replacement replacement) {
    this(capacityLines, ways, replacement, false);
  }

  /**
   * The same.
   *
   * @param hashed whether sets are found by a hash of a line's number
   */
  public SetAssociativeCache(
      long capacityLines, int ways, Replacement replacement, boolean hashed) {
    this.replacement = replacement;
    this.hashed = hashed;
    if (capacityLines < 1 || ways < 1) {
      throw new IllegalArgumentException(capacityLines + " lines in sets of " + ways);
    }
    this.ways = (int) Math.min(ways, capacityLines);
    sets = Math.toIntExact(Math.max(1, capacityLines / this.ways));
    lines = new long[sets * this.ways];
    Arrays.fill(lines, NONE);
    valid = new int[lines.length];
    dirty = new int[lines.length];
    asked = new int[lines.length];
  }

  /** Whether the line is there; if so it is now the one used last, and no prefetched one more. */
  public boolean touch(long line, boolean write) {
    return missing(line, WHOLE, write) == 0;
  }

  /**
   * Uses sectors of a line. Where the line is there, it is now the one used last and has them all;
   * where it is not, it is up to {@link #insert}.
   *
   * @return those of the sectors that were not there
   */
  public int missing(long line, int sectors, boolean write) {
    int first = first(line);
    for (int way = 0; way < ways; way++) {
      int at = first + way;
      if (lines[at] == line) {
        touchedTime = asked[at];
        asked[at] = 0;
        int absent = sectors & ~valid[at];
        int written = write ? dirty[at] | sectors : dirty[at];
        if (replacement == Replacement.RANDOM) {
          valid[at] |= sectors;
          dirty[at] = written;
        } else {
          moveToFront(first, way, line, valid[at] | sectors, written);
        }
        return absent;
      }
    }
    return sectors;
  }

  /** Whether any of a line is there. */
  public boolean holds(long line) {
    int first = first(line);
    for (int at = first; at < first + ways; at++) {
      if (lines[at] == line) {
        return true;
      }
    }
    return false;
  }

  /** When a prefetcher asked for the line that was touched last; 0 where none did. */
  public int touchedTime() {
    return touchedTime;
  }

  /**
   * Makes a prefetched line an ordinary one, as another cache takes its place.
   *
   * @return when a prefetcher asked for it, 0 where none did; {@link #NONE} when it is not there
   */
  public int takeTime(long line) {
    int first = first(line);
    for (int at = first; at < first + ways; at++) {
      if (lines[at] == line) {
        int time = asked[at];
        asked[at] = 0;
        return time;
      }
    }
    return (int) NONE;
  }

  /**
   * Puts in a line for a prefetcher; gives the line that had to go, or {@link #NONE}.
   *
   * @param time when it asked
   */
  public long prefetch(long line, int time) {
    return insert(line, WHOLE, false, time);
  }

  /** When a prefetcher asked for that line and nobody used it since; 0 otherwise. */
  public int evictedTime() {
    return evictedTime;
  }

  /** Puts in a line that is not there; gives the line that had to go, or {@link #NONE}. */
  public long insert(long line, boolean write) {
    return insert(line, WHOLE, write);
  }

  /** The same with some of its sectors. */
  public long insert(long line, int sectors, boolean write) {
    return insert(line, sectors, write, 0);
  }

  private long insert(long line, int sectors, boolean write, int time) {
    int first = first(line);
    int last = first + ways - 1;
    int at = replacement == Replacement.RANDOM && lines[last] != NONE ? first + any() : last;
    long victim = lines[at];
    evictedDirty = victim == NONE ? 0 : dirty[at];
    evictedTime = victim == NONE ? 0 : asked[at];
    int written = write ? sectors : 0;
    if (victim == NONE || replacement == Replacement.LEAST_RECENTLY_USED) {
      moveToFront(first, ways - 1, line, sectors, written);
      asked[first] = time;
    } else {
      lines[at] = line;
      valid[at] = sectors;
      dirty[at] = written;
      asked[at] = time;
    }
    return victim;
  }

  private int any() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) Long.remainderUnsigned(random, ways);
  }

  /** Whether the line that {@link #insert} gave last had been written. */
  public boolean evictedDirty() {
    return evictedDirty != 0;
  }

  /** Which of its sectors had been. */
  public int evictedSectors() {
    return evictedDirty;
  }

  /** Takes a line out; gives whether it was there and had been written. */
  public boolean remove(long line) {
    int first = first(line);
    for (int way = 0; way < ways; way++) {
      if (lines[first + way] == line) {
        boolean written = dirty[first + way] != 0;
        int behind = ways - 1 - way;
        shift(first + way + 1, first + way, behind);
        lines[first + ways - 1] = NONE;
        return written;
      }
    }
    return false;
  }

  private void moveToFront(int first, int way, long line, int sectors, int written) {
    shift(first, first + 1, way);
    lines[first] = line;
    valid[first] = sectors;
    dirty[first] = written;
    asked[first] = 0;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(lines, from, lines, to, count);
    System.arraycopy(valid, from, valid, to, count);
    System.arraycopy(dirty, from, dirty, to, count);
    System.arraycopy(asked, from, asked, to, count);
  }

  private int first(long line) {
    long product = line * GOLDEN_RATIO;
    long number = hashed ? product >>> Integer.SIZE ^ product >>> 1 : line;
    return (int) Math.floorMod(number, (long) sets) * ways;
  }
}
