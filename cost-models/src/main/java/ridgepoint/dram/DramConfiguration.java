package ridgepoint.dram;

import java.util.Optional;

/**
 * A memory system of one standard, as its YAML file describes it.
 *
 * @param id of the file
 * @param clockPeriodSeconds of the command clock; all timings are cycles of it
 * @param currents of a device; none when no source gives them, and then no energy is reckoned
 * @param mapping of addresses to channels, ranks, banks, rows and columns
 */
public record DramConfiguration(
    String id,
    double clockPeriodSeconds,
    Organization organization,
    Timings timings,
    Optional<Currents> currents,
    CommandBus commandBus,
    Policy policy,
    AddressMapping mapping) {

  /**
   * What there is.
   *
   * @param pseudoChannels of a channel: they share its command bus and have data buses of their own
   * @param ranks of a pseudo-channel
   * @param stacks of a rank: dies of one HBM channel, told apart by stack ids
   * @param bankGroups of a stack
   * @param banks of a bank group
   * @param columns of a row, each as wide as a device
   * @param deviceBits width of a device
   * @param busBits width of a channel
   * @param burstLength transfers of one access
   * @param burstCycles of the data bus that one access takes
   */
  public record Organization(
      int channels,
      int pseudoChannels,
      int ranks,
      int stacks,
      int bankGroups,
      int banks,
      int rows,
      int columns,
      int deviceBits,
      int busBits,
      int burstLength,
      int burstCycles) {

    public int devicesPerRank() {
      return busBits / deviceBits;
    }

    public int banksPerRank() {
      return stacks * bankGroups * banks;
    }

    /** Ranks of all pseudo-channels of a channel. */
    public int ranksPerChannel() {
      return pseudoChannels * ranks;
    }

    /** Bytes of one access. */
    public int accessBytes() {
      return busBits / 8 * burstLength;
    }

    public long capacityBytes() {
      return (long) channels * ranksPerChannel() * banksPerRank() * rows * columns * (busBits / 8);
    }

    /** The most accesses of a cycle, when no data bus ever rests. */
    public double peakAccessesPerCycle(int ccdS) {
      return (double) channels * pseudoChannels / Math.max(burstCycles, ccdS);
    }
  }

  /**
   * Cycles, named as JEDEC's standards name them; {@code S} is between bank groups, {@code L}
   * within one.
   *
   * @param refined what only some standards give
   */
  public record Timings(
      int cl,
      int cwl,
      int al,
      int rcdRead,
      int rcdWrite,
      int rp,
      int ras,
      int ccdS,
      int ccdL,
      int rrdS,
      int rrdL,
      int faw,
      int aw32,
      int rtp,
      int wtrS,
      int wtrL,
      int wr,
      int rtrs,
      int ppd,
      int rfc,
      int rfcBank,
      int refi,
      int refiBank,
      Refined refined) {

    public int rc() {
      return refined.rc();
    }

    /** The same with the times between bank groups within a group as well. */
    Timings ungrouped() {
      return new Timings(
          cl,
          cwl,
          al,
          rcdRead,
          rcdWrite,
          rp,
          ras,
          ccdS,
          ccdS,
          rrdS,
          rrdS,
          faw,
          aw32,
          rtp,
          wtrS,
          wtrS,
          wr,
          rtrs,
          ppd,
          rfc,
          rfcBank,
          refi,
          refiBank,
          refined.ungrouped());
    }

    /** From a read command to its last data, given the cycles of a burst. */
    int readDelay(int burstCycles) {
      return al + cl + burstCycles;
    }

    int writeDelay(int burstCycles) {
      return al + cwl + burstCycles;
    }
  }

  /**
   * Times that only some standards give, and that follow from the others elsewhere.
   *
   * @param rc of a bank, from activate to activate
   * @param ccdWriteS between writes of different bank groups
   * @param ccdWriteL between writes of one bank group
   * @param ccdStack between reads of different stacks
   * @param readToWrite within a rank
   * @param readToWriteRank from one rank to another
   * @param rpAll of all banks at once
   * @param refreshToActivate from the refresh of one bank to the activate of another; 0 for none
   */
  public record Refined(
      int rc,
      int ccdWriteS,
      int ccdWriteL,
      int ccdStack,
      int readToWrite,
      int readToWriteRank,
      int rpAll,
      int refreshToActivate) {
    Refined ungrouped() {
      return new Refined(
          rc,
          ccdWriteS,
          ccdWriteS,
          ccdStack,
          readToWrite,
          readToWriteRank,
          rpAll,
          refreshToActivate);
    }
  }

  /**
   * How commands reach a channel.
   *
   * @param separate whether row and column commands have a bus each, and may be issued in one cycle
   * @param activateCycles that an activate takes
   * @param columnCycles that a read or a write takes
   * @param rowCycles that a precharge or a refresh takes
   * @param halfCycles whether cycles are halves of the command clock (HBM3): column commands,
   *     activates and refreshes begin with even ones, precharges with any
   * @param secondActivateCycles within which the second half of an activate follows the first
   *     (LPDDR5, tAAD); 0 when activates are whole
   * @param clockPostambleCycles for which the data clock runs on after a burst; an access that
   *     finds it stopped needs a CAS command first (LPDDR5, tWCKPST). -1 when it always runs
   */
  public record CommandBus(
      boolean separate,
      int activateCycles,
      int columnCycles,
      int rowCycles,
      boolean halfCycles,
      int secondActivateCycles,
      int clockPostambleCycles) {
    static CommandBus simple(boolean separate) {
      return new CommandBus(separate, 1, 1, 1, false, 0, -1);
    }

    int cyclesOf(int command) {
      return Command.isColumn(command)
          ? columnCycles
          : command == Command.ACTIVATE ? activateCycles : rowCycles;
    }
  }

  /** Supply voltage, and currents of one device in milliamperes, as datasheets name them. */
  public record Currents(
      double vdd,
      double idd0,
      double idd2n,
      double idd3n,
      double idd4r,
      double idd4w,
      double idd5ab,
      double idd5pb) {}

  /** When rows are closed. */
  public enum PagePolicy {
    OPEN,
    CLOSED
  }

  /** Who is refreshed at a time. */
  public enum RefreshPolicy {
    /** All ranks one after another, a rank every tREFI / ranks. */
    RANK_STAGGERED,
    /** All ranks at once, every tREFI. */
    RANK_SIMULTANEOUS,
    /** Bank after bank, one every tREFIb. */
    BANK_STAGGERED
  }

  /**
   * What the controller does.
   *
   * @param transactionEntries of reads, and as many of writes
   */
  public record Policy(
      PagePolicy page, RefreshPolicy refresh, int transactionEntries, Scheduling scheduling) {

    /** Whether the controller ever gives a command. */
    boolean gives(int command) {
      return switch (command) {
        case Command.READ, Command.WRITE -> page == PagePolicy.OPEN;
        case Command.READ_PRECHARGE, Command.WRITE_PRECHARGE -> page == PagePolicy.CLOSED;
        case Command.REFRESH -> refresh != RefreshPolicy.BANK_STAGGERED;
        case Command.REFRESH_BANK -> refresh == RefreshPolicy.BANK_STAGGERED;
        default -> true;
      };
    }
  }

  /** Which of the accesses that wait goes next. */
  public sealed interface Scheduling {

    /**
     * A command queue for each bank, served in turn (DRAMsim3).
     *
     * @param commandQueueEntries of each bank
     * @param rowHits accesses after which an open row may be closed although more are waiting
     * @param idleDrainEntries writes are also drained when more than these wait and nothing else
     */
    record BankByBank(int commandQueueEntries, int rowHits, int idleDrainEntries)
        implements Scheduling {}

    /**
     * One queue of reads and one of writes, and the oldest access with a command that is ready goes
     * next, be it an access or the way to one (Ramulator 2).
     *
     * @param drainAbove fraction of the writes' queue above which writes are served
     * @param drainBelow fraction below which reads are served again
     * @param rowHitsFirst whether a row stays open while accesses to it wait (first ready, first
     *     come first served: Rixner et al., ISCA 2000); Ramulator 2 closes it for an older access
     */
    record OldestReady(double drainAbove, double drainBelow, boolean rowHitsFirst)
        implements Scheduling {}
  }
}
