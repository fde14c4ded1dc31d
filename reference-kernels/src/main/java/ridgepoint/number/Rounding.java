package ridgepoint.number;

/** Rounding of fp32 numbers to what a data type can hold. */
public final class Rounding {
  private Rounding() {}

  /**
   * The nearest number of a type, ties to even. Integers saturate at the ends of their
   * two's-complement range and take NaN for 0; floats overflow as {@link FloatFormat} says.
   */
  public static float round(float value, DataType type) {
    return switch (type) {
      case FP64, FP32 -> value;
      case TF32, BF16, FP16, FP8_E4M3, FP8_E5M2, FP4_E2M1 -> FloatFormat.of(type).round(value);
      default -> roundToInteger(value, type);
    };
  }

  /** Rounds {@code values} in place. */
  public static void round(float[] values, DataType type) {
    if (type == DataType.FP32 || type == DataType.FP64) {
      return;
    }
    if (type.isInteger()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = roundToInteger(values[i], type);
      }
      return;
    }
    FloatFormat format = FloatFormat.of(type);
    for (int i = 0; i < values.length; i++) {
      values[i] = format.round(values[i]);
    }
  }

  /** The nearest integer of a type. */
  public static int toInteger(float value, DataType type) {
    long nearest = (long) Math.rint((double) value);
    return (int) Math.max(lowest(type), Math.min(highest(type), nearest));
  }

  /** Lowest two's-complement number of an integer type. */
  public static long lowest(DataType type) {
    return -(1L << (type.bits() - 1));
  }

  /** Highest two's-complement number of an integer type. */
  public static long highest(DataType type) {
    return (1L << (type.bits() - 1)) - 1;
  }

  /**
   * Largest magnitude that a type of eight bits or fewer, or int16, holds on both sides of zero.
   */
  public static double largestCode(DataType type) {
    return switch (type) {
      case FP8_E4M3 -> 448;
      case FP8_E5M2 -> 57344;
      case FP4_E2M1 -> 6;
      case INT16, INT8, INT6, INT5, INT4, INT3, INT2 -> highest(type);
      case FP64, FP32, TF32, BF16, FP16, INT32, INT1 ->
          throw new IllegalArgumentException("no symmetric quantisation to " + type);
    };
  }

  private static float roundToInteger(float value, DataType type) {
    return toInteger(value, type);
  }
}
