package ridgepoint.dram;

/**
 * A memory system of one standard, as its YAML file describes it.
 *
 * @param id of the file
 * @param clockPeriodSeconds of the command clock; all timings are cycles of it
 * @param mapping of addresses to channels, ranks, banks, rows and columns
 */
public record DramConfiguration(
    String id,
    double clockPeriodSeconds,
    Organization organization,
    Timings timings,
    Currents currents,
    Policy policy,
    AddressMapping mapping) {

  /**
   * What there is.
   *
   * @param bankGroups of a rank
   * @param banks of a bank group
   * @param columns of a row, each as wide as a device
   * @param deviceBits width of a device
   * @param busBits width of a channel
   * @param burstLength transfers of one access
   * @param burstCycles of the data bus that one access takes
   */
  public record Organization(
      int channels,
      int ranks,
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
      return bankGroups * banks;
    }

    /** Bytes of one access. */
    public int accessBytes() {
      return busBits / 8 * burstLength;
    }

    public long capacityBytes() {
      return (long) channels * ranks * banksPerRank() * rows * columns * (busBits / 8);
    }
  }

  /**
   * Cycles, named as JEDEC's standards name them; {@code S} is between bank groups, {@code L}
   * within one.
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
      int refiBank) {

    public int rc() {
      return ras + rp;
    }

    /** The same with the times between bank groups within a group as well. */
    Timings ungrouped() {
      return new Timings(
          cl, cwl, al, rcdRead, rcdWrite, rp, ras, ccdS, ccdS, rrdS, rrdS, faw, aw32, rtp, wtrS,
          wtrS, wr, rtrs, ppd, rfc, rfcBank, refi, refiBank);
    }

    /** From a read command to its last data, given the cycles of a burst. */
    int readDelay(int burstCycles) {
      return al + cl + burstCycles;
    }

    int writeDelay(int burstCycles) {
      return al + cwl + burstCycles;
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
   * @param commandQueueEntries of each bank
   * @param transactionEntries of reads, and as many of writes
   * @param rowHits accesses after which an open row may be closed although more are waiting
   * @param dualCommand whether a column and a row command may be issued in one cycle (HBM)
   * @param idleDrainEntries writes are also drained when more than these wait and nothing else does
   */
  public record Policy(
      PagePolicy page,
      RefreshPolicy refresh,
      int commandQueueEntries,
      int transactionEntries,
      int rowHits,
      boolean dualCommand,
      int idleDrainEntries) {}
}
