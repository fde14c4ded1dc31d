package ridgepoint.estimate;

import java.util.Locale;

/** What limits an operator. */
public enum Bound {
  /** Matrix, vector or special-function units. */
  COMPUTE,
  /** Main memory. */
  MEMORY,
  /** A level nearer than main memory: L2, shared memory, scratchpad. */
  CACHE,
  /** Links between devices. */
  NETWORK,
  /** Links to host memory or storage. */
  TRANSFER,
  /** Launch, synchronisation, fill and drain. */
  OVERHEAD;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
