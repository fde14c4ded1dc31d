package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.Currents;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.Timings;
import ridgepoint.dram.DramResult.EnergyByUse;

/** Adds up what the channels of a memory counted. */
final class RunSummary {
  private static final double MILLIAMPERE = 1e-3;

  private RunSummary() {}

  /** What became of requests; standby is counted up to {@code cycles}. */
  static DramResult of(
      DramConfiguration configuration, Channel[] channels, long requests, long cycles) {
    long[] commands = new long[Command.COUNT];
    long hits = 0;
    long readsDone = 0;
    long latency = 0;
    long[] standby = new long[2];
    for (Channel channel : channels) {
      channel.finish(cycles);
      ChannelCounters counters = channel.counters;
      for (int i = 0; i < commands.length; i++) {
        commands[i] += counters.commands[i];
      }
      hits += counters.readHits + counters.writeHits;
      readsDone += counters.readsDone;
      latency += counters.readLatencyCycles;
      for (int rank = 0; rank < counters.activeCycles.length; rank++) {
        standby[0] += counters.activeCycles[rank];
        standby[1] += counters.idleCycles[rank];
      }
    }
    return new DramResult(
        requests,
        requests * configuration.organization().accessBytes(),
        cycles,
        cycles * configuration.clockPeriodSeconds(),
        readsDone == 0 ? 0 : (double) latency / readsDone,
        commands[Command.READ] + commands[Command.READ_PRECHARGE],
        commands[Command.WRITE] + commands[Command.WRITE_PRECHARGE],
        hits,
        commands[Command.ACTIVATE],
        commands[Command.PRECHARGE] + commands[Command.PRECHARGE_ALL],
        commands[Command.REFRESH] + commands[Command.REFRESH_BANK],
        configuration
            .currents()
            .map(currents -> energy(configuration, currents, commands, standby)));
  }

  /**
   * Energy from currents (Micron TN-40-07, "Calculating memory power for DDR4 SDRAM"): what a
   * command draws beyond standby, for as long as it lasts, and standby for every cycle.
   */
  private static EnergyByUse energy(
      DramConfiguration configuration, Currents i, long[] commands, long[] standbyCycles) {
    Organization organization = configuration.organization();
    Timings t = configuration.timings();
    double perCycle =
        i.vdd() * MILLIAMPERE * configuration.clockPeriodSeconds() * organization.devicesPerRank();
    int burst = organization.burstCycles();
    double activate = i.idd0() * t.rc() - (i.idd3n() * t.ras() + i.idd2n() * t.rp());
    double refresh = (i.idd5ab() - i.idd3n()) * t.rfc() * commands[Command.REFRESH];
    double refreshBank = (i.idd5pb() - i.idd3n()) * t.rfcBank() * commands[Command.REFRESH_BANK];
    long reads = commands[Command.READ] + commands[Command.READ_PRECHARGE];
    long writes = commands[Command.WRITE] + commands[Command.WRITE_PRECHARGE];
    return new EnergyByUse(
        perCycle * activate * commands[Command.ACTIVATE],
        perCycle * (i.idd4r() - i.idd3n()) * burst * reads,
        perCycle * (i.idd4w() - i.idd3n()) * burst * writes,
        perCycle * (refresh + refreshBank),
        perCycle * i.idd3n() * standbyCycles[0],
        perCycle * i.idd2n() * standbyCycles[1]);
  }
}
