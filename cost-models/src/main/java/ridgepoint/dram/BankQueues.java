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

  /** Where the oldest command of each bank is; those behind follow it. */
  private final int[] first;

  /** How many of a bank's commands are writes. */
  private final int[] writes;

  private final int[] row;
  private final int[] access;
  private final long[] address;

  /** No command of the bank is ready before this cycle, unless its queue or its row changes. */
  private final long[] wake;

  /** Banks with commands, in ascending order. */
  private final int[] busy;

  private int busyBanks;
  private int turn;

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
    first = new int[banks.count];
    int places = banks.count * placesOfBank();
    row = new int[places];
    access = new int[places];
    address = new long[places];
    wake = new long[banks.count];
    Arrays.fill(wake, NEVER);
    busy = new int[banks.count];
  }

  /** Twice as many as commands, so that taking out the oldest moves no other. */
  private int placesOfBank() {
    return 2 * entries;
  }

  private void move(int from, int to, int commands) {
    System.arraycopy(row, from, row, to, commands);
    System.arraycopy(access, from, access, to, commands);
    System.arraycopy(address, from, address, to, commands);
  }

  boolean isEmpty() {
    return busyBanks == 0;
  }

  boolean hasRoom(int bank) {
    return size[bank] < entries;
  }

  /** Adds a command; gives the cycle before which its bank has none that is ready. */
  long add(int bank, int command, int toRow, long from) {
    if (size[bank] == 0) {
      begin(bank);
      first[bank] = bank * placesOfBank();
    } else if (first[bank] + size[bank] == (bank + 1) * placesOfBank()) {
      move(first[bank], bank * placesOfBank(), size[bank]);
      first[bank] = bank * placesOfBank();
    }
    int at = first[bank] + size[bank]++;
    row[at] = toRow;
    access[at] = command;
    address[at] = from;
    writes[bank] += Command.isWrite(command) ? 1 : 0;
    int needed = Banks.needed(banks.openRow[bank], toRow, command);
    // Only the oldest access of a bank closes its row.
    if (needed != Command.PRECHARGE || size[bank] == 1) {
      wake[bank] = Math.min(wake[bank], banks.ready(bank, needed));
    }
    return wake[bank];
  }

  long addressOf(int bank, int entry) {
    return address[first[bank] + entry];
  }

  int rowOf(int bank, int entry) {
    return row[first[bank] + entry];
  }

  private void begin(int bank) {
    int at = busyBanks++;
    for (; at > 0 && busy[at - 1] > bank; at--) {
      busy[at] = busy[at - 1];
    }
    busy[at] = bank;
  }

  private void end(int bank) {
    int at = 0;
    while (busy[at] != bank) {
      at++;
    }
    busyBanks--;
    for (; at < busyBanks; at++) {
      busy[at] = busy[at + 1];
    }
  }

  void remove(int bank, int entry) {
    int at = first[bank] + entry;
    writes[bank] -= Command.isWrite(access[at]) ? 1 : 0;
    size[bank]--;
    if (entry == 0) {
      first[bank]++;
    } else {
      move(at + 1, at, size[bank] - entry);
    }
    if (size[bank] == 0) {
      end(bank);
    }
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
    long least = NEVER;
    int next = 0;
    while (next < busyBanks && busy[next] <= turn) {
      next++;
    }
    for (int left = busyBanks; left > 0; left--) {
      next = next == busyBanks ? 0 : next;
      int bank = busy[next++];
      if (wake[bank] < least && banks.rank(bank) != refreshing) {
        if (wake[bank] <= clock && findIn(bank, clock)) {
          turn = bank;
          return true;
        }
        least = Math.min(least, wake[bank]);
      }
    }
    soonest = least;
    return false;
  }

  private boolean findIn(int bank, long clock) {
    long least = NEVER;
    int oldest = first[bank];
    int last = oldest + size[bank];
    int open = banks.openRow[bank];
    boolean onlyReads = writes[bank] == 0;
    int tried = 0;
    for (int at = oldest; at < last; at++) {
      int command = Banks.needed(open, row[at], access[at]);
      // What was not ready for an older access is not ready for this one.
      if ((tried & 1 << command) != 0
          || (mayRefuse(command) && refused(bank, at - oldest, command))) {
        continue;
      }
      long ready = banks.ready(bank, command);
      if (ready <= clock) {
        foundBank = bank;
        foundEntry = at - oldest;
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
    for (int i = 0; i < size[bank]; i++) {
      if (row[first[bank] + i] == banks.openRow[bank]) {
        return true;
      }
    }
    return false;
  }

  private boolean readBefore(int bank, int entry) {
    int at = first[bank] + entry;
    for (int i = first[bank]; i < at; i++) {
      if (Command.isRead(access[i]) && address[i] == address[at]) {
        return true;
      }
    }
    return false;
  }
}
