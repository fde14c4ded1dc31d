package ridgepoint.simd;

/**
 * The exponential in fp32, right to about one unit in the last place: x = n ln 2 + r, with r's part
 * from the polynomial of Moshier's Cephes library ({@code expf}) and ln 2 subtracted in two parts
 * (Cody and Waite 1980, <i>Software Manual for the Elementary Functions</i>). The power of two is
 * applied in two halves, so that results below the normal range are rounded and not lost.
 */
final class Exponential {
  /** Beyond these the result is zero and infinity. */
  static final float LOWEST = -105;

  static final float HIGHEST = 89;
  static final float LOG2_E = 1.442695f;

  /** Adding it leaves the nearest integer in the lowest bits. */
  static final float ROUNDER = 0x1.8p23f;

  static final float MINUS_LN2_HIGH = -0.6933594f;
  static final float MINUS_LN2_LOW = 2.1219444e-4f;

  /** Coefficients of r squared to the seventh power of r, highest first. */
  static final float C7 = 1.9875691e-4f;

  static final float C6 = 1.3981999e-3f;
  static final float C5 = 8.333452e-3f;
  static final float C4 = 4.1665796e-2f;
  static final float C3 = 1.6666666e-1f;
  static final float C2 = 0.5f;

  static final int EXPONENT_BIAS = 127;
  static final int MANTISSA_BITS = 23;

  private Exponential() {}

  static float of(float argument) {
    float x = Math.min(Math.max(argument, LOWEST), HIGHEST);
    float shifted = Math.fma(x, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, x));
    float p = Math.fma(C7, r, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    float power = Math.fma(p, r * r, r) + 1;
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
    int half = exponent >> 1;
    return power * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + EXPONENT_BIAS) << MANTISSA_BITS);
  }
}
