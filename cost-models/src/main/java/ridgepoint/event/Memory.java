package ridgepoint.event;

/**
 * A memory with a life of its own, such as a DRAM controller, that a simulation advances beside its
 * events. Good for one run.
 */
public interface Memory {
  /** No tick. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Begins a transfer.
   *
   * @param ticket what {@link #ended} later says
   * @param place where, as the memory numbers its places
   * @param tick now; never before that of an earlier call
   */
  void begin(int ticket, int place, long bytes, boolean write, long tick);

  /**
   * Advances until a transfer ends, or to a tick.
   *
   * @return when it ended, or {@link #NEVER} if none did up to and including {@code limit}
   */
  long runTo(long limit);

  /** The ticket of a transfer that ended at the tick last returned; each once, then -1. */
  int ended();
}
