package ridgepoint.exploration.space;

/**
 * Independent uniform numbers by position: the mixing function of SplitMix64 (Steele, Lea and Flood
 * 2014) over a counter, so that any of them can be had without those before.
 */
final class UniformDraws implements Samples.Coordinates {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final int axes;
  private final long seed;

  UniformDraws(int axes, long seed) {
    this.axes = axes;
    this.seed = mix(seed + GOLDEN_GAMMA);
  }

  @Override
  public double[] of(long sample) {
    double[] coordinates = new double[axes];
    for (int i = 0; i < axes; i++) {
      coordinates[i] = unit(mix(seed + GOLDEN_GAMMA * (sample * axes + i + 1)));
    }
    return coordinates;
  }

  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The upper 53 bits as a number from 0 to below 1. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
