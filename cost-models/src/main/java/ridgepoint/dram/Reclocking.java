package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.Refined;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * A memory at another clock: what a row, a bank or a refresh takes stays the same in seconds and is
 * rounded up to whole cycles, what a burst takes of the bus stays the same in cycles. Speed bins of
 * one generation differ like that.
 */
final class Reclocking {
  /**
   * Of a cycle, that a time may be longer than whole cycles (JESD79-4, 13.5: 974 is added of 1000).
   */
  private static final double TOLERANCE = 0.026;

  private final double ratio;

  private Reclocking(double ratio) {
    this.ratio = ratio;
  }

  /** The same memory with cycles of a given length, and a controller that does other things. */
  static DramConfiguration of(
      DramConfiguration memory, double clockPeriodSeconds, DramConfiguration.Policy policy) {
    Reclocking clock = new Reclocking(memory.clockPeriodSeconds() / clockPeriodSeconds);
    return new DramConfiguration(
        memory.id(),
        clockPeriodSeconds,
        memory.organization(),
        clock.of(memory.timings()),
        memory.currents(),
        memory.commandBus(),
        policy,
        memory.mapping());
  }

  private int cycles(int of) {
    return (int) Math.ceil(of * ratio - TOLERANCE);
  }

  private int between(int accesses, int least) {
    return Math.max(least, cycles(accesses));
  }

  private Timings of(Timings t) {
    return new Timings(
        cycles(t.cl()),
        cycles(t.cwl()),
        cycles(t.al()),
        cycles(t.rcdRead()),
        cycles(t.rcdWrite()),
        cycles(t.rp()),
        cycles(t.ras()),
        t.ccdS(),
        between(t.ccdL(), t.ccdS()),
        cycles(t.rrdS()),
        cycles(t.rrdL()),
        cycles(t.faw()),
        cycles(t.aw32()),
        cycles(t.rtp()),
        cycles(t.wtrS()),
        cycles(t.wtrL()),
        cycles(t.wr()),
        t.rtrs(),
        t.ppd(),
        cycles(t.rfc()),
        cycles(t.rfcBank()),
        cycles(t.refi()),
        cycles(t.refiBank()),
        of(t.refined(), t.ccdS()));
  }

  private Refined of(Refined r, int ccdS) {
    return new Refined(
        cycles(r.rc()),
        r.ccdWriteS(),
        between(r.ccdWriteL(), r.ccdWriteS()),
        between(r.ccdStack(), ccdS),
        cycles(r.readToWrite()),
        cycles(r.readToWriteRank()),
        cycles(r.rpAll()),
        cycles(r.refreshToActivate()));
  }
}
