package ridgepoint.dram;

/** Accesses that were accepted and have no place in a bank's queue yet, in order of arrival. */
final class Transactions {
  final int capacity;
  final long[] address;
  final int[] bank;
  int size;

  Transactions(int capacity) {
    this.capacity = capacity;
    address = new long[capacity];
    bank = new int[capacity];
  }

  boolean isFull() {
    return size == capacity;
  }

  void add(long of, int inBank) {
    address[size] = of;
    bank[size++] = inBank;
  }

  void remove(int index) {
    int behind = --size - index;
    System.arraycopy(address, index + 1, address, index, behind);
    System.arraycopy(bank, index + 1, bank, index, behind);
  }
}
