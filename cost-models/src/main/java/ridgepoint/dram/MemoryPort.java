package ridgepoint.dram;

import java.util.Arrays;

/**
 * A memory for engines that simulate something else beside it: they submit transfers and learn when
 * each is done. A transfer is split into accesses, which enter the queues of their channels in
 * order as soon as there is room; transfers under way do not wait for one another. Time is in
 * cycles of the memory's command clock. Good for one run.
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
  private final Channel[] channels;
  private final long[] wake;
  private final long capacityBytes;
  private final int accessBytes;
  private final PendingTransfers pending = new PendingTransfers();

  /** Of each transfer under way: its number, since when, its next access, and the last answer. */
  private int[] number = new int[16];

  private long[] since = new long[16];

  private long[] next = new long[16];
  private long[] end = new long[16];
  private long[] unanswered = new long[16];
  private long[] lastAnswer = new long[16];
  private boolean[] write = new boolean[16];
  private int underWay;

  private int submitted;
  private long accesses;

  /** The next cycle that is simulated, and the last one that a caller knows of. */
  private long clock;

  private long now;

  /** When accesses of a new transfer may enter; {@link #NEVER} when all wait for room. */
  private long enter = NEVER;

  /** The memory of a configuration, with no transfer under way. */
  public MemoryPort(DramConfiguration configuration) {
    this.configuration = configuration;
    capacityBytes = configuration.organization().capacityBytes();
    accessBytes = configuration.organization().accessBytes();
    channels = new Channel[configuration.organization().channels()];
    wake = new long[channels.length];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = Channel.of(i, configuration, CommandListener.NONE);
      channels[i].tell(this::answered);
    }
  }

  /**
   * Begins a transfer.
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
    if (cycle < now) {
      throw new IllegalArgumentException("a transfer at cycle " + cycle + " after cycle " + now);
    }
    now = cycle;
    if (underWay == number.length) {
      grow();
    }
    int slot = underWay++;
    number[slot] = submitted;
    since[slot] = cycle;
    next[slot] = address - address % accessBytes;
    end[slot] = address + bytes;
    unanswered[slot] = (end[slot] - next[slot] + accessBytes - 1) / accessBytes;
    lastAnswer[slot] = cycle;
    write[slot] = isWrite;
    accesses += unanswered[slot];
    enter = Math.min(enter, cycle);
    return submitted++;
  }

  private void grow() {
    int size = 2 * underWay;
    number = Arrays.copyOf(number, size);
    since = Arrays.copyOf(since, size);
    next = Arrays.copyOf(next, size);
    end = Arrays.copyOf(end, size);
    unanswered = Arrays.copyOf(unanswered, size);
    lastAnswer = Arrays.copyOf(lastAnswer, size);
    write = Arrays.copyOf(write, size);
  }

  /**
   * Simulates until a transfer is done, or to a cycle.
   *
   * @return the first cycle in which it is done, or {@link #NEVER} if none is up to and including
   *     {@code limit}
   */
  public long advance(long limit) {
    while (true) {
      long idle = Math.max(clock, Math.min(earliest(), enter));
      int done = firstDone();
      if (done != NONE && lastAnswer[done] + 1 <= Math.min(idle, limit)) {
        now = Math.max(now, lastAnswer[done] + 1);
        return now;
      }
      if (idle > limit || underWay == 0) {
        now = limit == NEVER ? now : Math.max(now, limit);
        return NEVER;
      }
      clock = idle;
      tick(clock++);
      fill();
    }
  }

  /** The number of a transfer that is done at the cycle last returned; each once, then -1. */
  public int ended() {
    int done = firstDone();
    if (done == NONE || lastAnswer[done] + 1 > now) {
      return NONE;
    }
    int which = number[done];
    remove(done);
    return which;
  }

  /** What the memory did so far, with standby up to the cycle last returned. */
  public DramResult result() {
    return RunSummary.of(configuration, channels, accesses, now);
  }

  private int firstDone() {
    int first = NONE;
    for (int slot = 0; slot < underWay; slot++) {
      if (unanswered[slot] == 0 && (first == NONE || lastAnswer[slot] < lastAnswer[first])) {
        first = slot;
      }
    }
    return first;
  }

  /** Takes a finished transfer out; those behind keep their order. */
  private void remove(int slot) {
    int behind = --underWay - slot;
    System.arraycopy(number, slot + 1, number, slot, behind);
    System.arraycopy(since, slot + 1, since, slot, behind);
    System.arraycopy(next, slot + 1, next, slot, behind);
    System.arraycopy(end, slot + 1, end, slot, behind);
    System.arraycopy(unanswered, slot + 1, unanswered, slot, behind);
    System.arraycopy(lastAnswer, slot + 1, lastAnswer, slot, behind);
    System.arraycopy(write, slot + 1, write, slot, behind);
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

  /** Lets accesses into the queues of their channels, transfer by transfer. */
  private void fill() {
    enter = NEVER;
    for (int slot = 0; slot < underWay; slot++) {
      if (since[slot] >= clock) {
        enter = Math.min(enter, since[slot]);
        continue;
      }
      while (next[slot] < end[slot] && accept(next[slot], write[slot], number[slot])) {
        next[slot] += accessBytes;
      }
    }
  }

  private boolean accept(long address, boolean isWrite, int transfer) {
    int at = configuration.mapping().channel(address);
    if (!channels[at].accepts(address, isWrite)) {
      return false;
    }
    pending.add(address, isWrite, transfer);
    channels[at].accept(address, isWrite, clock);
    wake[at] = channels[at].wake(clock);
    return true;
  }

  private void answered(long address, boolean isWrite, int requests, long cycle) {
    for (int i = 0; i < requests; i++) {
      int slot = slot(pending.take(address, isWrite));
      unanswered[slot]--;
      lastAnswer[slot] = Math.max(lastAnswer[slot], cycle);
    }
  }

  /** Transfers are under way in the order of their numbers. */
  private int slot(int transfer) {
    return Arrays.binarySearch(number, 0, underWay, transfer);
  }
}
