package ridgepoint.dram;

/** The channels of a memory, and a stream of requests to them. Good for one run. */
public final class MemorySystem {
  private final DramConfiguration configuration;
  private final Channel[] channels;
  private final long capacityBytes;

  /** Cycles before which nothing happens in a channel. */
  private final long[] wake;

  /** The request that is next to be taken in. */
  private long headAddress;

  private boolean headIsWrite;
  private long headArrival;
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
    takeHead(stream, next);
    while (next < requests || !isAnswered() || clock <= lastAnswer()) {
      tick(clock++);
      while (next < requests && mayArrive(chased) <= clock && accept(clock)) {
        takeHead(stream, ++next);
      }
      long idle = earliest();
      if (next < requests) {
        long arrival = mayArrive(chased);
        idle = arrival > clock ? Math.min(idle, arrival - 1) : idle;
      }
      clock = Math.max(clock, idle == BankQueues.NEVER ? clock : idle);
    }
    long end = lastAnswer() + 1;
    return RunSummary.of(configuration, channels, requests, end);
  }

  private void tick(long clock) {
    for (int i = 0; i < channels.length; i++) {
      if (wake[i] <= clock) {
        channels[i].tick(clock);
        wake[i] = channels[i].wake(clock + 1);
      }
    }
  }

  /** From when on the head is there; not before what it waits for is answered. */
  private long mayArrive(boolean chased) {
    if (!chased) {
      return headArrival;
    }
    return isAnswered() ? lastAnswer() + 1 : BankQueues.NEVER;
  }

  /** Looks at the next request; there is none after the last. */
  private void takeHead(RequestStream stream, int next) {
    if (next == stream.requests()) {
      return;
    }
    headAddress = stream.address(next);
    headIsWrite = stream.isWrite(next);
    headArrival = stream.arrivalCycle(next) + 1;
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
}
