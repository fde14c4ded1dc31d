package ridgepoint.event;

/**
 * How long an instruction keeps its unit, and how long until its result is there.
 *
 * @param occupancyTicks until the unit can begin another
 * @param latencyTicks from its beginning to its result; at least the occupancy
 */
public record Cost(long occupancyTicks, long latencyTicks) {
  public Cost {
    if (occupancyTicks < 0 || latencyTicks < occupancyTicks) {
      throw new IllegalArgumentException(
          "occupancy of " + occupancyTicks + " and latency of " + latencyTicks + " ticks");
    }
  }

  /** Of a unit whose result is there when it is done. */
  public static Cost of(long ticks) {
    return new Cost(ticks, ticks);
  }
}
