package ridgepoint.dram;

import static ridgepoint.dram.Command.ACTIVATE;
import static ridgepoint.dram.Command.COUNT;
import static ridgepoint.dram.Command.PRECHARGE;
import static ridgepoint.dram.Command.PRECHARGE_ALL;
import static ridgepoint.dram.Command.READ;
import static ridgepoint.dram.Command.READ_PRECHARGE;
import static ridgepoint.dram.Command.REFRESH;
import static ridgepoint.dram.Command.REFRESH_BANK;
import static ridgepoint.dram.Command.WRITE;
import static ridgepoint.dram.Command.WRITE_PRECHARGE;

import ridgepoint.dram.DramConfiguration.CommandBus;
import ridgepoint.dram.DramConfiguration.Scheduling.OldestReady;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * Least cycles from one command to another, by where the second one goes: the same bank, another
 * bank of its group, another group of its stack, another stack of its rank, another rank, another
 * pseudo-channel. 0 is no constraint.
 *
 * <p>Derived from a standard's timings as JEDEC's state diagrams and DDR4 (JESD79-4) tables give
 * them; data-bus turnarounds follow Jacob, Ng, Wang, "Memory Systems" (2007), chapter 15. JEDEC
 * counts from the last cycle of a command to the last of the next, a controller from the first to
 * the first: where commands last several cycles the difference is added.
 */
final class Constraints {
  private static final int[] READS = {READ, READ_PRECHARGE};
  private static final int[] WRITES = {WRITE, WRITE_PRECHARGE};

  final int[][] sameBank = new int[COUNT][COUNT];
  final int[][] sameGroup = new int[COUNT][COUNT];
  final int[][] sameStack = new int[COUNT][COUNT];
  final int[][] otherStack = new int[COUNT][COUNT];
  final int[][] otherRank = new int[COUNT][COUNT];
  final int[][] otherPseudoChannel = new int[COUNT][COUNT];

  /** Those of a memory; with only one bank group the times between groups hold within it. */
  Constraints(DramConfiguration memory) {
    int burst = memory.organization().burstCycles();
    Timings timings = memory.timings();
    Timings t = memory.organization().bankGroups() > 1 ? timings : timings.ungrouped();
    reads(t, burst);
    writes(t, burst);
    rows(t);
    refreshes(t);
    if (memory.policy().scheduling() instanceof OldestReady) {
      refreshesAfterActivates(t);
    }
    // An access that closes its row leaves the bank to be opened or refreshed after tRP.
    int readClosed = t.al() + t.rtp() + t.rp();
    int writeClosed = t.al() + t.cwl() + burst + t.wr() + t.rp();
    closing(READ_PRECHARGE, t.al() + burst + t.rtp() + t.rp(), readClosed);
    closing(WRITE_PRECHARGE, writeClosed, writeClosed);
    occupy(memory.commandBus());
  }

  private void reads(Timings t, int burst) {
    for (int read : READS) {
      for (int next : READS) {
        within(read, next, Math.max(burst, t.ccdL()), Math.max(burst, t.ccdS()));
        otherStack[read][next] = Math.max(burst, t.refined().ccdStack());
        otherRank[read][next] = burst + t.rtrs();
      }
      for (int next : WRITES) {
        int turnaround = t.refined().readToWrite();
        within(read, next, turnaround, turnaround);
        otherRank[read][next] = t.refined().readToWriteRank();
      }
    }
    sameBank[READ][PRECHARGE] = t.al() + t.rtp();
  }

  private void writes(Timings t, int burst) {
    for (int write : WRITES) {
      for (int next : READS) {
        int delay = t.writeDelay(burst);
        within(write, next, delay + t.wtrL(), delay + t.wtrS());
        otherRank[write][next] = Math.max(0, delay + burst + t.rtrs() - t.readDelay(burst));
      }
      for (int next : WRITES) {
        int group = Math.max(burst, t.refined().ccdWriteL());
        within(write, next, group, Math.max(burst, t.refined().ccdWriteS()));
        otherRank[write][next] = burst;
      }
    }
    sameBank[WRITE][PRECHARGE] = t.al() + t.cwl() + burst + t.wr();
  }

  private void rows(Timings t) {
    within(ACTIVATE, ACTIVATE, t.rrdL(), t.rrdS());
    sameBank[ACTIVATE][ACTIVATE] = t.rc();
    for (int read : READS) {
      sameBank[ACTIVATE][read] = t.rcdRead();
    }
    for (int write : WRITES) {
      sameBank[ACTIVATE][write] = t.rcdWrite();
    }
    sameBank[ACTIVATE][PRECHARGE] = t.ras();
    for (int next : new int[] {ACTIVATE, REFRESH, REFRESH_BANK}) {
      sameBank[PRECHARGE][next] = t.rp();
      sameStack[PRECHARGE_ALL][next] = next == ACTIVATE ? t.refined().rpAll() : t.rp();
    }
    within(PRECHARGE, PRECHARGE, t.ppd(), t.ppd());
    sameBank[PRECHARGE][PRECHARGE] = 0;
    sameStack[PRECHARGE_ALL][PRECHARGE] = t.ppd();
  }

  private void refreshes(Timings t) {
    sameGroup[ACTIVATE][REFRESH_BANK] = t.rc();
    sameStack[ACTIVATE][REFRESH_BANK] = t.rc();
    otherStack[ACTIVATE][REFRESH_BANK] = t.rc();
    for (int next : new int[] {ACTIVATE, REFRESH, REFRESH_BANK}) {
      within(REFRESH, next, t.rfc(), t.rfc());
      sameBank[REFRESH_BANK][next] = t.rfcBank();
    }
    int toActivate = t.refined().refreshToActivate();
    sameGroup[REFRESH_BANK][ACTIVATE] = toActivate;
    sameStack[REFRESH_BANK][ACTIVATE] = toActivate;
    otherStack[REFRESH_BANK][ACTIVATE] = toActivate;
  }

  /**
   * A refresh keeps tRC from the last activate of the rank, and the refresh of a bank tRRD from
   * that of another bank. (DRAMsim3 asks nothing of the first and tRC of the second.)
   */
  private void refreshesAfterActivates(Timings t) {
    within(ACTIVATE, REFRESH, t.rc(), t.rc());
    within(ACTIVATE, REFRESH_BANK, t.rrdS(), t.rrdS());
    sameBank[ACTIVATE][REFRESH_BANK] = t.rc();
  }

  private void closing(int command, int toActivate, int toRefresh) {
    sameBank[command][ACTIVATE] = toActivate;
    sameBank[command][REFRESH] = toRefresh;
    sameBank[command][REFRESH_BANK] = toRefresh;
  }

  private void within(int command, int next, int group, int rank) {
    sameBank[command][next] = group;
    sameGroup[command][next] = group;
    sameStack[command][next] = rank;
    otherStack[command][next] = rank;
  }

  /**
   * What all banks of a rank have to keep, wherever the first command went.
   *
   * @param groups of a stack
   * @param stacks of a rank
   */
  int[][] sharedByGroups(int groups, int stacks) {
    int[][] shared = new int[COUNT][COUNT];
    for (int from = 0; from < COUNT; from++) {
      for (int to = 0; to < COUNT; to++) {
        int least = sameGroup[from][to];
        least = groups > 1 ? Math.min(least, sameStack[from][to]) : least;
        shared[from][to] = stacks > 1 ? Math.min(least, otherStack[from][to]) : least;
      }
    }
    return shared;
  }

  /** Of some constraints, those longer than what holds anyway. */
  static int[][] beyond(int[][] anyway, int[][] constraints) {
    int[][] longer = new int[COUNT][COUNT];
    for (int from = 0; from < COUNT; from++) {
      for (int to = 0; to < COUNT; to++) {
        longer[from][to] = constraints[from][to] > anyway[from][to] ? constraints[from][to] : 0;
      }
    }
    return longer;
  }

  /** Counts from the first cycle of commands, and lets none begin while another is on its bus. */
  private void occupy(CommandBus bus) {
    if (bus.activateCycles() == 1 && bus.columnCycles() == 1 && bus.rowCycles() == 1) {
      return;
    }
    int[][][] all = {sameBank, sameGroup, sameStack, otherStack, otherRank, otherPseudoChannel};
    for (int[][] relation : all) {
      for (int from = 0; from < COUNT; from++) {
        int cycles = bus.cyclesOf(from);
        for (int to = 0; to < COUNT; to++) {
          int delay = relation[from][to];
          if (delay > 0) {
            relation[from][to] = Math.max(0, delay + cycles - bus.cyclesOf(to));
          }
          boolean sameBus = !bus.separate() || Command.isColumn(from) == Command.isColumn(to);
          if (cycles > 1 && sameBus) {
            relation[from][to] = Math.max(cycles, relation[from][to]);
          }
        }
      }
    }
  }
}
