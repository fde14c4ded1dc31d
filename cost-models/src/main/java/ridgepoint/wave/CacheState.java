package ridgepoint.wave;

import ridgepoint.operator.Work;

/**
 * What the outermost cache holds of an operator's data when it starts: nothing, or what an endless
 * repetition of the operator leaves there.
 *
 * @param weightCopies repetitions take turns among so many copies of the weights, so that weights
 *     are not always in cache; 0 when the operator is not repeated at all
 * @param weightBytes of all operators that are repeated together: weights come back only after all
 *     others, while activations were written just before; 0 when an operator is repeated alone
 */
public record CacheState(int weightCopies, double weightBytes) {
  /** Executed once, after enough else has passed through the cache. */
  public static final CacheState COLD = new CacheState(0, 0);

  /** Repeated on the same data. */
  public static final CacheState WARM = new CacheState(1, 0);

  private static final int ITERATIONS = 60;

  private static final double SETTLED = 1e-9;

  public CacheState {
    if (weightCopies < 0 || !(weightBytes >= 0)) {
      throw new IllegalArgumentException(
          "weightCopies " + weightCopies + ", weightBytes " + weightBytes);
    }
  }

  /** Repeated on the same activations and copies of the weights in turn. */
  public static CacheState rotating(int weightCopies) {
    return new CacheState(weightCopies, 0);
  }

  /** The same for operators that are repeated together and have so many bytes of weights. */
  public CacheState together(double bytes) {
    return new CacheState(weightCopies, bytes);
  }

  /**
   * Fractions of an operator's data that are in the cache when they are needed.
   *
   * @param weights of the weights
   * @param others of all else: used by every repetition, as its input or as where its output goes
   */
  record Hits(double weights, double others) {
    static final Hits NONE = new Hits(0, 0);
  }

  /**
   * What the cache has kept since the last use. Between two uses of anything but weights the
   * operator's own data passes through the cache, between two uses of a copy of the weights all
   * copies do as well (reuse distances, Mattson 1970).
   *
   * @param capacityBytes of the cache as built; no more copies rotate than fill it
   * @param usableBytes of it
   * @param sharpness of the fall in hits beyond that, see {@link #survival}
   */
  Hits hits(Work work, double capacityBytes, double usableBytes, double sharpness) {
    if (weightCopies == 0) {
      return Hits.NONE;
    }
    double weights = work.bytes().weight();
    double others = work.bytes().total() - weights;
    double copies =
        weights == 0 ? 1 : Math.max(1, Math.min(weightCopies, Math.ceil(capacityBytes / weights)));
    double between = Math.max(copies * weights, weightBytes);
    return new Hits(
        survival((between + others) / usableBytes, sharpness),
        survival((weights + others) / usableBytes, sharpness));
  }

  /**
   * Hit rate of a cyclic walk over {@code extent} times the capacity. Of lines replaced at random,
   * one survives the misses until its next use with probability exp(-misses), so h = exp(-(1 - h)
   * extent). Under a policy that prefers to replace the oldest, what does not fit evicts just what
   * is needed next: hits fall as if the walk were extent to the power of {@code sharpness}. The
   * walk that fits hits always.
   */
  static double survival(double extent, double sharpness) {
    if (extent <= 1) {
      return 1;
    }
    double misses = Math.pow(extent, sharpness);
    double hit = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      double next = Math.exp(-(1 - hit) * misses);
      if (next - hit < SETTLED) {
        return next;
      }
      hit = next;
    }
    return hit;
  }
}
