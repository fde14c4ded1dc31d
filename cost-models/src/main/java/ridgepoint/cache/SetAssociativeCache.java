package ridgepoint.cache;

import java.util.Arrays;

/**
 * A cache of lines in sets that replace the line used least recently. Addresses are numbers of
 * lines; neighbouring lines are in neighbouring sets.
 */
public final class SetAssociativeCache {
  /** No line. */
  public static final long NONE = -1;

  private final int ways;
  private final int sets;

  /** By set: its lines, the one used last first. */
  private final long[] lines;

  private final boolean[] dirty;
  private boolean evictedDirty;

  /**
   * A cache of at least so many lines.
   *
   * @param ways of a set; fewer where there are not as many lines
   */
  public SetAssociativeCache(long capacityLines, int ways) {
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
        moveToFront(first, way, line, dirty[first + way] || write);
        return true;
      }
    }
    return false;
  }

  /** Puts in a line that is not there; gives the line that had to go, or {@link #NONE}. */
  public long insert(long line, boolean write) {
    int first = first(line);
    int last = first + ways - 1;
    long victim = lines[last];
    evictedDirty = victim != NONE && dirty[last];
    moveToFront(first, ways - 1, line, write);
    return victim;
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
