package ridgepoint.dram;

/** Accesses that were accepted and have no place in a bank's queue yet, in order of arrival. */
final class Transactions {
  final int capacity;
  final long[] address;
  final int[] bank;
  int size;

  /** How many go to each bank. */
  private final int[] toBank;

  /** Those whose bank has room in its queue. */
  private int movable;

  Transactions(int capacity, int banks) {
    this.capacity = capacity;
    address = new long[capacity];
    bank = new int[capacity];
    toBank = new int[banks];
  }

  boolean isFull() {
    return size == capacity;
  }

  /** Whether any finds room in the queue of its bank. */
  boolean isMovable() {
    return movable > 0;
  }

  /**
   * One more.
   *
   * @param room whether the queue of its bank has any
   */
  void add(long of, int inBank, boolean room) {
    address[size] = of;
    bank[size++] = inBank;
    toBank[inBank]++;
    movable += room ? 1 : 0;
  }

  /** Takes out one whose bank has room. */
  void remove(int index) {
    toBank[bank[index]]--;
    movable--;
    int behind = --size - index;
    System.arraycopy(address, index + 1, address, index, behind);
    System.arraycopy(bank, index + 1, bank, index, behind);
  }

  /** The queue of a bank is full. */
  void filled(int full) {
    movable -= toBank[full];
  }

  /** The queue of a bank is full no more. */
  void freed(int free) {
    movable += toBank[free];
  }
}
