package ridgepoint.energy;

/**
 * How long work takes, and how that grows when the clock of units and caches falls.
 *
 * @param latencySeconds at the nominal clock
 * @param boundSeconds the part of it that units and caches bound and not main memory or a launch;
 *     goes with the reciprocal of the clock. Where resources are combined by a p-norm these are
 *     their shares of the norm, which are its derivatives
 * @param busySeconds the busiest unit computes at the nominal clock, hidden behind the rest or not
 * @param overheadSeconds in which nothing computes and that hide no computation: launch, fill,
 *     drain
 */
public record ClockResponse(
    double latencySeconds, double boundSeconds, double busySeconds, double overheadSeconds) {

  /** Of work whose computation is hidden until it takes longer than everything else. */
  public static ClockResponse overlapped(
      double latencySeconds, double busySeconds, double overheadSeconds) {
    return new ClockResponse(latencySeconds, 0, busySeconds, overheadSeconds);
  }

  /**
   * Seconds at a clock, never less than at the nominal one.
   *
   * @param clockScale fraction of the nominal clock, above 0 and at most 1
   */
  public double seconds(double clockScale) {
    return Math.max(
        latencySeconds + boundSeconds * (1 / clockScale - 1),
        overheadSeconds + busySeconds / clockScale);
  }

  /** The same work in so many times the time. */
  public ClockResponse times(double factor) {
    return new ClockResponse(
        latencySeconds * factor,
        boundSeconds * factor,
        busySeconds * factor,
        overheadSeconds * factor);
  }

  /** Whether a lower clock makes it take longer at all. */
  boolean isClocked() {
    return boundSeconds > 0 || busySeconds > 0;
  }
}
