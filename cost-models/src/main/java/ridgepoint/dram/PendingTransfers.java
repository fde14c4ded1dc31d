package ridgepoint.dram;

import java.util.Arrays;

/**
 * Which transfers wait for the answers to which accesses: a hash table with linear probing. Of
 * several that wait for one address any is as good.
 */
final class PendingTransfers {
  private static final int EMPTY = -1;

  private long[] key = new long[1024];
  private int[] transfer = new int[1024];
  private int used;

  PendingTransfers() {
    Arrays.fill(transfer, EMPTY);
  }

  private static long key(long address, boolean write) {
    return address << 1 | (write ? 1 : 0);
  }

  private int start(long of) {
    return (int) ((of * 0x9E3779B97F4A7C15L) >>> 40) & key.length - 1;
  }

  void add(long address, boolean write, int waiting) {
    if (2 * ++used > key.length) {
      grow();
    }
    insert(key(address, write), waiting);
  }

  private void insert(long of, int waiting) {
    int at = start(of);
    while (transfer[at] != EMPTY) {
      at = at + 1 & key.length - 1;
    }
    key[at] = of;
    transfer[at] = waiting;
  }

  /** Takes one that waits for an access; there must be one. */
  int take(long address, boolean write) {
    long of = key(address, write);
    int hole = start(of);
    while (key[hole] != of || transfer[hole] == EMPTY) {
      hole = hole + 1 & key.length - 1;
    }
    int taken = transfer[hole];
    transfer[hole] = EMPTY;
    used--;
    for (int at = hole + 1 & key.length - 1; transfer[at] != EMPTY; at = at + 1 & key.length - 1) {
      int moved = transfer[at];
      transfer[at] = EMPTY;
      insert(key[at], moved);
    }
    return taken;
  }

  private void grow() {
    long[] keys = key;
    int[] transfers = transfer;
    key = new long[2 * keys.length];
    transfer = new int[key.length];
    Arrays.fill(transfer, EMPTY);
    for (int i = 0; i < keys.length; i++) {
      if (transfers[i] != EMPTY) {
        insert(keys[i], transfers[i]);
      }
    }
  }
}
