package ridgepoint.cycle;

import ridgepoint.dram.DramMemory;
import ridgepoint.event.ClockDomain;

/**
 * How much of a pass controllers of main memory play: until so much time has passed since its first
 * transfer, or so many bytes have been moved.
 */
public record PlayedPart(long ticks, double bytes) {
  /** All of it. */
  public static final PlayedPart WHOLE = new PlayedPart(Long.MAX_VALUE, Double.POSITIVE_INFINITY);

  /** What happens in a time. */
  public static PlayedPart lasting(double seconds) {
    long ticks = Math.round(seconds * ClockDomain.TICKS_PER_SECOND);
    return new PlayedPart(ticks, Double.POSITIVE_INFINITY);
  }

  /** What it takes to move so many bytes, however long. */
  public static PlayedPart moving(double bytes) {
    return new PlayedPart(Long.MAX_VALUE, bytes);
  }

  boolean isPlayed(DramMemory memory) {
    return memory.ticks() > ticks || memory.movedBytes() > bytes;
  }
}
