package ridgepoint.cycle;

import java.util.Arrays;
import ridgepoint.dram.DramMemory.Ranges;

/** Consecutive ranges that are taken from the front. */
final class RangeList implements Ranges {
  private long[] address = new long[64];
  private long[] length = new long[64];
  private int first;
  private int end;

  boolean isEmpty() {
    return first == end;
  }

  @Override
  public void add(long at, long bytes) {
    if (first == end) {
      first = 0;
      end = 0;
    }
    if (end == address.length) {
      address = Arrays.copyOf(address, 2 * end);
      length = Arrays.copyOf(length, 2 * end);
    }
    address[end] = at;
    length[end++] = bytes;
  }

  /** Gives from the first range; returns how many bytes. */
  long give(long bytes, Ranges to) {
    long taken = Math.min(bytes, length[first]);
    to.add(address[first], taken);
    drop(taken);
    return taken;
  }

  long bytes() {
    long sum = 0;
    for (int i = first; i < end; i++) {
      sum += length[i];
    }
    return sum;
  }

  /** Leaves so many bytes from an offset on. */
  void keep(long offset, long bytes) {
    for (long left = offset; left > 0 && first < end; ) {
      long taken = Math.min(left, length[first]);
      drop(taken);
      left -= taken;
    }
    long left = bytes;
    if (bytes == 0) {
      end = first;
    }
    for (int i = first; i < end; i++) {
      length[i] = Math.min(length[i], left);
      left -= length[i];
      if (left == 0) {
        end = i + 1;
      }
    }
  }

  private void drop(long bytes) {
    address[first] += bytes;
    length[first] -= bytes;
    if (length[first] == 0) {
      first++;
    }
  }
}
