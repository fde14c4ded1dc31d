package ridgepoint.gpu.l2;

/**
 * A part of a pass through which tiles find alike in the caches.
 *
 * @param end of it, as a fraction of the pass
 * @param missed of the bytes that tiles load of each operand, the shares that each shared cache
 *     lacks: by cache, nearest first, and slot
 * @param writtenBack of the bytes that tiles store, the shares that each shared cache passes on
 *     meanwhile
 * @param far share of the bytes that tiles load that the nearest cache has in another partition
 */
public record Phase(double end, double[][] missed, double[] writtenBack, double far) {

  /** Whether another differs from it by less than so much in anything. */
  boolean isLike(Phase other, double tolerance) {
    boolean alike = Math.abs(far - other.far) < tolerance;
    for (int cache = 0; cache < missed.length && alike; cache++) {
      alike = Math.abs(writtenBack[cache] - other.writtenBack[cache]) < tolerance;
      for (int slot = 0; slot < missed[cache].length && alike; slot++) {
        alike = Math.abs(missed[cache][slot] - other.missed[cache][slot]) < tolerance;
      }
    }
    return alike;
  }
}
