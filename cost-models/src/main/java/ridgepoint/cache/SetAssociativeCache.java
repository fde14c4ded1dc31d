package ridgepoint.cache;

import java.util.Arrays;

/**
 * A cache of lines in sets. Addresses are numbers of lines; neighbouring lines are in neighbouring
 * sets.
 */
public final class SetAssociativeCache {
  /** No line. */
  public static final long NONE = -1;

  private final int ways;
  private final int sets;
  private final Replacement replacement;

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

  private final boolean[] dirty;
  private boolean evictedDirty;

  /**
   * A cache of at least so many lines.
   *
   * @param ways of a set; fewer where there are not as many lines
   */
  public SetAssociativeCache(long capacityLines, int ways, Replacement replacement) {
    this.replacement = replacement;
    if (capacityLines < 1 || ways < 1) {
      throw new IllegalArgumentException(capacityLines + " lines in sets of " + ways);
    }
    this.ways = (int) Math.min(ways, capacityLines);
    sets = Math.toIntExact(Math.max(1, capacityLines / this.ways));
    lines = new long[sets * this.ways];
    Arrays.fill(lines, NONE);
    dirty = new boolean[lines.length];
  }

  /** Whether the line is there; if so it is now the one used last. */
  public boolean touch(long line, boolean write) {
    int first = first(line);
    for (int way = 0; way < ways; way++) {
      if (lines[first + way] == line) {
        if (replacement == Replacement.RANDOM) {
          dirty[first + way] |= write;
        } else {
          moveToFront(first, way, line, dirty[first + way] || write);
        }
        return true;
      }
    }
    return false;
  }

  /** Puts in a line that is not there; gives the line that had to go, or {@link #NONE}. */
  public long insert(long line, boolean write) {
    int first = first(line);
    int last = first + ways - 1;
    int at = replacement == Replacement.RANDOM && lines[last] != NONE ? first + any() : last;
    long victim = lines[at];
    evictedDirty = victim != NONE && dirty[at];
    if (victim == NONE || replacement == Replacement.LEAST_RECENTLY_USED) {
      moveToFront(first, ways - 1, line, write);
    } else {
      lines[at] = line;
      dirty[at] = write;
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
    return evictedDirty;
  }

  /** Takes a line out; gives whether it was there and had been written. */
  public boolean remove(long line) {
    int first = first(line);
    for (int way = 0; way < ways; way++) {
      if (lines[first + way] == line) {
        boolean written = dirty[first + way];
        int behind = ways - 1 - way;
        System.arraycopy(lines, first + way + 1, lines, first + way, behind);
        System.arraycopy(dirty, first + way + 1, dirty, first + way, behind);
        lines[first + ways - 1] = NONE;
        return written;
      }
    }
    return false;
  }

  private void moveToFront(int first, int way, long line, boolean written) {
    System.arraycopy(lines, first, lines, first + 1, way);
    System.arraycopy(dirty, first, dirty, first + 1, way);
    lines[first] = line;
    dirty[first] = written;
  }

  private int first(long line) {
    return (int) Math.floorMod(line, (long) sets) * ways;
  }
}
