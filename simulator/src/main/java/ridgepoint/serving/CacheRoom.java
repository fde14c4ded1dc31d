package ridgepoint.serving;

/**
 * Keys and values of the sequences that decode, in tokens, and the room there is for them.
 *
 * <p>A server that reserves lets a request begin when its whole answer has room. One that does not
 * needs room for its prompt alone; when the answers outgrow the room, it breaks off the sequence
 * that began last (Kwon 2023, section 4.5: recomputation).
 */
final class CacheRoom {
  /** Part that is left free when a prompt begins (vllm/config/cache.py, {@code watermark}). */
  private static final double FREE_SHARE = 0.01;

  private final double capacity;
  private final boolean reserving;
  private double reserved;
  private double base;
  private long sequences;

  CacheRoom(double capacity, boolean reserving) {
    this.capacity = capacity;
    this.reserving = reserving;
  }

  /** Whether a request may begin beside those that decode and what begins with it. */
  boolean fits(Request request, double beginning, long step) {
    if (sequences == 0 && beginning == 0) {
      return true;
    }
    return reserving
        ? reserved + beginning + request.whole() <= capacity
        : held(step) + beginning + request.prompt() <= capacity * (1 - FREE_SHARE);
  }

  /** What a request takes of the room when it begins. */
  double taken(Request request) {
    return reserving ? request.whole() : request.prompt();
  }

  void add(Request request) {
    base += request.prompt() - request.begunAtStep();
    reserved += request.whole();
    sequences++;
  }

  void remove(Request request) {
    base -= request.prompt() - request.begunAtStep();
    reserved -= request.whole();
    sequences--;
  }

  /** Tokens of all sequences at the begin of a step. */
  double held(double step) {
    return base + sequences * step;
  }

  /** Steps until the sequences have outgrown the room; at least one. */
  long stepsLeft(long step) {
    if (reserving || sequences <= 1 || Double.isInfinite(capacity)) {
      return Long.MAX_VALUE;
    }
    return Math.max(1, (long) ((capacity - held(step)) / sequences));
  }

  boolean isOutgrown(long step) {
    return !reserving && sequences > 1 && held(step) + sequences > capacity;
  }
}
