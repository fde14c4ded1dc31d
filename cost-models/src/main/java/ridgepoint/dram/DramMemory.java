package ridgepoint.dram;

import java.util.Arrays;
import ridgepoint.event.Memory;

/**
 * The DRAM of a device as the {@link Memory} of an event simulation. A device has several
 * interfaces that are alike (stacks, controllers), and an interface several channels; addresses are
 * spread over all of them piece by piece, so that some channels of one interface may stand for all:
 * the accesses to them are played by their controllers, and a transfer ends when those of it have.
 * Good for one run.
 */
public final class DramMemory implements Memory {
  private final MemoryPort port;
  private final Layout layout;
  private final int interfaces;
  private final Interleaving interleaving;
  private final long pieceBytes;
  private final long capacityBytes;
  private final long ticksPerCycle;

  /** By number of the port: the ticket, when it began, and whether it writes. */
  private int[] ticket = new int[256];

  private long[] begun = new long[256];
  private boolean[] written = new boolean[256];

  /** Transfers of which nothing is simulated, by the tick at which they count as ended. */
  private final ArrivalQueue passedOver = new ArrivalQueue();

  private long lastPassedOver;

  /** Ticks that reads and writes took so far, and how many. */
  private final long[] tookTicks = new long[2];

  private final long[] took = new long[2];

  private double begunBytes;
  private boolean returnedPassedOver;
  private long returned;
  private long first = NEVER;
  private long latest;

  /** Where the bytes of transfers lie. */
  @FunctionalInterface
  public interface Layout {
    /**
     * Says where the next bytes are that move to or from a place.
     *
     * @param place as the program numbers its places
     */
    void locate(int place, long bytes, Ranges ranges);
  }

  /** Told of consecutive bytes. */
  @FunctionalInterface
  public interface Ranges {
    void add(long address, long bytes);
  }

  /**
   * A memory.
   *
   * @param interfaces of which the configuration describes one
   * @param channels of one interface that are simulated
   * @param pieceBytes that lie together on one interface
   * @param sources that issue their accesses in order, a place each; 0 when none wait for others
   * @param ticksPerCycle ticks of the simulation that a cycle of the DRAM's command clock lasts
   */
  public DramMemory(
      DramConfiguration configuration,
      int interfaces,
      int channels,
      long pieceBytes,
      int sources,
      long ticksPerCycle,
      Layout layout) {
    this.interfaces = interfaces;
    interleaving = new Interleaving(interfaces);
    this.pieceBytes = pieceBytes;
    this.ticksPerCycle = ticksPerCycle;
    this.layout = layout;
    port = new MemoryPort(configuration, channels, sources);
    capacityBytes = configuration.organization().capacityBytes();
    int unloaded =
        configuration.timings().rcdRead()
            + configuration.timings().readDelay(configuration.organization().burstCycles());
    tookTicks[0] = unloaded * ticksPerCycle;
    tookTicks[1] = ticksPerCycle;
    took[0] = 1;
    took[1] = 1;
  }

  @Override
  public void begin(int by, int place, long moved, boolean write, long tick) {
    first = Math.min(first, tick);
    latest = Math.max(latest, tick);
    begunBytes += moved;
    Played played = new Played();
    layout.locate(place, moved, played);
    if (played.accesses == 0) {
      int kind = write ? 1 : 0;
      lastPassedOver = Math.max(lastPassedOver, tick + tookTicks[kind] / took[kind]);
      passedOver.add(lastPassedOver, by, 0);
      return;
    }
    port.from(place);
    int number = port.submit(write, (tick + ticksPerCycle - 1) / ticksPerCycle);
    if (number == ticket.length) {
      grow(2 * number);
    }
    ticket[number] = by;
    begun[number] = tick;
    written[number] = write;
  }

  private void grow(int length) {
    ticket = Arrays.copyOf(ticket, length);
    begun = Arrays.copyOf(begun, length);
    written = Arrays.copyOf(written, length);
  }

  /** Adds to the port's next transfer what lies on the interface that is simulated. */
  private final class Played implements Ranges {
    private int accesses;

    @Override
    public void add(long address, long length) {
      if (interfaces == 1) {
        long start = Math.floorMod(address, capacityBytes);
        accesses += port.add(start, Math.min(length, capacityBytes - start));
        return;
      }
      for (long at = address; at < address + length; at = (at / pieceBytes + 1) * pieceBytes) {
        long piece = at / pieceBytes;
        if (interleaving.unit(piece) == 0) {
          long end = Math.min((piece + 1) * pieceBytes, address + length);
          long inside = interleaving.within(piece) * pieceBytes;
          long start = Math.floorMod(inside, capacityBytes) + at % pieceBytes;
          accesses += port.add(start, end - at);
        }
      }
    }
  }

  @Override
  public long runTo(long limit) {
    long over = passedOver.isEmpty() ? NEVER : passedOver.firstAddress();
    long until = Math.min(limit, over);
    long cycle = port.advance(until == NEVER ? MemoryPort.NEVER : until / ticksPerCycle);
    returnedPassedOver = cycle == MemoryPort.NEVER;
    returned = returnedPassedOver ? over : cycle * ticksPerCycle;
    if (returned > limit || returned == NEVER) {
      return NEVER;
    }
    latest = Math.max(latest, returned);
    return returned;
  }

  @Override
  public int ended() {
    if (returnedPassedOver) {
      if (passedOver.isEmpty() || passedOver.firstAddress() > returned) {
        return -1;
      }
      int which = passedOver.firstTransfer();
      passedOver.removeFirst();
      return which;
    }
    int number = port.ended();
    if (number < 0) {
      return -1;
    }
    int kind = written[number] ? 1 : 0;
    tookTicks[kind] += returned - begun[number];
    took[kind]++;
    return ticket[number];
  }

  /** Bytes that have been moved of the transfers begun so far. */
  public double movedBytes() {
    return begunBytes * port.answeredShare();
  }

  /** Ticks since the first transfer began. */
  public long ticks() {
    return first == NEVER ? 0 : latest - first;
  }

  /** What the channels that are simulated did so far. */
  public DramResult result() {
    return port.result();
  }
}
