package ridgepoint.datatype;

import ridgepoint.number.DataType;

/**
 * Whether one type holds every value of another, so that a product computed in it from widened
 * operands differs from the wanted one only by how sums are rounded.
 *
 * <p>Floating-point types by significand bits (the hidden one included) and largest and smallest
 * normal exponent: IEEE 754 for fp64, fp32 and fp16; the formats of bf16 and tf32 keep fp32's
 * exponent; fp8 after Micikevicius 2022 (arXiv 2209.05433); fp4 after the OCP microscaling
 * specification 1.0.
 */
final class Widening {
  private Widening() {}

  /** Whether every value of {@code narrow} is exactly a value of {@code wide}. */
  static boolean holds(DataType wide, DataType narrow) {
    if (wide == narrow) {
      return true;
    }
    if (wide.isInteger()) {
      return narrow.isInteger() && wide.bits() > narrow.bits();
    }
    Range range = range(wide);
    if (narrow.isInteger()) {
      int magnitudeBits = narrow.bits() - 1;
      return range.significandBits() >= magnitudeBits && range.largestExponent() >= magnitudeBits;
    }
    Range inner = range(narrow);
    // The smallest subnormal is 2^(smallestExponent - significandBits + 1); a wide type must reach
    // it.
    return range.significandBits() >= inner.significandBits()
        && range.largestExponent() >= inner.largestExponent()
        && range.smallestSubnormalExponent() <= inner.smallestSubnormalExponent();
  }

  private static Range range(DataType type) {
    return switch (type) {
      case FP64 -> new Range(53, 1023, -1022);
      case FP32 -> new Range(24, 127, -126);
      case TF32 -> new Range(11, 127, -126);
      case BF16 -> new Range(8, 127, -126);
      case FP16 -> new Range(11, 15, -14);
      case FP8_E4M3 -> new Range(4, 8, -6);
      case FP8_E5M2 -> new Range(3, 15, -14);
      case FP4_E2M1 -> new Range(2, 2, 0);
      default -> throw new IllegalArgumentException(type + " is no floating-point type");
    };
  }

  private record Range(int significandBits, int largestExponent, int smallestExponent) {
    int smallestSubnormalExponent() {
      return smallestExponent - significandBits + 1;
    }
  }
}
