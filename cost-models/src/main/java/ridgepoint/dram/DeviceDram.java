package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.Policy;
import ridgepoint.dram.DramConfiguration.Scheduling;
import ridgepoint.hardware.MemoryLevel;

/**
 * The DRAM of a device: interfaces that are alike, each with the channels of one configuration.
 *
 * @param memory of one interface
 * @param interfaces how many there are
 */
public record DeviceDram(DramConfiguration memory, int interfaces) {
  private static final double PICOSECOND = 1e-12;

  /** Times its own clock that a standard is run at, at most: GDDR7 as GDDR6 is twice as fast. */
  private static final double MOST_FASTER = 2.1;

  /**
   * That of a memory whose datasheet gives the rate of all its interfaces together: the standard at
   * the clock with which they reach it, to a picosecond, and with its own controllers. What no
   * clock would reach is that of more interfaces.
   *
   * @throws ridgepoint.input.InputException when there is no such standard
   */
  public static DeviceDram of(MemoryLevel level, MemoryLevel.Dram dram) {
    DramConfiguration standard =
        new DramLibrary().load(dram.standard(), DramsimIni.Reading.AS_DRAMSIM3);
    double bytesPerCycle = peakBytesPerCycle(standard);
    double own = dram.interfaces() * bytesPerCycle / standard.clockPeriodSeconds();
    double faster = level.readBytesPerSecond() / own;
    int interfaces = dram.interfaces() * (faster > MOST_FASTER ? (int) Math.round(faster) : 1);
    double period = interfaces * bytesPerCycle / level.readBytesPerSecond();
    double whole = Math.max(1, Math.round(period / PICOSECOND)) * PICOSECOND;
    DramConfiguration clocked = Reclocking.of(standard, whole, policy(standard.policy(), dram));
    return new DeviceDram(clocked, interfaces);
  }

  private static Policy policy(Policy standard, MemoryLevel.Dram dram) {
    Scheduling scheduling = standard.scheduling();
    if (scheduling instanceof Scheduling.OldestReady oldest) {
      scheduling =
          new Scheduling.OldestReady(oldest.drainAbove(), oldest.drainBelow(), dram.rowHitsFirst());
    }
    int entries = dram.queueEntries().orElse(standard.transactionEntries());
    return new Policy(standard.page(), standard.refresh(), entries, scheduling);
  }

  /** As many interfaces as come nearest to a rate, at the standard's own clock. */
  public static DeviceDram nearest(DramConfiguration standard, double bytesPerSecond) {
    double one = peakBytesPerCycle(standard) / standard.clockPeriodSeconds();
    return new DeviceDram(standard, (int) Math.max(1, Math.round(bytesPerSecond / one)));
  }

  private static double peakBytesPerCycle(DramConfiguration memory) {
    return memory.organization().peakAccessesPerCycle(memory.timings().ccdS())
        * memory.organization().accessBytes();
  }

  /** What the busses of all interfaces carry when none ever rests. */
  public double peakBytesPerSecond() {
    return interfaces * peakBytesPerCycle(memory) / memory.clockPeriodSeconds();
  }

  /** From a read of a closed row to its last data, when nothing else is going on. */
  public double unloadedSeconds() {
    int cycles =
        memory.timings().rcdRead()
            + memory.timings().readDelay(memory.organization().burstCycles());
    return cycles * memory.clockPeriodSeconds();
  }

  /** Between refreshes of the same rows' rank. */
  public double refreshIntervalSeconds() {
    return memory.timings().refi() * memory.clockPeriodSeconds();
  }

  /** Accesses that one interface can make in a time. */
  public double accesses(double seconds) {
    return memory.organization().peakAccessesPerCycle(memory.timings().ccdS())
        * seconds
        / memory.clockPeriodSeconds();
  }
}
