package ridgepoint.dram;

/** Accesses that were accepted and have no place in a bank's queue yet, in order of arrival. */
final class Transactions {
  private final int capacity;

  /** Twice as many places as there may be, so that taking out the first moves no other. */
  private final long[] address;

  private final int[] bank;
  private int first;
  private int size;

  /** How many go to each bank. */
  private final int[] toBank;

  /** Those whose bank has room in its queue. */
  private int movable;

  Transactions(int capacity, int banks) {
    this.capacity = capacity;
    address = new long[2 * capacity];
    bank = new int[2 * capacity];
    toBank = new int[banks];
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == capacity;
  }

  long address(int index) {
    return address[first + index];
  }

  int bank(int index) {
    return bank[first + index];
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
    if (first + size == address.length) {
      System.arraycopy(address, first, address, 0, size);
      System.arraycopy(bank, first, bank, 0, size);
      first = 0;
    }
    address[first + size] = of;
    bank[first + size++] = inBank;
    toBank[inBank]++;
    movable += room ? 1 : 0;
  }

  /** Takes out one whose bank has room. */
  void remove(int index) {
    toBank[bank(index)]--;
    movable--;
    size--;
    if (index == 0) {
      first++;
    } else {
      int at = first + index;
      System.arraycopy(address, at + 1, address, at, size - index);
      System.arraycopy(bank, at + 1, bank, at, size - index);
    }
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
