package ridgepoint.event;

/**
 * Units that share a clock: they begin work only on its edges, the first of which is at tick 0.
 *
 * @param name such as {@code array} or {@code dram}
 * @param periodTicks of a cycle; a tick is a picosecond unless the whole program counts in cycles
 */
public record ClockDomain(String name, long periodTicks) {
  /** Ticks of a second when a tick is a picosecond. */
  public static final double TICKS_PER_SECOND = 1e12;

  public ClockDomain {
    if (periodTicks < 1) {
      throw new IllegalArgumentException("clock " + name + " has a period of " + periodTicks);
    }
  }

  /** Everything in cycles: one of them is a tick. */
  public static ClockDomain cycles(String name) {
    return new ClockDomain(name, 1);
  }

  /** Units that begin at any tick: whose clock is not modelled, or is another than their users'. */
  public static ClockDomain unclocked(String name) {
    return new ClockDomain(name, 1);
  }

  /** The tick nearest to a time; that of units without a clock. */
  public static long nearestTick(double seconds) {
    return Math.round(seconds * TICKS_PER_SECOND);
  }

  /** Seconds of ticks. */
  public static double seconds(long ticks) {
    return ticks / TICKS_PER_SECOND;
  }

  /** A clock with its period rounded to picoseconds. */
  public static ClockDomain ofHertz(String name, double hertz) {
    return new ClockDomain(name, Math.max(1, Math.round(TICKS_PER_SECOND / hertz)));
  }

  /** Ticks of a number of cycles. */
  public long ticks(long cycles) {
    return Math.multiplyExact(cycles, periodTicks);
  }

  /** Ticks of whole cycles that last at least so many seconds. */
  public long ticksOf(double seconds) {
    double cycles = Math.ceil(seconds * TICKS_PER_SECOND / periodTicks - CYCLE_ROUNDING);
    return ticks((long) Math.max(0, cycles));
  }

  /** Whole cycles of ticks, a begun one included. */
  public long cycles(long ticks) {
    return (ticks + periodTicks - 1) / periodTicks;
  }

  /** What a quotient of doubles may exceed a whole number by. */
  private static final double CYCLE_ROUNDING = 1e-9;
}
