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

  /** How many of a bank's commands are writes. */
  private final int[] writes;

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

  /** When it found nothing: no command is ready before this cycle, unless something changes. */
  long soonest;

  BankQueues(Banks banks, BankByBank scheduling) {
    this.banks = banks;
    entries = scheduling.commandQueueEntries();
    mostHits = scheduling.rowHits();
    size = new int[banks.count];
    writes = new int[banks.count];
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

  /** Adds a command; gives the cycle before which its bank has none that is ready. */
  long add(int bank, int command, int toRow, long from) {
    int at = bank * entries + size[bank]++;
    row[at] = toRow;
    access[at] = command;
    address[at] = from;
    writes[bank] += Command.isWrite(command) ? 1 : 0;
    waiting++;
    int needed = Banks.needed(banks.openRow[bank], toRow, command);
    // Only the oldest access of a bank closes its row.
    if (needed != Command.PRECHARGE || size[bank] == 1) {
      wake[bank] = Math.min(wake[bank], banks.ready(bank, needed));
    }
    return wake[bank];
  }

  long addressOf(int bank, int entry) {
    return address[bank * entries + entry];
  }

  int rowOf(int bank, int entry) {
    return row[bank * entries + entry];
  }

  void remove(int bank, int entry) {
    int at = bank * entries + entry;
    writes[bank] -= Command.isWrite(access[at]) ? 1 : 0;
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
    soonest = NEVER;
    if (waiting == 0) {
      return false;
    }
    int start = turn + 1 < banks.count ? turn + 1 : 0;
    return findFrom(start, banks.count, clock, refreshing) || findFrom(0, start, clock, refreshing);
  }

  private boolean findFrom(int from, int to, long clock, int refreshing) {
    long[] wakes = wake;
    long least = soonest;
    for (int bank = from; bank < to; bank++) {
      if (wakes[bank] <= clock && banks.rank(bank) != refreshing && findIn(bank, clock)) {
        turn = bank;
        return true;
      }
      if (wakes[bank] < least && banks.rank(bank) != refreshing) {
        least = wakes[bank];
      }
    }
    soonest = least;
    return false;
  }

  private boolean findIn(int bank, long clock) {
    long least = NEVER;
    int first = bank * entries;
    int last = first + size[bank];
    int open = banks.openRow[bank];
    boolean onlyReads = writes[bank] == 0;
    int tried = 0;
    for (int at = first; at < last; at++) {
      int command = Banks.needed(open, row[at], access[at]);
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
      if (command == Command.ACTIVATE || (onlyReads && command != Command.PRECHARGE)) {
        break; // The others need the same, or a precharge, which only the oldest may have.
      }
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
