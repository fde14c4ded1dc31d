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

  /** No command of the access is ready before this cycle, unless the row of its bank changes. */
  final long[] notBefore;

  int size;

  RequestQueue(int capacity) {
    this.capacity = capacity;
    address = new long[capacity];
    arrived = new long[capacity];
    bank = new int[capacity];
    row = new int[capacity];
    write = new boolean[capacity];
    counted = new boolean[capacity];
    notBefore = new long[capacity];
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
    notBefore[size] = 0;
    counted[size++] = false;
  }

  /** The rows of banks from {@code first} up to, without, {@code end} were opened or closed. */
  void rowsChanged(int first, int end) {
    for (int i = 0; i < size; i++) {
      if (bank[i] >= first && bank[i] < end) {
        notBefore[i] = 0;
      }
    }
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
      System.arraycopy(notBefore, entry + 1, notBefore, entry, behind);
      System.arraycopy(counted, entry + 1, counted, entry, behind);
    }
  }
}
