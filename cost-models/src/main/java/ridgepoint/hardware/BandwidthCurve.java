package ridgepoint.hardware;

import java.util.List;

/**
 * How the read bandwidth of a cache falls as its working set grows: partitions far from the reader,
 * sets that fill unevenly and, near the capacity, first misses. Both axes are shares of what the
 * level has, so that the curve goes along when a what-if changes capacity or bandwidth.
 *
 * @param points by rising working set; the first has all of the bandwidth, later ones never more
 *     than those before. None: the bandwidth is the same everywhere
 */
public record BandwidthCurve(List<Point> points) {
  public static final BandwidthCurve FLAT = new BandwidthCurve(List.of());

  /**
   * @param capacityShare the working set, in capacities of the level; may be more than 1
   * @param bandwidthShare of the level's read bandwidth, misses of the benchmark included
   */
  public record Point(double capacityShare, double bandwidthShare) {}

  public BandwidthCurve {
    points = List.copyOf(points);
  }

  /**
   * The share of the bandwidth left: all of it up to the first point, linear in the working set
   * between two points, that of the last one beyond it.
   *
   * @param capacityShare the working set, in capacities of the level
   */
  public double share(double capacityShare) {
    Point before = new Point(0, 1);
    for (Point point : points) {
      if (capacityShare < point.capacityShare()) {
        double way =
            (capacityShare - before.capacityShare())
                / (point.capacityShare() - before.capacityShare());
        return before.bandwidthShare() + way * (point.bandwidthShare() - before.bandwidthShare());
      }
      before = point;
    }
    return before.bandwidthShare();
  }
}
