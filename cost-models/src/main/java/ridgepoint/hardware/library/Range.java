package ridgepoint.hardware.library;

/**
 * Values that are possible.
 *
 * @param description in words, such as {@code more than 0}
 */
record Range(double from, boolean fromIncluded, double to, String description) {
  /** Beyond any machine there will be, in any base unit: a slip of the prefix. */
  private static final double ABSURD = 1e24;

  static final Range ANY = new Range(-ABSURD, true, ABSURD, "any number");
  static final Range POSITIVE = new Range(0, false, ABSURD, "more than 0");
  static final Range NOT_NEGATIVE = new Range(0, true, ABSURD, "0 or more");
  static final Range SHARE = new Range(0, false, 1, "more than 0 and at most 1");
  static final Range SHARE_OR_NONE = new Range(0, true, 1, "0 to 1");

  static Range positiveUpTo(double to, String description) {
    return new Range(0, false, to, "more than 0 and at most " + description);
  }

  static Range upTo(double to, String description) {
    return new Range(0, true, to, "0 to " + description);
  }

  boolean contains(double value) {
    return (fromIncluded ? value >= from : value > from) && value <= to;
  }
}
