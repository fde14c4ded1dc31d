package ridgepoint.dram;

import java.util.Arrays;
import ridgepoint.dram.DramConfiguration.Scheduling.BankByBank;

/**
 * Column commands that wait, a queue for each bank in order of arrival, and the choice of the next
 * command: bank after bank in turn, in each the first that is ready. A row is closed for another
 * one only for the oldest access of its bank, and only when no waiting access hits it or it has
 * been hit often enough; a write does not pass an older read of the same place.
 */
final class BankQueues {
  static final long NEVER = Long.MAX_VALUE;

  private final Banks banks;
  private final int entries;
  private final int mostHits;
  private final int[] size;
  private final int[] row;
  private final int[] access;
  private final long[] address;

  /** No command of the bank is ready before this cycle, unless its queue or its row changes. */
  private final long[] wake;

  private int turn;
  private int waiting;

  /** What {@link #find} found. */
  int foundBank;

  int foundEntry;
  int foundCommand;

  BankQueues(Banks banks, BankByBank scheduling) {
    this.banks = banks;
    entries = scheduling.commandQueueEntries();
    mostHits = scheduling.rowHits();
    size = new int[banks.count];
    row = new int[banks.count * entries];
    access = new int[banks.count * entries];
    address = new long[banks.count * entries];
    wake = new long[banks.count];
    Arrays.fill(wake, NEVER);
  }

  boolean isEmpty() {
    return waiting == 0;
  }

  boolean hasRoom(int bank) {
    return size[bank] < entries;
  }

  void add(int bank, int command, int toRow, long from) {
    int at = bank * entries + size[bank]++;
    row[at] = toRow;
    access[at] = command;
    address[at] = from;
    waiting++;
    wake[bank] = 0;
  }

  long addressOf(int bank, int entry) {
    return address[bank * entries + entry];
  }

  int rowOf(int bank, int entry) {
    return row[bank * entries + entry];
  }

  void remove(int bank, int entry) {
    int at = bank * entries + entry;
    int behind = --size[bank] - entry;
    System.arraycopy(row, at + 1, row, at, behind);
    System.arraycopy(access, at + 1, access, at, behind);
    System.arraycopy(address, at + 1, address, at, behind);
    waiting--;
    changed(bank);
  }

  /** The row of a bank was opened, closed or hit. */
  void changed(int bank) {
    wake[bank] = size[bank] == 0 ? NEVER : 0;
  }

  /**
   * Looks for the next command.
   *
   * @param refreshing rank whose banks are passed over; -1 for none
   * @return whether there is one that is ready
   */
  boolean find(long clock, int refreshing) {
    if (waiting == 0) {
      return false;
    }
    int start = turn + 1 < banks.count ? turn + 1 : 0;
    return findFrom(start, banks.count, clock, refreshing) || findFrom(0, start, clock, refreshing);
  }

  private boolean findFrom(int from, int to, long clock, int refreshing) {
    long[] wakes = wake;
    for (int bank = from; bank < to; bank++) {
      if (wakes[bank] <= clock && banks.rank(bank) != refreshing && findIn(bank, clock)) {
        turn = bank;
        return true;
      }
    }
    return false;
  }

  /** No command is ready before this cycle, unless something changes. */
  long wake(int refreshing) {
    long least = NEVER;
    for (int bank = 0; bank < banks.count; bank++) {
      if (wake[bank] < least && banks.rank(bank) != refreshing) {
        least = wake[bank];
      }
    }
    return least;
  }

  private boolean findIn(int bank, long clock) {
    long least = NEVER;
    int first = bank * entries;
    int last = first + size[bank];
    int open = banks.openRow[bank];
    int[] rows = row;
    int[] accesses = access;
    int tried = 0;
    for (int at = first; at < last; at++) {
      int command = Banks.needed(open, rows[at], accesses[at]);
      // What was not ready for an older access is not ready for this one.
      if ((tried & 1 << command) != 0
          || (mayRefuse(command) && refused(bank, at - first, command))) {
        continue;
      }
      long ready = banks.ready(bank, command);
      if (ready <= clock) {
        foundBank = bank;
        foundEntry = at - first;
        foundCommand = command;
        return true;
      }
      tried |= 1 << command;
      least = Math.min(least, ready);
    }
    wake[bank] = least;
    return false;
  }

  private static boolean mayRefuse(int command) {
    return command != Command.READ && command != Command.ACTIVATE;
  }

  private boolean refused(int bank, int entry, int command) {
    if (command == Command.PRECHARGE) {
      return entry > 0 || (hitWaits(bank) && banks.rowHits[bank] < mostHits);
    }
    return Command.isWrite(command) && readBefore(bank, entry);
  }

  private boolean hitWaits(int bank) {
    int first = bank * entries;
    for (int i = 0; i < size[bank]; i++) {
      if (row[first + i] == banks.openRow[bank]) {
        return true;
      }
    }
    return false;
  }

  private boolean readBefore(int bank, int entry) {
    int at = bank * entries + entry;
    for (int i = bank * entries; i < at; i++) {
      if (Command.isRead(access[i]) && address[i] == address[at]) {
        return true;
      }
    }
    return false;
  }
}
