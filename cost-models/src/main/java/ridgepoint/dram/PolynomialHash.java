package ridgepoint.dram;

/**
 * Adds to a run of bits of a number the residue of all bits above it, as a polynomial over GF(2)
 * divided by an irreducible one: numbers that are any power of two apart then differ in the run as
 * often as can be (Rau, "Pseudo-randomly interleaved memory", ISCA 1991). One to one, since the
 * bits above stay as they are.
 */
final class PolynomialHash {
  /** By degree: the primitive polynomial with the fewest terms (Peterson and Weldon, table C.2). */
  private static final int[] POLYNOMIALS = {
    1, 0x3, 0x7, 0xB, 0x13, 0x25, 0x43, 0x83, 0x11D, 0x211, 0x409, 0x805, 0x1053, 0x201B, 0x4443,
    0x8003, 0x1100B
  };

  static final int MOST_BITS = POLYNOMIALS.length - 1;

  private final int shift;
  private final int above;

  /** Residues of each byte above the run. */
  private final int[][] residue;

  /**
   * @param shift position of the run's lowest bit
   * @param width its bits, at most {@link #MOST_BITS}
   */
  PolynomialHash(int shift, int width) {
    this.shift = shift;
    above = shift + width;
    residue = new int[(Long.SIZE - above + Byte.SIZE - 1) / Byte.SIZE][1 << Byte.SIZE];
    int power = 1;
    for (int i = 0; i < width; i++) {
      power = times(power, width);
    }
    for (int[] ofByte : residue) {
      for (int bit = 1; bit < ofByte.length; bit <<= 1) {
        for (int value = bit; value < 2 * bit; value++) {
          ofByte[value] = ofByte[value - bit] ^ power;
        }
        power = times(power, width);
      }
    }
  }

  /** A residue times x. */
  private static int times(int value, int width) {
    int next = value << 1;
    return next >> width == 0 ? next : next ^ POLYNOMIALS[width];
  }

  long hash(long number) {
    int sum = 0;
    int at = 0;
    for (long rest = number >>> above; rest != 0; rest >>>= Byte.SIZE) {
      sum ^= residue[at++][(int) rest & 0xFF];
    }
    return number ^ (long) sum << shift;
  }
}
