package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.RefreshPolicy;

/** Which rank or bank is due for a refresh, and the commands that lead there. */
final class Refresh {
  private final Banks banks;
  private final RefreshPolicy policy;
  private final int ranks;
  private final int intervalCycles;
  private final int[] due;
  private int first;
  private int waiting;
  private int next;

  /** When the next one falls due. */
  long nextCycle;

  /** What {@link #find} found; for a refresh of a rank, its first bank. */
  int foundBank;

  int foundCommand;

  Refresh(DramConfiguration configuration, Banks banks) {
    this.banks = banks;
    policy = configuration.policy().refresh();
    ranks = configuration.organization().ranksPerChannel();
    int refi = configuration.timings().refi();
    intervalCycles =
        switch (policy) {
          case RANK_SIMULTANEOUS -> refi;
          case RANK_STAGGERED -> refi / ranks;
          case BANK_STAGGERED -> configuration.timings().refiBank();
        };
    nextCycle = intervalCycles;
    due = new int[2 * banks.count];
  }

  /** Notes what falls due in a cycle; returns whether something does. */
  boolean tick(long clock) {
    if (clock != nextCycle) {
      return false;
    }
    nextCycle += intervalCycles;
    switch (policy) {
      case RANK_SIMULTANEOUS -> {
        for (int rank = 0; rank < ranks; rank++) {
          add(rank);
        }
      }
      case RANK_STAGGERED -> {
        add(next);
        next = (next + 1) % ranks;
      }
      case BANK_STAGGERED -> {
        add(next);
        next = (next + 1) % banks.count;
      }
    }
    return true;
  }

  private void add(int what) {
    due[(first + waiting++) % due.length] = what;
  }

  boolean isWaiting() {
    return waiting > 0;
  }

  /** Whether banks are refreshed one by one, and not ranks. */
  boolean refreshesBanks() {
    return policy == RefreshPolicy.BANK_STAGGERED;
  }

  /** The rank, or the bank, that waits for its refresh. */
  int head() {
    return due[first];
  }

  /** The rank that waits for its refresh; -1 when none or a single bank does. */
  int waitingRank() {
    return waiting > 0 && policy != RefreshPolicy.BANK_STAGGERED ? due[first] : -1;
  }

  /** Looks for the next command on the way to the refresh that waits. */
  boolean find(long clock) {
    return policy == RefreshPolicy.BANK_STAGGERED ? findBank(clock) : findRank(clock);
  }

  private boolean findBank(long clock) {
    foundBank = due[first];
    foundCommand =
        banks.openRow[foundBank] == Banks.CLOSED ? Command.REFRESH_BANK : Command.PRECHARGE;
    return banks.ready(foundBank, foundCommand) <= clock;
  }

  private boolean findRank(long clock) {
    int start = due[first] * banks.perRank;
    boolean allReady = true;
    for (int bank = start; bank < start + banks.perRank; bank++) {
      boolean open = banks.openRow[bank] != Banks.CLOSED;
      boolean ready = banks.ready(bank, open ? Command.PRECHARGE : Command.REFRESH) <= clock;
      if (open && ready) {
        foundBank = bank;
        foundCommand = Command.PRECHARGE;
        return true;
      }
      allReady &= ready && !open;
    }
    foundBank = start;
    foundCommand = Command.REFRESH;
    return allReady;
  }

  /** Earliest cycle with a command for the refresh that waits. */
  long wake() {
    if (policy == RefreshPolicy.BANK_STAGGERED) {
      findBank(0);
      return banks.ready(foundBank, foundCommand);
    }
    int start = due[first] * banks.perRank;
    long precharge = BankQueues.NEVER;
    long refresh = 0;
    for (int bank = start; bank < start + banks.perRank; bank++) {
      if (banks.openRow[bank] == Banks.CLOSED) {
        refresh = Math.max(refresh, banks.ready(bank, Command.REFRESH));
      } else {
        precharge = Math.min(precharge, banks.ready(bank, Command.PRECHARGE));
      }
    }
    return precharge == BankQueues.NEVER ? refresh : precharge;
  }

  /** The refresh that waited is issued. */
  void done() {
    first = (first + 1) % due.length;
    waiting--;
  }
}
