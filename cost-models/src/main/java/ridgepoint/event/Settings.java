package ridgepoint.event;

import ridgepoint.input.InputException;

/**
 * How a simulation is run.
 *
 * @param replaysAll whether every event is handled, instead of multiplying what repeats; results
 *     are the same
 * @param limitTicks after which a simulation is given up
 * @param limitMessage what is then said
 * @param progress told now and then how far a simulation is
 */
public record Settings(
    boolean replaysAll, long limitTicks, String limitMessage, Progress progress) {

  /** Told how far a simulation is. */
  @FunctionalInterface
  public interface Progress {
    void at(long ticks, long events);
  }

  /** Skips what repeats, as long as it takes. */
  public static final Settings USUAL =
      new Settings(
          false,
          EventQueue.LAST_TICK,
          "the simulation would pass the last tick it can count, 8.8 s of picoseconds",
          (ticks, events) -> {});

  public Settings {
    if (limitTicks < 1 || limitTicks > EventQueue.LAST_TICK) {
      throw new InputException("a limit of " + limitTicks + " ticks");
    }
  }

  public Settings replayingAll(boolean all) {
    return new Settings(all, limitTicks, limitMessage, progress);
  }

  /** The same with a limit in ticks, and what to say when it is passed. */
  public Settings limitedTo(long ticks, String message) {
    return new Settings(replaysAll, Math.min(ticks, EventQueue.LAST_TICK), message, progress);
  }

  /**
   * Refuses what takes too long.
   *
   * @throws InputException with the message of the limit
   */
  public void requireWithin(long ticks) {
    if (ticks > limitTicks) {
      throw new InputException(limitMessage);
    }
  }

  public Settings reportingTo(Progress other) {
    return new Settings(replaysAll, limitTicks, limitMessage, other);
  }
}
