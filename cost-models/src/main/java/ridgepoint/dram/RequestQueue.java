package ridgepoint.dram;

/** Accesses that wait for their commands, in the order in which they were added. */
final class RequestQueue {
  final int capacity;
  final long[] address;
  final long[] arrived;
  final int[] bank;
  final int[] row;
  final boolean[] write;

  /** Whether it is counted already whether the row was open. */
  final boolean[] counted;

  int size;

  RequestQueue(int capacity) {
    this.capacity = capacity;
    address = new long[capacity];
    arrived = new long[capacity];
    bank = new int[capacity];
    row = new int[capacity];
    write = new boolean[capacity];
    counted = new boolean[capacity];
  }

  boolean isFull() {
    return size == capacity;
  }

  void add(long of, long at, int inBank, int toRow, boolean isWrite) {
    address[size] = of;
    arrived[size] = at;
    bank[size] = inBank;
    row[size] = toRow;
    write[size] = isWrite;
    counted[size++] = false;
  }

  /** Moves an access to the end of another queue. */
  void move(int entry, RequestQueue to) {
    to.add(address[entry], arrived[entry], bank[entry], row[entry], write[entry]);
    to.counted[to.size - 1] = counted[entry];
    remove(entry);
  }

  void remove(int entry) {
    int behind = --size - entry;
    if (behind > 0) {
      System.arraycopy(address, entry + 1, address, entry, behind);
      System.arraycopy(arrived, entry + 1, arrived, entry, behind);
      System.arraycopy(bank, entry + 1, bank, entry, behind);
      System.arraycopy(row, entry + 1, row, entry, behind);
      System.arraycopy(write, entry + 1, write, entry, behind);
      System.arraycopy(counted, entry + 1, counted, entry, behind);
    }
  }
}
