package ridgepoint.dram;

/**
 * Addresses under way, with how many requests wait for each and when these came, added up. A hash
 * table with linear probing that keeps no dead places.
 */
final class PendingAddresses {
  /** Few enough for the nearest cache of who simulates; mostly few are under way. */
  private static final int FIRST = 64;

  private long[] key = new long[FIRST];
  private int[] requests = new int[FIRST];
  private long[] addedCycles = new long[FIRST];
  private int used;

  /** Where an address is, or would be. */
  int place(long address) {
    int mask = key.length - 1;
    int at = (int) ((address * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (requests[at] > 0 && key[at] != address) {
      at = (at + 1) & mask;
    }
    return at;
  }

  boolean isEmpty() {
    return used == 0;
  }

  int requests(long address) {
    return used == 0 ? 0 : requests[place(address)];
  }

  int requestsAt(int place) {
    return requests[place];
  }

  long addedCyclesAt(int place) {
    return addedCycles[place];
  }

  /** One more request for an address; returns how many there are now. */
  int add(long address, long clock) {
    if (2 * used > key.length) {
      grow();
    }
    int at = place(address);
    if (requests[at] == 0) {
      key[at] = address;
      addedCycles[at] = 0;
      used++;
    }
    addedCycles[at] += clock;
    return ++requests[at];
  }

  void remove(long address) {
    removeAt(place(address));
  }

  void removeAt(int hole) {
    int mask = key.length - 1;
    requests[hole] = 0;
    used--;
    for (int at = (hole + 1) & mask; requests[at] > 0; at = (at + 1) & mask) {
      int count = requests[at];
      requests[at] = 0;
      int to = place(key[at]);
      long moved = key[at];
      long added = addedCycles[at];
      key[to] = moved;
      addedCycles[to] = added;
      requests[to] = count;
    }
  }

  private void grow() {
    long[] keys = key;
    int[] counts = requests;
    long[] added = addedCycles;
    key = new long[2 * keys.length];
    requests = new int[key.length];
    addedCycles = new long[key.length];
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        int at = place(keys[i]);
        key[at] = keys[i];
        requests[at] = counts[i];
        addedCycles[at] = added[i];
      }
    }
  }
}
