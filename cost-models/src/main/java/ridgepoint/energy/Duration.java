package ridgepoint.energy;

/** How long kernels go on, which decides whether the power limit acts on them. */
public enum Duration {
  /**
   * A benchmark's loop of {@link #repetitions} repetitions. Of short kernels it is over before
   * power management reacts: clocks stay nominal, and power may exceed the limit. Of long ones only
   * its beginning is.
   */
  BURST(10),
  /** Until clocks have settled where the power limit is kept, as while a model is served. */
  SUSTAINED(Double.POSITIVE_INFINITY);

  private final double repetitions;

  Duration(double repetitions) {
    this.repetitions = repetitions;
  }

  /**
   * How often a kernel runs, one after another: three to warm up, one to warm up the graph, six
   * that are timed (aiconfigurator's collector; of others nothing is known to differ much).
   */
  public double repetitions() {
    return repetitions;
  }
}
