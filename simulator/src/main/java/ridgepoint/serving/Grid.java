package ridgepoint.serving;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToDoubleFunction;

/**
 * A smooth function of a size, computed at powers of the square root of two and linear in between.
 * Each point is computed once. Safe for use by many threads.
 */
final class Grid {
  private final LongToDoubleFunction exact;
  private final Map<Long, Double> points = new ConcurrentHashMap<>();

  Grid(LongToDoubleFunction exact) {
    this.exact = exact;
  }

  /** The value at {@code size}, which is at least 1. */
  double at(double size) {
    int below = (int) Math.floor(2 * Math.log(size) / Math.log(2) + 1e-9);
    long low = point(below);
    while (low > size) {
      low = point(--below);
    }
    if (low >= size) {
      return value(low);
    }
    long high = low;
    while (high <= low) {
      high = point(++below);
    }
    double share = (size - low) / (high - low);
    return (1 - share) * value(low) + share * value(high);
  }

  private static long point(int index) {
    return Math.round(Math.pow(2, index / 2.0));
  }

  private double value(long size) {
    return points.computeIfAbsent(size, exact::applyAsDouble);
  }
}
