package ridgepoint.event;

import java.util.List;

/**
 * Who waits for which unit. Units that serve in order of arrival have a line; where the numbers of
 * streams decide, only who waits is known, a bit each, so that a thousand may wait and the next one
 * is found at once.
 */
final class UnitLines {
  private static final int WORD_BITS = 6;

  private final Arbitration[] arbitration;
  private final WaitingLines lines;

  /** By unit: its waiting streams; null where they stand in a line. */
  private final long[][] waiting;

  private final int[] count;

  UnitLines(List<Program.Unit> units, int streams) {
    arbitration = new Arbitration[units.size()];
    waiting = new long[units.size()][];
    count = new int[units.size()];
    for (int unit = 0; unit < arbitration.length; unit++) {
      arbitration[unit] = units.get(unit).arbitration();
      if (arbitration[unit] != Arbitration.ARRIVAL) {
        waiting[unit] = new long[(streams >> WORD_BITS) + 1];
      }
    }
    lines = new WaitingLines(units.size(), streams);
  }

  boolean isEmpty(int unit) {
    return waiting[unit] == null ? lines.isEmpty(unit) : count[unit] == 0;
  }

  void add(int unit, int stream) {
    long[] all = waiting[unit];
    if (all == null) {
      lines.add(unit, stream);
    } else {
      all[stream >> WORD_BITS] |= 1L << stream;
      count[unit]++;
    }
  }

  /**
   * Takes out the one whose turn it is; there must be one.
   *
   * @param lastServed stream, or {@link WaitingLines#NOBODY}
   */
  int removeNext(int unit, int lastServed) {
    long[] all = waiting[unit];
    if (all == null) {
      return lines.removeFirst(unit);
    }
    boolean inTurn = arbitration[unit] == Arbitration.ROUND_ROBIN;
    int stream = inTurn ? firstFrom(all, lastServed + 1) : WaitingLines.NOBODY;
    if (stream == WaitingLines.NOBODY) {
      stream = firstFrom(all, 0);
    }
    all[stream >> WORD_BITS] &= ~(1L << stream);
    count[unit]--;
    return stream;
  }

  /** The lowest from a number on, or {@link WaitingLines#NOBODY}. */
  private static int firstFrom(long[] all, int stream) {
    int word = stream >> WORD_BITS;
    long left = all[word] & -1L << stream;
    while (left == 0) {
      if (++word == all.length) {
        return WaitingLines.NOBODY;
      }
      left = all[word];
    }
    return (word << WORD_BITS) + Long.numberOfTrailingZeros(left);
  }

  /** Who waits where. */
  long[] snapshot() {
    int[] ofLines = lines.snapshot();
    int size = ofLines.length;
    for (long[] all : waiting) {
      size += all == null ? 0 : all.length;
    }
    long[] snapshot = new long[size];
    for (int i = 0; i < ofLines.length; i++) {
      snapshot[i] = ofLines[i];
    }
    int at = ofLines.length;
    for (long[] all : waiting) {
      if (all != null) {
        System.arraycopy(all, 0, snapshot, at, all.length);
        at += all.length;
      }
    }
    return snapshot;
  }
}
