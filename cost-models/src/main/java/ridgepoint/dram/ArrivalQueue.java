package ridgepoint.dram;

import java.util.Arrays;

/** Accesses of transfers on their way into a channel, in order: a ring that grows. */
final class ArrivalQueue {
  private long[] address = new long[64];
  private int[] transfer = new int[64];
  private long[] since = new long[64];
  private int head;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(long of, int by, long cycle) {
    if (size == address.length) {
      grow();
    }
    int at = (head + size++) & address.length - 1;
    address[at] = of;
    transfer[at] = by;
    since[at] = cycle;
  }

  private void grow() {
    rotate();
    address = Arrays.copyOf(address, 2 * size);
    transfer = Arrays.copyOf(transfer, 2 * size);
    since = Arrays.copyOf(since, 2 * size);
  }

  /** Puts the head first. */
  private void rotate() {
    long[] addresses = address.clone();
    int[] transfers = transfer.clone();
    long[] cycles = since.clone();
    for (int i = 0; i < size; i++) {
      int from = (head + i) & size - 1;
      address[i] = addresses[from];
      transfer[i] = transfers[from];
      since[i] = cycles[from];
    }
    head = 0;
  }

  long firstAddress() {
    return address[head];
  }

  int firstTransfer() {
    return transfer[head];
  }

  /** When the first was submitted. */
  long firstSince() {
    return since[head];
  }

  void removeFirst() {
    head = (head + 1) & address.length - 1;
    size--;
  }
}
