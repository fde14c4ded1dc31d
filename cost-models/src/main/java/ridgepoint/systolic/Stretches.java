package ridgepoint.systolic;

import java.util.Arrays;

/** Stretches of tiles, in reading order, that a half of a scratchpad holds. */
final class Stretches {
  private int[] tiles = new int[16];
  private long[] begins = new long[16];
  private long[] ends = new long[16];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int tile, long begin, long end) {
    if (size == tiles.length) {
      tiles = Arrays.copyOf(tiles, 2 * size);
      begins = Arrays.copyOf(begins, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    tiles[size] = tile;
    begins[size] = begin;
    ends[size++] = end;
  }

  /** Where the stretch around a position ends; the position itself when none holds it. */
  long endOf(int tile, long position) {
    for (int i = size - 1; i >= 0; i--) {
      if (tiles[i] == tile && begins[i] <= position && position < ends[i]) {
        return ends[i];
      }
    }
    return position;
  }

  /** Where the next stretch after a position begins. */
  long nextAfter(int tile, long position) {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      if (tiles[i] == tile && begins[i] > position) {
        next = Math.min(next, begins[i]);
      }
    }
    return next;
  }
}
