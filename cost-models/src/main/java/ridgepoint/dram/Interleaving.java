package ridgepoint.dram;

/**
 * How pieces of memory lie on units that are alike, such as interfaces of a memory or slices of a
 * cache. Units take pieces in turn, beginning with another one every turn, by a hash: otherwise the
 * rows of an array would meet on one unit when they are some multiple of all of them apart.
 */
public final class Interleaving {
  private static final long TURN_MASK = (1L << PolynomialHash.MOST_BITS) - 1;

  private final int odd;
  private final int doublings;
  private final PolynomialHash doubled;
  private final PolynomialHash turns = new PolynomialHash(0, PolynomialHash.MOST_BITS);

  public Interleaving(int units) {
    if (units < 1) {
      throw new IllegalArgumentException("interleaved over " + units);
    }
    doublings = Integer.numberOfTrailingZeros(units);
    odd = units >>> doublings;
    doubled = new PolynomialHash(0, doublings);
  }

  /** The unit that a piece lies on, of [0, units). */
  public int unit(long piece) {
    long turn = piece / odd;
    long begins = turns.hash(turn << PolynomialHash.MOST_BITS) & TURN_MASK;
    long block = (piece + begins) % odd;
    return (int) (block << doublings | doubled.hash(turn) & (1L << doublings) - 1);
  }

  /** The number of a piece among those of its unit. */
  public long within(long piece) {
    return piece / odd >>> doublings;
  }
}
