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
  private final long capacityBytes;

  /** Cycles before which nothing happens in a channel. */
  private final long[] wake;

  /** The request that is next to be taken in. */
  private int headIndex = -1;

  private long headAddress;
  private boolean headIsWrite;
  private int headChannel;

  public MemorySystem(DramConfiguration configuration, CommandListener listener) {
    this.configuration = configuration;
    capacityBytes = configuration.organization().capacityBytes();
    channels = new Channel[configuration.organization().channels()];
    wake = new long[channels.length];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = Channel.of(i, configuration, listener);
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
    boolean chased = stream.mostOutstanding() == 1;
    int next = 0;
    long clock = 0;
    while (next < requests || !isAnswered() || clock <= lastAnswer()) {
      tick(clock++);
      while (next < requests && mayArrive(stream, next, chased) <= clock) {
        if (next != headIndex) {
          takeHead(stream, next);
        }
        if (!accept(clock)) {
          break;
        }
        next++;
      }
      long idle = earliest();
      if (next < requests) {
        long arrival = mayArrive(stream, next, chased);
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
  private long mayArrive(RequestStream stream, int next, boolean chased) {
    if (!chased) {
      return stream.arrivalCycle(next) + 1;
    }
    return isAnswered() ? lastAnswer() + 1 : BankQueues.NEVER;
  }

  private void takeHead(RequestStream stream, int next) {
    headIndex = next;
    headAddress = stream.address(next);
    headIsWrite = stream.isWrite(next);
    if (headAddress < 0 || headAddress >= capacityBytes) {
      throw new IllegalArgumentException(
          "request %d: address 0x%x is beyond the capacity of %d bytes"
              .formatted(next + 1, headAddress, capacityBytes));
    }
    headChannel = configuration.mapping().channel(headAddress);
  }

  private boolean accept(long clock) {
    Channel channel = channels[headChannel];
    if (!channel.accepts(headAddress, headIsWrite)) {
      return false;
    }
    channel.accept(headAddress, headIsWrite, clock);
    wake[headChannel] = channel.wake(clock);
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
    long[] standby = new long[2];
    for (Channel channel : channels) {
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
        (long) requests * configuration.organization().accessBytes(),
        cycles,
        cycles * configuration.clockPeriodSeconds(),
        readsDone == 0 ? 0 : (double) latency / readsDone,
        commands[Command.READ] + commands[Command.READ_PRECHARGE],
        commands[Command.WRITE] + commands[Command.WRITE_PRECHARGE],
        hits,
        commands[Command.ACTIVATE],
        commands[Command.PRECHARGE] + commands[Command.PRECHARGE_ALL],
        commands[Command.REFRESH] + commands[Command.REFRESH_BANK],
        configuration.currents().map(currents -> energy(currents, commands, standby)));
  }

  /**
   * Energy from currents (Micron TN-40-07, "Calculating memory power for DDR4 SDRAM"): what a
   * command draws beyond standby, for as long as it lasts, and standby for every cycle.
   */
  private EnergyByUse energy(Currents i, long[] commands, long[] standbyCycles) {
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
