package ridgepoint.exploration.space;

/**
 * Latin hypercube sampling (McKay, Beckman and Conover 1979) without a table: the permutation of an
 * axis is a Feistel network over the samples' numbers, walked until it lands among them (Black and
 * Rogaway 2002), so that memory does not grow with the samples.
 */
final class LatinHypercube implements Samples.Coordinates {
  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long[][] keys;
  private final UniformDraws withinSlice;

  LatinHypercube(int axes, long size, long seed) {
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1));
    halfBits = (bits + 1) / 2;
    keys = new long[axes][ROUNDS];
    for (int axis = 0; axis < axes; axis++) {
      for (int round = 0; round < ROUNDS; round++) {
        keys[axis][round] = UniformDraws.mix(seed ^ ((long) axis * ROUNDS + round + 1) << 20);
      }
    }
    withinSlice = new UniformDraws(axes, ~seed);
  }

  @Override
  public double[] of(long sample) {
    double[] coordinates = withinSlice.of(sample);
    for (int axis = 0; axis < coordinates.length; axis++) {
      coordinates[axis] = (slice(axis, sample) + coordinates[axis]) / size;
    }
    return coordinates;
  }

  /** The slice of an axis that a sample lies in: every slice has exactly one. */
  long slice(int axis, long sample) {
    long at = sample;
    do {
      at = encrypt(axis, at);
    } while (at >= size);
    return at;
  }

  private long encrypt(int axis, long block) {
    long mask = (1L << halfBits) - 1;
    long left = block >>> halfBits;
    long right = block & mask;
    for (long key : keys[axis]) {
      long next = left ^ (UniformDraws.mix(right + key) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }
}
