package ridgepoint.dram;

import java.util.Arrays;

/**
 * A memory for engines that simulate something else beside it: they submit transfers and learn when
 * each is done. A transfer is split into accesses, which wait before their channels, reads and
 * writes apart, and enter the queues of the controllers in order as there is room; channels do not
 * wait for one another, nor transfers. Time is in cycles of the memory's command clock. Good for
 * one run.
 *
 * <p>Of many channels that accesses are spread over alike, some may stand for all: accesses to the
 * others are passed over.
 *
 * <pre>{@code
 * MemoryPort memory = new MemoryPort(configuration);
 * int weights = memory.submit(0, 1 << 20, false, 0);
 * long done = memory.advance(MemoryPort.NEVER);   // the cycle after the last data
 * int which = memory.ended();                     // weights
 * }</pre>
 */
public final class MemoryPort {
  /** No cycle. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int NONE = -1;

  private final DramConfiguration configuration;
  private final AddressMapping mapping;
  private final Channel[] channels;
  private final long[] wake;

  /** Before each channel, or at each source: reads, then writes. */
  private final ArrivalQueue[] arrivals;

  /** Whether sources wait until the channel of their next access has room. */
  private final boolean inOrder;

  private int source;

  private final long capacityBytes;
  private final int accessBytes;
  private final PendingTransfers pending = new PendingTransfers();
  private final TransferTable transfers = new TransferTable();

  private int submitted;
  private long accesses;
  private long answers;

  /** The transfer that accesses are being added to, and how many it has so far. */
  private long[] addresses = new long[256];

  private int added;

  /** The next cycle that is simulated, and the last one that a caller knows of. */
  private long clock;

  private long now;

  /** When the next access that has not waited yet may enter; {@link #NEVER} when all wait. */
  private long enter = NEVER;

  /** The memory of a configuration, with no transfer under way. */
  public MemoryPort(DramConfiguration configuration) {
    this(configuration, configuration.organization().channels(), 0);
  }

  /**
   * The same with fewer channels than it has, which stand for all.
   *
   * @param sources that issue their accesses in order and wait while the channel of the next one
   *     has no room, as DMA engines do; 0 when accesses wait before their channels
   * @throws IllegalArgumentException when there are not that many channels
   */
  public MemoryPort(DramConfiguration configuration, int simulatedChannels, int sources) {
    if (simulatedChannels < 1 || simulatedChannels > configuration.organization().channels()) {
      throw new IllegalArgumentException(
          simulatedChannels + " channels of " + configuration.organization().channels());
    }
    this.configuration = configuration;
    mapping = configuration.mapping();
    capacityBytes = configuration.organization().capacityBytes();
    accessBytes = configuration.organization().accessBytes();
    channels = new Channel[simulatedChannels];
    wake = new long[channels.length];
    inOrder = sources > 0;
    arrivals = new ArrivalQueue[2 * (inOrder ? sources : channels.length)];
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] = new ArrivalQueue();
    }
    for (int i = 0; i < channels.length; i++) {
      channels[i] = Channel.of(i, configuration, CommandListener.NONE);
      channels[i].tell(this::answered);
    }
  }

  /**
   * Begins a transfer of consecutive bytes.
   *
   * @param address of its first byte
   * @param bytes how many; whole accesses are made of what it touches
   * @param cycle now; not before that of an earlier call, nor before what {@link #advance} returned
   * @return its number, from 0 on
   * @throws IllegalArgumentException when it has no bytes, goes past the capacity, or goes back in
   *     time
   */
  public int submit(long address, long bytes, boolean isWrite, long cycle) {
    if (bytes < 1 || address < 0 || address > capacityBytes - bytes) {
      throw new IllegalArgumentException(
          "a transfer of %d bytes at 0x%x is not within the capacity of %d bytes"
              .formatted(bytes, address, capacityBytes));
    }
    add(address, bytes);
    return submit(isWrite, cycle);
  }

  /**
   * Adds bytes to the transfer that {@link #submit(boolean, long)} begins next.
   *
   * @param address of the first; it and what follows must be within the capacity
   * @return accesses made of them, on channels that are simulated
   */
  public int add(long address, long bytes) {
    int before = added;
    for (long at = address - address % accessBytes; at < address + bytes; at += accessBytes) {
      if (mapping.channel(at) < channels.length) {
        if (added == addresses.length) {
          addresses = Arrays.copyOf(addresses, 2 * added);
        }
        addresses[added++] = at;
      }
    }
    return added - before;
  }

  /** Says which source submits from now on. */
  public void from(int which) {
    source = which;
  }

  /**
   * Begins a transfer of what was added.
   *
   * @throws IllegalArgumentException when nothing was, or it goes back in time
   */
  public int submit(boolean isWrite, long cycle) {
    if (cycle < now || added == 0) {
      throw new IllegalArgumentException(
          "a transfer of %d accesses at cycle %d after cycle %d".formatted(added, cycle, now));
    }
    now = cycle;
    enter = Math.min(enter, cycle);
    accesses += added;
    int slot = transfers.add(submitted, added, cycle);
    for (int i = 0; i < added; i++) {
      int queue = inOrder ? source : mapping.channel(addresses[i]);
      arrivals[2 * queue + (isWrite ? 1 : 0)].add(addresses[i], slot, cycle);
    }
    added = 0;
    return submitted++;
  }

  /**
   * Simulates until a transfer is done, or to a cycle.
   *
   * @return the first cycle in which it is done, or {@link #NEVER} if none is up to and including
   *     {@code limit}
   */
  public long advance(long limit) {
    while (true) {
      long next = Math.max(clock, Math.min(earliest(), enter));
      if (transfers.hasAnswered() && transfers.firstAnswer() + 1 <= Math.min(next, limit)) {
        now = Math.max(now, transfers.firstAnswer() + 1);
        return now;
      }
      if (next > limit || transfers.isEmpty()) {
        now = limit == NEVER ? now : Math.max(now, limit);
        return NEVER;
      }
      clock = next;
      tick(clock++);
      fill();
    }
  }

  /** The number of a transfer that is done at the cycle last returned; each once, then -1. */
  public int ended() {
    boolean isDone = transfers.hasAnswered() && transfers.firstAnswer() + 1 <= now;
    return isDone ? transfers.remove() : NONE;
  }

  /** Of all accesses submitted so far, the share whose answers are known. */
  public double answeredShare() {
    return accesses == 0 ? 0 : (double) answers / accesses;
  }

  /** What the memory did so far, with standby up to the cycle last returned. */
  public DramResult result() {
    return RunSummary.of(configuration, channels, accesses, now);
  }

  private long earliest() {
    long least = NEVER;
    for (long each : wake) {
      least = Math.min(least, each);
    }
    return least;
  }

  private void tick(long cycle) {
    for (int i = 0; i < channels.length; i++) {
      if (wake[i] <= cycle) {
        channels[i].tick(cycle);
        wake[i] = channels[i].wake(cycle + 1);
      }
    }
  }

  /** Lets accesses into the queues of their channels. */
  private void fill() {
    enter = NEVER;
    for (int i = 0; i < arrivals.length; i++) {
      int at = (int) ((i + 2 * clock) % arrivals.length);
      ArrivalQueue queue = arrivals[at];
      while (!queue.isEmpty() && accepts(queue, at % 2 == 1)) {
        queue.removeFirst();
      }
    }
  }

  /** Whether the first access of a queue enters its channel now. */
  private boolean accepts(ArrivalQueue queue, boolean isWrite) {
    if (queue.firstSince() >= clock) {
      enter = Math.min(enter, queue.firstSince());
      return false;
    }
    long address = queue.firstAddress();
    int channel = mapping.channel(address);
    if (!channels[channel].accepts(address, isWrite)) {
      return false;
    }
    pending.add(address, isWrite, queue.firstTransfer());
    channels[channel].accept(address, isWrite, clock);
    wake[channel] = channels[channel].wake(clock);
    return true;
  }

  private void answered(long address, boolean isWrite, int requests, long cycle) {
    for (int i = 0; i < requests; i++) {
      answers++;
      transfers.answer(pending.take(address, isWrite), cycle);
    }
  }
}
