package ridgepoint.dram;

import java.util.Arrays;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.Policy;

/**
 * State of the banks of one channel: what row each has open, and from which cycle on each may take
 * which command. Banks are numbered pseudo-channel by pseudo-channel, rank by rank, stack by stack,
 * group by group.
 */
final class Banks {
  static final int CLOSED = -1;
  private static final int FOUR = 4;
  private static final int THIRTY_TWO = 32;

  final int count;
  final int perRank;
  private final int perGroup;
  private final int groupsPerStack;
  private final int groupsPerRank;
  private final int ranksPerPseudoChannel;
  private final int ranks;
  private final int fawCycles;
  private final int aw32Cycles;

  private final int[] rankOf;
  private final int[] groupOf;
  final int[] openRow;

  /** Accesses of the open row so far. */
  final int[] rowHits;

  final int[] openInRank;

  /** Earliest cycle by bank and command; by group and command; by rank and command. */
  private final long[] bankReady;

  private final long[] groupReady;
  private final long[] rankReady;

  /**
   * Constraints by command: next command, cycles, next command, cycles, ... Those that hold in all
   * banks of the rank; what a stack, a group and a bank ask for beyond; those of other ranks.
   */
  private final int[][] everywhere;

  private final int[][] sameStack;
  private final int[][] otherStack;
  private final int[][] sameGroup;
  private final int[][] sameBank;
  private final int[][] otherRank;
  private final int[][] otherPseudoChannel;

  /** After commands to a whole rank. */
  private final int[][] wholeRank;

  /** When the last activates of each rank leave their window, oldest at {@code oldest}. */
  private final long[][] four;

  private final long[][] thirtyTwo;
  private final int[] activates;

  Banks(DramConfiguration memory) {
    Organization organization = memory.organization();
    ranks = organization.ranksPerChannel();
    ranksPerPseudoChannel = organization.ranks();
    groupsPerStack = organization.bankGroups();
    groupsPerRank = organization.stacks() * groupsPerStack;
    perGroup = organization.banks();
    perRank = organization.banksPerRank();
    count = ranks * perRank;
    fawCycles = memory.timings().faw();
    aw32Cycles = memory.timings().aw32();
    rankOf = new int[count];
    groupOf = new int[count];
    for (int bank = 0; bank < count; bank++) {
      rankOf[bank] = bank / perRank;
      groupOf[bank] = bank / perGroup;
    }
    openRow = new int[count];
    Arrays.fill(openRow, CLOSED);
    rowHits = new int[count];
    openInRank = new int[ranks];
    bankReady = new long[count * Command.COUNT];
    groupReady = new long[ranks * groupsPerRank * Command.COUNT];
    rankReady = new long[ranks * Command.COUNT];
    Constraints constraints = new Constraints(memory);
    Policy policy = memory.policy();
    int[][] shared = constraints.sharedByGroups(groupsPerStack, organization.stacks());
    everywhere = sparse(shared, policy);
    sameStack = sparse(Constraints.beyond(shared, constraints.sameStack), policy);
    otherStack = sparse(Constraints.beyond(shared, constraints.otherStack), policy);
    sameGroup = sparse(Constraints.beyond(shared, constraints.sameGroup), policy);
    sameBank = sparse(Constraints.beyond(constraints.sameGroup, constraints.sameBank), policy);
    wholeRank = sparse(constraints.sameStack, policy);
    otherRank = sparse(constraints.otherRank, policy);
    otherPseudoChannel = sparse(constraints.otherPseudoChannel, policy);
    four = new long[ranks][FOUR];
    thirtyTwo = new long[ranks][THIRTY_TWO];
    activates = new int[ranks];
  }

  /** What is constrained, without the commands that a controller of such a policy never gives. */
  private static int[][] sparse(int[][] delays, Policy policy) {
    int[][] pairs = new int[delays.length][];
    for (int from = 0; from < delays.length; from++) {
      int[] found = new int[2 * Command.COUNT];
      int size = 0;
      for (int to = 0; to < Command.COUNT; to++) {
        if (delays[from][to] > 0 && policy.gives(to)) {
          found[size++] = to;
          found[size++] = delays[from][to];
        }
      }
      pairs[from] = Arrays.copyOf(found, size);
    }
    return pairs;
  }

  int rank(int bank) {
    return rankOf[bank];
  }

  /** The command that an access to a row needs first, in a bank with that row open. */
  static int needed(int open, int row, int access) {
    return open == row ? access : open == CLOSED ? Command.ACTIVATE : Command.PRECHARGE;
  }

  /** From which cycle on a bank may take a command, windows of activates included. */
  long ready(int bank, int command) {
    long ofBank = bankReady[bank * Command.COUNT + command];
    long ofGroup = groupReady[groupOf[bank] * Command.COUNT + command];
    long ofRank = rankReady[rankOf[bank] * Command.COUNT + command];
    long ready = ofBank > ofGroup ? ofBank : ofGroup;
    return ready > ofRank ? ready : ofRank;
  }

  /** From which cycle on all banks of a rank may take a command. */
  long readyInRank(int rank, int command) {
    long ready = 0;
    for (int bank = rank * perRank; bank < (rank + 1) * perRank; bank++) {
      ready = Math.max(ready, ready(bank, command));
    }
    return ready;
  }

  /** Changes the state of one bank, and what all may do from then on. */
  void issue(int bank, int command, int row, long clock) {
    int rank = rankOf[bank];
    switch (command) {
      case Command.ACTIVATE -> {
        openRow[bank] = row;
        openInRank[rank]++;
        countActivate(rank, clock);
      }
      case Command.READ, Command.WRITE -> rowHits[bank]++;
      case Command.REFRESH_BANK -> {
        // The bank is closed already.
      }
      default -> close(bank, rank);
    }
    constrain(bank, command, clock);
  }

  /** The next activate of a rank keeps the windows of four and of thirty-two. */
  private void countActivate(int rank, long clock) {
    int issued = activates[rank]++;
    four[rank][issued % FOUR] = clock + fawCycles;
    thirtyTwo[rank][issued % THIRTY_TWO] = clock + aw32Cycles;
    long ready = four[rank][(issued + 1) % FOUR];
    if (aw32Cycles > 0) {
      ready = Math.max(ready, thirtyTwo[rank][(issued + 1) % THIRTY_TWO]);
    }
    int place = rank * Command.COUNT + Command.ACTIVATE;
    rankReady[place] = Math.max(rankReady[place], ready);
  }

  private void close(int bank, int rank) {
    openRow[bank] = CLOSED;
    rowHits[bank] = 0;
    openInRank[rank]--;
  }

  private void constrain(int bank, int command, long clock) {
    int group = groupOf[bank];
    int rank = rankOf[bank];
    raise(bankReady, bank, sameBank[command], clock);
    raise(groupReady, group, sameGroup[command], clock);
    raise(rankReady, rank, everywhere[command], clock);
    if (sameStack[command].length + otherStack[command].length > 0) {
      constrainGroups(rank, group, command, clock);
    }
    if (ranks > 1) {
      constrainRanks(rank, command, clock);
    }
  }

  private void constrainGroups(int rank, int group, int command, long clock) {
    int first = rank * groupsPerRank;
    int stack = group / groupsPerStack * groupsPerStack;
    for (int other = first; other < first + groupsPerRank; other++) {
      if (other != group) {
        boolean within = other >= stack && other < stack + groupsPerStack;
        raise(groupReady, other, within ? sameStack[command] : otherStack[command], clock);
      }
    }
  }

  private void constrainRanks(int rank, int command, long clock) {
    int pseudoChannel = rank / ranksPerPseudoChannel;
    for (int other = 0; other < ranks; other++) {
      if (other != rank) {
        boolean within = other / ranksPerPseudoChannel == pseudoChannel;
        raise(rankReady, other, within ? otherRank[command] : otherPseudoChannel[command], clock);
      }
    }
  }

  /** Refreshes all banks of a rank; they are closed already. */
  void refresh(int rank, long clock) {
    raise(rankReady, rank, wholeRank[Command.REFRESH], clock);
    constrainRanks(rank, Command.REFRESH, clock);
  }

  /** Closes all banks of a rank. */
  void prechargeAll(int rank, long clock) {
    for (int bank = rank * perRank; bank < (rank + 1) * perRank; bank++) {
      openRow[bank] = CLOSED;
      rowHits[bank] = 0;
    }
    openInRank[rank] = 0;
    raise(rankReady, rank, wholeRank[Command.PRECHARGE_ALL], clock);
    constrainRanks(rank, Command.PRECHARGE_ALL, clock);
  }

  private static void raise(long[] ready, int index, int[] delays, long clock) {
    int at = index * Command.COUNT;
    for (int i = 0; i < delays.length; i += 2) {
      int place = at + delays[i];
      long from = clock + delays[i + 1];
      if (ready[place] < from) {
        ready[place] = from;
      }
    }
  }
}
