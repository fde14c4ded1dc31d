package ridgepoint.verification;

/** Differences of results from what they should be. */
record Errors(double absolute, double relative, double overBound, double bound) {
  static final Errors NONE = new Errors(0, 0, 0, 0);

  /** Element by element; a result that is no number is infinitely wrong where one is expected. */
  static Errors between(double[] expected, double[] actual, double[] bound) {
    double absolute = 0;
    double largest = 0;
    double overBound = 0;
    double largestBound = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(expected[i] - actual[i]);
      if (Double.isNaN(difference)) {
        difference = Double.POSITIVE_INFINITY;
      }
      absolute = Math.max(absolute, difference);
      largestBound = Math.max(largestBound, bound[i]);
      largest = Math.max(largest, Math.abs(expected[i]));
      overBound = Math.max(overBound, difference == 0 ? 0 : difference / bound[i]);
    }
    return new Errors(
        absolute, largest == 0 ? absolute : absolute / largest, overBound, largestBound);
  }

  Errors and(Errors other) {
    return new Errors(
        Math.max(absolute, other.absolute),
        Math.max(relative, other.relative),
        Math.max(overBound, other.overBound),
        Math.max(bound, other.bound));
  }
}
