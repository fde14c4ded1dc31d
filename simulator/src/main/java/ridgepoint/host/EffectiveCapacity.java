package ridgepoint.host;

import java.util.List;

/**
 * How much of a cache a program finds free. A virtual machine is told of its host's whole cache,
 * which it shares with neighbours it does not see; other programs take their part as well. What is
 * read over and over takes, of every byte, the time of the cache or that of main memory; the rates
 * at which working sets of several sizes are read so tell how much of each was found in the cache.
 */
final class EffectiveCapacity {
  /** Working sets that are tried, as parts of the capacity that the system names. */
  static final double[] PARTS = {0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 1, 1.25, 1.5};

  /** A working set, read over and over at so many bytes per second. */
  record Point(double workingSetBytes, double bytesPerSecond) {}

  private EffectiveCapacity() {}

  /**
   * The most bytes of any working set that were found in the cache.
   *
   * @param namedBytes capacity that the system names; there is no more
   * @param cacheBytesPerSecond at which a working set is read that surely fits
   * @param memoryBytesPerSecond at which one is read of which next to nothing stays
   */
  static double of(
      List<Point> curve,
      double namedBytes,
      double cacheBytesPerSecond,
      double memoryBytesPerSecond) {
    double inCache = 1 / cacheBytesPerSecond;
    double inMemory = 1 / memoryBytesPerSecond;
    double most = 0;
    for (Point point : curve) {
      double share = (inMemory - 1 / point.bytesPerSecond()) / (inMemory - inCache);
      most = Math.max(most, point.workingSetBytes() * Math.min(1, Math.max(0, share)));
    }
    return Math.min(namedBytes, most);
  }
}
