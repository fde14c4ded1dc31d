package ridgepoint.number;

/**
 * A binary floating-point format narrower than fp32: sign, exponent and mantissa, with subnormals.
 * Rounding is to the nearest, ties to even. What lies beyond the largest finite number becomes
 * infinity in the 16-bit formats and tf32, as IEEE 754 has it, and the largest finite number in the
 * 8- and 4-bit formats, as inference kernels convert (OCP 8-bit Floating Point Specification 1.0,
 * saturating mode; OCP Microscaling Formats 1.0 for fp4).
 *
 * @param bias what is added to the exponent when stored
 * @param specials which codes are not numbers
 */
public record FloatFormat(
    int exponentBits, int mantissaBits, int bias, Specials specials, boolean saturates) {

  /** Which codes stand for infinity and NaN. */
  public enum Specials {
    /** The highest exponent is infinity (mantissa 0) and NaN, as in IEEE 754. */
    IEEE,
    /** All ones is NaN; there is no infinity. */
    NAN_ONLY,
    /** Every code is a number. */
    NONE
  }

  public static final FloatFormat BF16 = new FloatFormat(8, 7, 127, Specials.IEEE, false);
  public static final FloatFormat FP16 = new FloatFormat(5, 10, 15, Specials.IEEE, false);
  public static final FloatFormat TF32 = new FloatFormat(8, 10, 127, Specials.IEEE, false);
  public static final FloatFormat E4M3 = new FloatFormat(4, 3, 7, Specials.NAN_ONLY, true);
  public static final FloatFormat E5M2 = new FloatFormat(5, 2, 15, Specials.IEEE, true);
  public static final FloatFormat E2M1 = new FloatFormat(2, 1, 1, Specials.NONE, true);

  private static final int DOUBLE_BIAS = 1023;
  private static final int DOUBLE_MANTISSA_BITS = 52;

  /** The format of a narrow floating-point type. */
  public static FloatFormat of(DataType type) {
    return switch (type) {
      case BF16 -> BF16;
      case FP16 -> FP16;
      case TF32 -> TF32;
      case FP8_E4M3 -> E4M3;
      case FP8_E5M2 -> E5M2;
      case FP4_E2M1 -> E2M1;
      default -> throw new IllegalArgumentException(type + " is not a narrow float");
    };
  }

  /** The largest finite number. */
  public float largest() {
    int topExponent = (1 << exponentBits) - 1 - bias - (specials == Specials.IEEE ? 1 : 0);
    int fullMantissa = (1 << (mantissaBits + 1)) - 1;
    int topMantissa = specials == Specials.NAN_ONLY ? fullMantissa - 1 : fullMantissa;
    return (float) (topMantissa * powerOfTwo(topExponent - mantissaBits));
  }

  /** The nearest number of this format. NaN stays NaN; where there is none it becomes largest. */
  public float round(float value) {
    if (Float.isNaN(value)) {
      return specials == Specials.NONE ? largest() : value;
    }
    double quantum = quantum(value);
    float rounded = (float) (Math.rint(value / quantum) * quantum);
    float largest = largest();
    if (Math.abs(rounded) > largest) {
      return Math.copySign(saturates ? largest : Float.POSITIVE_INFINITY, value);
    }
    return rounded;
  }

  /** Distance of neighbouring numbers around a value. */
  private double quantum(float value) {
    return powerOfTwo(Math.max(Math.getExponent(value), 1 - bias) - mantissaBits);
  }

  private static double powerOfTwo(int exponent) {
    return Double.longBitsToDouble((long) (exponent + DOUBLE_BIAS) << DOUBLE_MANTISSA_BITS);
  }

  /** The code of the nearest number, in the lowest bits. */
  public int encode(float value) {
    float rounded = round(value);
    int sign = Float.floatToRawIntBits(rounded) >>> 31 << (exponentBits + mantissaBits);
    int topExponent = ((1 << exponentBits) - 1) << mantissaBits;
    if (Float.isNaN(rounded)) {
      return sign | topExponent | ((1 << mantissaBits) - 1);
    }
    if (Float.isInfinite(rounded)) {
      return sign | topExponent;
    }
    int steps = (int) (Math.abs(rounded) / quantum(rounded));
    int hidden = 1 << mantissaBits;
    if (steps < hidden) {
      return sign | steps;
    }
    return sign | ((Math.getExponent(rounded) + bias) << mantissaBits) | (steps - hidden);
  }

  /** The number that a code stands for; higher bits are ignored. */
  public float decode(int code) {
    int mantissaMask = (1 << mantissaBits) - 1;
    int exponentMask = (1 << exponentBits) - 1;
    int mantissa = code & mantissaMask;
    int exponent = code >> mantissaBits & exponentMask;
    boolean negative = (code >> (mantissaBits + exponentBits) & 1) == 1;
    float magnitude;
    if (exponent == exponentMask && specials == Specials.IEEE) {
      magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == exponentMask
        && mantissa == mantissaMask
        && specials == Specials.NAN_ONLY) {
      magnitude = Float.NaN;
    } else if (exponent == 0) {
      magnitude = (float) (mantissa * powerOfTwo(1 - bias - mantissaBits));
    } else {
      magnitude =
          (float) ((mantissa + (1 << mantissaBits)) * powerOfTwo(exponent - bias - mantissaBits));
    }
    return negative ? -magnitude : magnitude;
  }
}
