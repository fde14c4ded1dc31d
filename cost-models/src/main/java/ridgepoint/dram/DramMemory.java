package ridgepoint.dram;

import java.util.Arrays;
import java.util.List;
import ridgepoint.event.Memory;

/**
 * A DRAM as the {@link Memory} of an event simulation: transfers of a region go to its consecutive
 * addresses, from its start again when one would go past its end. Good for one run.
 */
public final class DramMemory implements Memory {
  private final MemoryPort port;
  private final long ticksPerCycle;
  private final List<Region> regions;
  private final long[] offset;
  private int[] tickets = new int[16];

  /**
   * Where an array lies.
   *
   * @param start its first byte
   */
  public record Region(long start, long bytes) {}

  /**
   * A memory.
   *
   * @param ticksPerCycle ticks of the simulation that a cycle of the DRAM's command clock lasts
   * @param regions by their numbers
   * @throws IllegalArgumentException when a region is empty or goes past the capacity
   */
  public DramMemory(DramConfiguration configuration, long ticksPerCycle, List<Region> regions) {
    long capacity = configuration.organization().capacityBytes();
    for (Region region : regions) {
      if (region.bytes < 1 || region.start < 0 || region.start > capacity - region.bytes) {
        throw new IllegalArgumentException(
            "%s is not within the capacity of %d bytes".formatted(region, capacity));
      }
    }
    this.ticksPerCycle = ticksPerCycle;
    this.regions = List.copyOf(regions);
    offset = new long[regions.size()];
    port = new MemoryPort(configuration);
  }

  /**
   * Begins a transfer.
   *
   * @throws IllegalArgumentException when it is longer than its region, or goes back in time
   */
  @Override
  public void begin(int ticket, int region, long bytes, boolean write, long tick) {
    Region where = regions.get(region);
    if (bytes > where.bytes) {
      throw new IllegalArgumentException(
          "a transfer of %d bytes is longer than %s".formatted(bytes, where));
    }
    if (offset[region] + bytes > where.bytes) {
      offset[region] = 0;
    }
    long cycle = (tick + ticksPerCycle - 1) / ticksPerCycle;
    int number = port.submit(where.start + offset[region], bytes, write, cycle);
    offset[region] += bytes;
    if (number == tickets.length) {
      tickets = Arrays.copyOf(tickets, 2 * number);
    }
    tickets[number] = ticket;
  }

  @Override
  public long runTo(long limit) {
    long cycle = port.advance(limit == NEVER ? MemoryPort.NEVER : limit / ticksPerCycle);
    return cycle == MemoryPort.NEVER ? NEVER : cycle * ticksPerCycle;
  }

  @Override
  public int ended() {
    int number = port.ended();
    return number < 0 ? -1 : tickets[number];
  }

  /** What the memory did so far. */
  public DramResult result() {
    return port.result();
  }
}
