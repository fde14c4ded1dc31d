package ridgepoint.event;

import java.util.Arrays;

/**
 * Events by time, then by number: a binary heap of longs that hold both.
 *
 * <p>Two events of one number at one time are the same, so that their order says nothing.
 */
final class EventQueue {
  /** Bits of an event's number. */
  static final int ID_BITS = 20;

  /** The last tick that can be held: 8.8 s of picoseconds. */
  static final long LAST_TICK = Long.MAX_VALUE >> ID_BITS;

  private static final long ID_MASK = (1L << ID_BITS) - 1;

  private long[] keys = new long[64];
  private int size;

  static long key(long tick, int id) {
    return tick << ID_BITS | id;
  }

  static long tick(long key) {
    return key >> ID_BITS;
  }

  static int id(long key) {
    return (int) (key & ID_MASK);
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The first key; there must be one. */
  long first() {
    return keys[0];
  }

  void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (keys[parent] <= key) {
        break;
      }
      keys[at] = keys[parent];
      at = parent;
    }
    keys[at] = key;
  }

  long remove() {
    long least = keys[0];
    long moved = keys[--size];
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (moved <= keys[child]) {
        break;
      }
      keys[at] = keys[child];
      at = child;
      child = 2 * at + 1;
    }
    keys[at] = moved;
    return least;
  }

  /** Everything later by so many ticks. */
  void delay(long ticks) {
    for (int i = 0; i < size; i++) {
      keys[i] += ticks << ID_BITS;
    }
  }

  /** The keys in order, with ticks from {@code origin}. */
  long[] relativeTo(long origin) {
    long[] sorted = new long[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = keys[i] - (origin << ID_BITS);
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
