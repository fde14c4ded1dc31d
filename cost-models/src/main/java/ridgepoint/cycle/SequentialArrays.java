package ridgepoint.cycle;

import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.dram.DramMemory.Ranges;

/**
 * Arrays one after another in memory, each a place: transfers of one go to consecutive bytes, from
 * its start again when one would go past its end.
 */
public final class SequentialArrays implements Layout {
  private final long[] start;
  private final long[] length;
  private final long[] offset;

  /**
   * @param bytes of each array; each begins at a multiple of {@code alignment}
   */
  public SequentialArrays(double[] bytes, long alignment) {
    start = new long[bytes.length];
    length = new long[bytes.length];
    offset = new long[bytes.length];
    long next = 0;
    for (int i = 0; i < bytes.length; i++) {
      start[i] = next;
      length[i] = Math.max(1, (long) Math.ceil(bytes[i] / alignment)) * alignment;
      next += length[i];
    }
  }

  @Override
  public void locate(int place, long bytes, Ranges ranges) {
    long whole = Math.min(bytes, length[place]);
    if (offset[place] + whole > length[place]) {
      offset[place] = 0;
    }
    ranges.add(start[place] + offset[place], whole);
    offset[place] += whole;
  }
}
