package ridgepoint.dram;

import java.util.Arrays;

/**
 * Column accesses to one channel in order, with fences between them: no access passes one. Each
 * access is a place (bank, row, column) that is read or written.
 */
public final class AccessProgram {
  private static final int COLUMN_BITS = 16;
  private static final int ROW_BITS = 24;
  private static final int BANK_BITS = 8;
  private static final int ROW_SHIFT = COLUMN_BITS;
  private static final int BANK_SHIFT = ROW_SHIFT + ROW_BITS;
  private static final long WRITE = 1L << (BANK_SHIFT + BANK_BITS);
  private static final long FENCE = WRITE << 1;

  private long[] accesses = new long[64];
  private int size;

  public int size() {
    return size;
  }

  /** Adds an access; returns its number. */
  public int add(boolean write, int bank, int row, int column) {
    if (size == accesses.length) {
      accesses = Arrays.copyOf(accesses, 2 * size);
    }
    accesses[size] =
        (write ? WRITE : 0) | (long) bank << BANK_SHIFT | (long) row << ROW_SHIFT | column;
    return size++;
  }

  /** What comes next waits until everything so far is issued. */
  public void fence() {
    if (size > 0) {
      accesses[size - 1] |= FENCE;
    }
  }

  public boolean isWrite(int access) {
    return (accesses[access] & WRITE) != 0;
  }

  /** Whether a fence follows. */
  public boolean isFenced(int access) {
    return (accesses[access] & FENCE) != 0;
  }

  public int bank(int access) {
    return (int) (accesses[access] >>> BANK_SHIFT) & ((1 << BANK_BITS) - 1);
  }

  public int row(int access) {
    return (int) (accesses[access] >>> ROW_SHIFT) & ((1 << ROW_BITS) - 1);
  }

  public int column(int access) {
    return (int) accesses[access] & ((1 << COLUMN_BITS) - 1);
  }
}
