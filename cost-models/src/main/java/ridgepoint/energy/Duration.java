package ridgepoint.energy;

/** How long kernels go on, which decides whether the power limit acts on them. */
public enum Duration {
  /**
   * Over before power management reacts: clocks stay nominal, and power may exceed the limit.
   * Benchmark loops of a few short kernels are such.
   */
  BURST,
  /** Until clocks have settled where the power limit is kept, as while a model is served. */
  SUSTAINED
}
