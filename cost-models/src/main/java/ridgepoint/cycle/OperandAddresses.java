package ridgepoint.cycle;

import java.util.List;
import ridgepoint.cache.Sampling;
import ridgepoint.dram.DramMemory.Ranges;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;

/** Where operands lie in memory: one after another, row by row, each from a page on. */
public final class OperandAddresses {
  private static final long PAGE = 4096;

  private final long[] start;

  /** Where rows at unknown places are next taken from, by operand. */
  private final long[] cursor;

  public OperandAddresses(List<Operand> operands) {
    start = new long[operands.size()];
    cursor = new long[operands.size()];
    long next = 0;
    for (Operand operand : operands) {
      start[operand.slot()] = next;
      next += (long) Math.ceil(operand.bytes() / PAGE + 1) * PAGE;
    }
  }

  /** The rows of a region, each a range of bytes. */
  public void rows(Operand operand, Region region, Ranges ranges) {
    rows(operand, region, 1, ranges);
  }

  /**
   * The same where bytes of a row come together: only of those that begin with the region, and with
   * whatever comes after it.
   *
   * @param together how many
   */
  void rows(Operand operand, Region region, long together, Ranges ranges) {
    rows(operand, region, together, Sampling.ALL, ranges);
  }

  /** The rows of a region that a sampling follows, by their numbers in all matrices. */
  public void rows(Operand operand, Region region, Sampling sampling, Ranges ranges) {
    rows(operand, region, 1, sampling, ranges);
  }

  private void rows(
      Operand operand, Region region, long together, Sampling sampling, Ranges ranges) {
    double bytes = operand.format().bitsPerElement() / Byte.SIZE;
    long pitch = (long) Math.ceil(operand.columns() * bytes);
    long begin = up((long) (region.column() * bytes), together);
    long end = (long) Math.ceil((region.column() + region.columns()) * bytes);
    long length = Math.min(pitch, up(end, together)) - begin;
    if (length <= 0) {
      return;
    }
    long first = region.batch() * operand.rows() + region.row();
    long base = start[operand.slot()] + begin;
    double rowBytes = operand.columns() * bytes;
    sampling.each(
        first,
        first + region.rows() - 1,
        (group, row) -> ranges.add(base + (long) (row * rowBytes), length));
  }

  private static long up(long bytes, long together) {
    return (bytes + together - 1) / together * together;
  }

  /** Rows chosen by data are as good as any; they are taken in turn. */
  public void anywhere(Operand operand, double elements, Ranges ranges) {
    long bytes = (long) Math.ceil(operand.format().bytes(elements));
    int slot = operand.slot();
    ranges.add(start[slot] + cursor[slot], bytes);
    cursor[slot] = (cursor[slot] + bytes) % Math.max(1, (long) operand.bytes());
  }
}
