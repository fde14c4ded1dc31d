package ridgepoint.event;

/** Told what happens in a simulation, as it happens. */
public interface Listener {
  /** No stall came before. */
  int NO_CAUSE = -1;

  /** Listens to nothing. */
  Listener NONE = new Listener() {};

  /**
   * A unit begins an instruction.
   *
   * @param stalledTicks that the unit stood idle before it because the stream had to wait
   * @param cause what for, an index into {@link Program#causes}, or {@link #NO_CAUSE}
   */
  default void used(
      int stream,
      int unit,
      int instruction,
      long startTick,
      long occupancyTicks,
      long latencyTicks,
      long stalledTicks,
      int cause) {}

  /** Whether it wants to be told of marks; then nothing is skipped. */
  default boolean followsMarks() {
    return false;
  }

  /**
   * The result of the last use of a unit before a mark is there. Marks of one tick come in the
   * order of the streams that set them.
   */
  default void reached(int mark, long tick) {}

  /** What went before from some tick on repeats for so many ticks, which are not replayed. */
  default void skipped(long fromTick, long ticks) {}
}
