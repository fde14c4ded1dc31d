package ridgepoint.tile.functional;

/**
 * The Gauss error function in double precision: its Taylor series near zero, elsewhere the
 * continued fraction of its complement (Abramowitz and Stegun 1964, 7.1.5 and 7.1.14).
 */
final class ErrorFunction {
  private static final double SERIES_LIMIT = 2;

  /** Beyond it the complement is below half a unit in the last place of a double near 1. */
  private static final double SATURATED = 6;

  private static final int FRACTIONS = 60;

  private ErrorFunction() {}

  static double of(double x) {
    double size = Math.abs(x);
    if (size > SATURATED) {
      return Math.signum(x);
    }
    return size < SERIES_LIMIT ? series(x) : Math.signum(x) * (1 - complement(size));
  }

  private static double series(double x) {
    double power = x;
    double sum = x;
    for (int n = 1; Math.abs(power) > Math.ulp(sum) / 4; n++) {
      power *= -x * x / n;
      sum += power / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static double complement(double x) {
    double fraction = 0;
    for (int n = FRACTIONS; n > 0; n--) {
      fraction = n / 2.0 / (x + fraction);
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }
}
