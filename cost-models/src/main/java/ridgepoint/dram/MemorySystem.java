package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.Currents;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.Timings;
import ridgepoint.dram.DramResult.EnergyByUse;

/** The channels of a memory, and a stream of requests to them. Good for one run. */
public final class MemorySystem {
  private static final double MILLIAMPERE = 1e-3;

  private final DramConfiguration configuration;
  private final Channel[] channels;

  /** Cycles before which nothing happens in a channel. */
  private final long[] wake;

  public MemorySystem(DramConfiguration configuration, CommandListener listener) {
    this.configuration = configuration;
    channels = new Channel[configuration.organization().channels()];
    wake = new long[channels.length];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = new Channel(i, configuration, listener);
    }
  }

  /**
   * Runs a stream: every cycle the memory works, then takes in as many requests as it has room for,
   * in order.
   *
   * @throws IllegalArgumentException when an address is beyond the capacity
   */
  public DramResult run(RequestStream stream) {
    int requests = stream.requests();
    int next = 0;
    long clock = 0;
    while (next < requests || !isAnswered() || clock <= lastAnswer()) {
      tick(clock++);
      while (next < requests && mayArrive(stream, next) <= clock && accept(stream, next, clock)) {
        next++;
      }
      long idle = earliest();
      if (next < requests) {
        long arrival = mayArrive(stream, next);
        idle = arrival > clock ? Math.min(idle, arrival - 1) : idle;
      }
      clock = Math.max(clock, idle == BankQueues.NEVER ? clock : idle);
    }
    long end = lastAnswer() + 1;
    for (Channel channel : channels) {
      channel.finish(end);
    }
    return result(requests, end);
  }

  private void tick(long clock) {
    for (int i = 0; i < channels.length; i++) {
      if (wake[i] <= clock) {
        channels[i].tick(clock);
        wake[i] = channels[i].wake(clock + 1);
      }
    }
  }

  /** The cycle from which on a request is there; not before the one it waits for is answered. */
  private long mayArrive(RequestStream stream, int next) {
    if (stream.mostOutstanding() > 1) {
      return stream.arrivalCycle(next) + 1;
    }
    return isAnswered() ? lastAnswer() + 1 : BankQueues.NEVER;
  }

  private boolean accept(RequestStream stream, int next, long clock) {
    long address = stream.address(next);
    if (address < 0 || address >= configuration.organization().capacityBytes()) {
      throw new IllegalArgumentException(
          "request %d: address 0x%x is beyond the capacity of %d bytes"
              .formatted(next + 1, address, configuration.organization().capacityBytes()));
    }
    int at = configuration.mapping().channel(address);
    boolean write = stream.isWrite(next);
    if (!channels[at].accepts(write)) {
      return false;
    }
    channels[at].accept(address, write, clock);
    wake[at] = channels[at].wake(clock);
    return true;
  }

  private boolean isAnswered() {
    for (Channel channel : channels) {
      if (!channel.isAnswered()) {
        return false;
      }
    }
    return true;
  }

  private long lastAnswer() {
    long last = 0;
    for (Channel channel : channels) {
      last = Math.max(last, channel.lastAnswerCycle());
    }
    return last;
  }

  private long earliest() {
    long least = BankQueues.NEVER;
    for (long each : wake) {
      least = Math.min(least, each);
    }
    return least;
  }

  private DramResult result(int requests, long cycles) {
    long[] commands = new long[Command.COUNT];
    long hits = 0;
    long readsDone = 0;
    long latency = 0;
    long active = 0;
    long idle = 0;
    for (Channel channel : channels) {
      ChannelCounters counters = channel.counters;
      for (int i = 0; i < commands.length; i++) {
        commands[i] += counters.commands[i];
      }
      hits += counters.readHits + counters.writeHits;
      readsDone += counters.readsDone;
      latency += counters.readLatencyCycles;
      for (int rank = 0; rank < counters.activeCycles.length; rank++) {
        active += counters.activeCycles[rank];
        idle += counters.idleCycles[rank];
      }
    }
    return new DramResult(
        requests,
        (long) requests * configuration.organization().accessBytes(),
        cycles,
        cycles * configuration.clockPeriodSeconds(),
        readsDone == 0 ? 0 : (double) latency / readsDone,
        commands[Command.READ] + commands[Command.READ_PRECHARGE],
        commands[Command.WRITE] + commands[Command.WRITE_PRECHARGE],
        hits,
        commands[Command.ACTIVATE],
        commands[Command.PRECHARGE],
        commands[Command.REFRESH] + commands[Command.REFRESH_BANK],
        energy(commands, active, idle));
  }

  /**
   * Energy from currents (Micron TN-40-07, "Calculating memory power for DDR4 SDRAM"): what a
   * command draws beyond standby, for as long as it lasts, and standby for every cycle.
   */
  private EnergyByUse energy(long[] commands, long activeCycles, long idleCycles) {
    Organization organization = configuration.organization();
    Timings t = configuration.timings();
    Currents i = configuration.currents();
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
        perCycle * i.idd3n() * activeCycles,
        perCycle * i.idd2n() * idleCycles);
  }
}
