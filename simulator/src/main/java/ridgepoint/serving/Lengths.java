package ridgepoint.serving;

/**
 * Lengths spread evenly over a range, in an order without pattern: multiples of the golden ratio,
 * modulo 1, fill the unit interval with the least gaps (Knuth, The Art of Computer Programming 3,
 * section 6.4).
 */
final class Lengths {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double shortest;
  private double place;

  /**
   * @param shortest as a fraction of the longest
   */
  Lengths(double shortest) {
    this.shortest = shortest;
  }

  /** The next length below {@code longest}. */
  long of(long longest) {
    place = (place + GOLDEN) % 1;
    return Math.max(1, Math.round(longest * (shortest + (1 - shortest) * place)));
  }
}
