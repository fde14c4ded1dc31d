package ridgepoint.cpu;

import java.util.Arrays;
import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.dram.DramMemory.Ranges;

/**
 * Where the lines are that cores had to fetch from main memory, and those that were written back to
 * it meanwhile: core by core, in the order in which a walk through the caches found them.
 */
final class MissedLines implements Layout {
  private final long lineBytes;

  /** By place. */
  private final Lines[] lines;

  /**
   * @param lineBytes together of what a walk counts as one line
   */
  MissedLines(int cores, long lineBytes) {
    this.lineBytes = lineBytes;
    lines = new Lines[2 * cores];
    for (int place = 0; place < lines.length; place++) {
      lines[place] = new Lines();
    }
  }

  /** The place that a core's lines come from. */
  static int fetched(int core) {
    return 2 * core;
  }

  /** The place where lines go that its accesses drove out. */
  static int writtenBack(int core) {
    return 2 * core + 1;
  }

  /** Notes a line, by its number. */
  void add(int place, long line) {
    lines[place].add(line);
  }

  /** Bytes of all lines. */
  double bytes() {
    double count = 0;
    for (Lines each : lines) {
      count += each.count;
    }
    return count * lineBytes;
  }

  /** The same lines, of which none has been taken. */
  MissedLines again() {
    MissedLines copy = new MissedLines(lines.length / 2, lineBytes);
    for (int place = 0; place < lines.length; place++) {
      copy.lines[place].line = lines[place].line;
      copy.lines[place].count = lines[place].count;
    }
    return copy;
  }

  @Override
  public void locate(int place, long bytes, Ranges ranges) {
    lines[place].take(bytes, ranges);
  }

  /** Lines in order, and how far they have been taken; after the last comes the first again. */
  private final class Lines {
    private long[] line = new long[16];
    private int count;
    private int at;
    private long within;

    private void add(long number) {
      if (count == line.length) {
        line = Arrays.copyOf(line, 2 * count);
      }
      line[count++] = number;
    }

    /** Lines that follow one another are one range. */
    private void take(long bytes, Ranges ranges) {
      long begin = 0;
      long length = 0;
      for (long left = bytes; left > 0 && count > 0; ) {
        long from = line[at] * lineBytes + within;
        long taken = Math.min(left, lineBytes - within);
        if (length > 0 && from != begin + length) {
          ranges.add(begin, length);
          length = 0;
        }
        begin = length == 0 ? from : begin;
        length += taken;
        left -= taken;
        within += taken;
        if (within == lineBytes) {
          within = 0;
          at = (at + 1) % count;
        }
      }
      if (length > 0) {
        ranges.add(begin, length);
      }
    }
  }
}
