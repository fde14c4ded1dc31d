package ridgepoint.dram;

import java.util.Arrays;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * State of the banks of one channel: what row each has open, and from which cycle on each may take
 * which command. Banks are numbered rank by rank, group by group.
 */
final class Banks {
  static final int CLOSED = -1;
  private static final int FOUR = 4;
  private static final int THIRTY_TWO = 32;

  final int count;
  final int perRank;
  private final int perGroup;
  private final int groupsPerRank;
  private final int ranks;
  private final Constraints constraints;
  private final int fawCycles;
  private final int aw32Cycles;

  final int[] openRow;

  /** Accesses of the open row so far. */
  final int[] rowHits;

  final int[] openInRank;

  /** Earliest cycle by bank and command; by group and command; by rank and command. */
  private final long[] bankReady;

  private final long[] groupReady;
  private final long[] rankReady;

  /** When the last activates of each rank leave their window, oldest at {@code oldest}. */
  private final long[][] four;

  private final long[][] thirtyTwo;
  private final int[] activates;

  Banks(Organization organization, Timings timings) {
    ranks = organization.ranks();
    groupsPerRank = organization.bankGroups();
    perGroup = organization.banks();
    perRank = organization.banksPerRank();
    count = ranks * perRank;
    constraints = new Constraints(timings, organization.burstCycles(), groupsPerRank > 1);
    fawCycles = timings.faw();
    aw32Cycles = timings.aw32();
    openRow = new int[count];
    Arrays.fill(openRow, CLOSED);
    rowHits = new int[count];
    openInRank = new int[ranks];
    bankReady = new long[count * Command.COUNT];
    groupReady = new long[ranks * groupsPerRank * Command.COUNT];
    rankReady = new long[ranks * Command.COUNT];
    four = new long[ranks][FOUR];
    thirtyTwo = new long[ranks][THIRTY_TWO];
    activates = new int[ranks];
  }

  int rank(int bank) {
    return bank / perRank;
  }

  /** The command that an access to a row needs first. */
  int needed(int bank, int row, int access) {
    int open = openRow[bank];
    return open == row ? access : open == CLOSED ? Command.ACTIVATE : Command.PRECHARGE;
  }

  /** From which cycle on a bank may take a command, windows of activates included. */
  long ready(int bank, int command) {
    int rank = bank / perRank;
    int group = bank / perGroup;
    long ready = bankReady[bank * Command.COUNT + command];
    ready = Math.max(ready, groupReady[group * Command.COUNT + command]);
    ready = Math.max(ready, rankReady[rank * Command.COUNT + command]);
    if (command == Command.ACTIVATE) {
      int issued = activates[rank];
      ready = Math.max(ready, four[rank][issued % FOUR]);
      if (aw32Cycles > 0) {
        ready = Math.max(ready, thirtyTwo[rank][issued % THIRTY_TWO]);
      }
    }
    return ready;
  }

  /** Changes the state of one bank, and what all may do from then on. */
  void issue(int bank, int command, int row, long clock) {
    int rank = bank / perRank;
    switch (command) {
      case Command.ACTIVATE -> {
        openRow[bank] = row;
        openInRank[rank]++;
        int issued = activates[rank]++;
        four[rank][issued % FOUR] = clock + fawCycles;
        thirtyTwo[rank][issued % THIRTY_TWO] = clock + aw32Cycles;
      }
      case Command.READ, Command.WRITE -> rowHits[bank]++;
      case Command.REFRESH_BANK -> {
        // The bank is closed already.
      }
      default -> close(bank, rank);
    }
    constrain(bank, command, clock);
  }

  private void close(int bank, int rank) {
    openRow[bank] = CLOSED;
    rowHits[bank] = 0;
    openInRank[rank]--;
  }

  private void constrain(int bank, int command, long clock) {
    int group = bank / perGroup;
    int rank = bank / perRank;
    raise(bankReady, bank, constraints.sameBank[command], clock);
    raise(groupReady, group, constraints.sameGroup[command], clock);
    int[] others = constraints.sameRank[command];
    int first = rank * groupsPerRank;
    for (int other = first; other < first + groupsPerRank; other++) {
      if (other != group) {
        raise(groupReady, other, others, clock);
      }
    }
    for (int other = 0; other < ranks; other++) {
      if (other != rank) {
        raise(rankReady, other, constraints.otherRank[command], clock);
      }
    }
  }

  /** Refreshes all banks of a rank; they are closed already. */
  void refresh(int rank, long clock) {
    raise(rankReady, rank, constraints.sameRank[Command.REFRESH], clock);
  }

  private static void raise(long[] ready, int index, int[] delays, long clock) {
    int at = index * Command.COUNT;
    for (int next = 0; next < Command.COUNT; next++) {
      int delay = delays[next];
      if (delay > 0 && ready[at + next] < clock + delay) {
        ready[at + next] = clock + delay;
      }
    }
  }
}
