package ridgepoint.dram;

import static ridgepoint.dram.Command.ACTIVATE;
import static ridgepoint.dram.Command.COUNT;
import static ridgepoint.dram.Command.PRECHARGE;
import static ridgepoint.dram.Command.READ;
import static ridgepoint.dram.Command.READ_PRECHARGE;
import static ridgepoint.dram.Command.REFRESH;
import static ridgepoint.dram.Command.REFRESH_BANK;
import static ridgepoint.dram.Command.WRITE;
import static ridgepoint.dram.Command.WRITE_PRECHARGE;

import ridgepoint.dram.DramConfiguration.Timings;

/**
 * Least cycles from one command to another, by where the second one goes: the same bank, another
 * bank of its group, another group of its rank, another rank. 0 is no constraint.
 *
 * <p>Derived from a standard's timings as JEDEC's state diagrams and DDR4 (JESD79-4) tables give
 * them; data-bus turnarounds follow Jacob, Ng, Wang, "Memory Systems" (2007), chapter 15.
 */
final class Constraints {
  final int[][] sameBank = new int[COUNT][COUNT];
  final int[][] sameGroup = new int[COUNT][COUNT];
  final int[][] sameRank = new int[COUNT][COUNT];
  final int[][] otherRank = new int[COUNT][COUNT];

  /**
   * Those of a standard.
   *
   * @param grouped whether there are several bank groups; otherwise the shorter times between
   *     groups hold within the only one
   */
  Constraints(Timings timings, int burst, boolean grouped) {
    Timings t = grouped ? timings : timings.ungrouped();
    int turnaround = t.cl() + burst - t.cwl() + t.rtrs();
    reads(t, burst, turnaround);
    writes(t, burst);
    rows(t);
    // An access that closes its row leaves the bank to be opened or refreshed after tRP.
    int readClosed = t.al() + t.rtp() + t.rp();
    int writeClosed = t.al() + t.cwl() + burst + t.wr() + t.rp();
    closing(READ_PRECHARGE, t.al() + burst + t.rtp() + t.rp(), readClosed);
    closing(WRITE_PRECHARGE, writeClosed, writeClosed);
  }

  private void reads(Timings t, int burst, int turnaround) {
    for (int read : new int[] {READ, READ_PRECHARGE}) {
      for (int next : new int[] {READ, READ_PRECHARGE}) {
        within(read, next, Math.max(burst, t.ccdL()), Math.max(burst, t.ccdS()));
        otherRank[read][next] = burst + t.rtrs();
      }
      for (int next : new int[] {WRITE, WRITE_PRECHARGE}) {
        within(read, next, turnaround, turnaround);
        otherRank[read][next] = t.readDelay(burst) + burst + t.rtrs() - t.writeDelay(burst);
      }
    }
    sameBank[READ][PRECHARGE] = t.al() + t.rtp();
  }

  private void writes(Timings t, int burst) {
    for (int write : new int[] {WRITE, WRITE_PRECHARGE}) {
      for (int next : new int[] {READ, READ_PRECHARGE}) {
        int delay = t.writeDelay(burst);
        within(write, next, delay + t.wtrL(), delay + t.wtrS());
        otherRank[write][next] = Math.max(0, delay + burst + t.rtrs() - t.readDelay(burst));
      }
      for (int next : new int[] {WRITE, WRITE_PRECHARGE}) {
        within(write, next, Math.max(burst, t.ccdL()), Math.max(burst, t.ccdS()));
        otherRank[write][next] = burst;
      }
    }
    sameBank[WRITE][PRECHARGE] = t.al() + t.cwl() + burst + t.wr();
  }

  private void rows(Timings t) {
    within(ACTIVATE, ACTIVATE, t.rrdL(), t.rrdS());
    sameBank[ACTIVATE][ACTIVATE] = t.rc();
    sameBank[ACTIVATE][READ] = t.rcdRead();
    sameBank[ACTIVATE][READ_PRECHARGE] = t.rcdRead();
    sameBank[ACTIVATE][WRITE] = t.rcdWrite();
    sameBank[ACTIVATE][WRITE_PRECHARGE] = t.rcdWrite();
    sameBank[ACTIVATE][PRECHARGE] = t.ras();
    sameGroup[ACTIVATE][REFRESH_BANK] = t.rc();
    sameRank[ACTIVATE][REFRESH_BANK] = t.rc();
    for (int next : new int[] {ACTIVATE, REFRESH, REFRESH_BANK}) {
      sameBank[PRECHARGE][next] = t.rp();
    }
    within(PRECHARGE, PRECHARGE, t.ppd(), t.ppd());
    sameBank[PRECHARGE][PRECHARGE] = 0;
    for (int next : new int[] {ACTIVATE, REFRESH, REFRESH_BANK}) {
      within(REFRESH, next, t.rfc(), t.rfc());
      sameBank[REFRESH_BANK][next] = t.rfcBank();
    }
  }

  private void closing(int command, int toActivate, int toRefresh) {
    sameBank[command][ACTIVATE] = toActivate;
    sameBank[command][REFRESH] = toRefresh;
    sameBank[command][REFRESH_BANK] = toRefresh;
  }

  private void within(int command, int next, int group, int rank) {
    sameBank[command][next] = group;
    sameGroup[command][next] = group;
    sameRank[command][next] = rank;
  }
}
