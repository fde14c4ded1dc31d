package ridgepoint.number;

import java.util.Locale;

/**
 * Scale and zero point that a group of quantised elements shares: value = scale (code - zero).
 *
 * <p>Without zero point bits the group is symmetric: the scale is the largest magnitude over the
 * type's largest number, rounded to fp16, and codes are two's-complement integers or small floats.
 * With them it is asymmetric: codes and zero point are unsigned and span the group's range, which
 * always includes 0, so that 0 is exact.
 */
public record GroupScale(float scale, int zero) {
  private static final float SMALLEST_SCALE = FloatFormat.FP16.decode(1);

  /**
   * Fits a group.
   *
   * @throws IllegalArgumentException when the format cannot be quantised to: a float with a zero
   *     point, a zero point of fewer bits than the elements, one-bit elements without one
   */
  public static GroupScale fit(Format format, float[] values, int from, int count) {
    float lowest = 0;
    float highest = 0;
    for (int i = from; i < from + count; i++) {
      lowest = Math.min(lowest, values[i]);
      highest = Math.max(highest, values[i]);
    }
    if (zeroPointBits(format) == 0) {
      return new GroupScale(scale(Math.max(highest, -lowest) / largest(format.type())), 0);
    }
    requireZeroPoint(format);
    int levels = (1 << format.type().bits()) - 1;
    float scale = scale((highest - lowest) / levels);
    int zero = scale == 0 ? 0 : (int) Math.rint(-lowest / scale);
    return new GroupScale(scale, Math.max(0, Math.min(levels, zero)));
  }

  /** Bits of a group's zero point: what the group adds beyond its 16-bit scale. */
  public static int zeroPointBits(Format format) {
    return format.overheadBits() - DataType.FP16.bits();
  }

  private static float scale(float exact) {
    float rounded = Math.min(FloatFormat.FP16.round(exact), FloatFormat.FP16.largest());
    return rounded == 0 && exact > 0 ? SMALLEST_SCALE : rounded;
  }

  private static float largest(DataType type) {
    if (!type.isInteger()) {
      return FloatFormat.of(type).largest();
    }
    if (type.bits() == 1) {
      throw new IllegalArgumentException("one-bit elements need a zero point");
    }
    return Rounding.highest(type);
  }

  private static void requireZeroPoint(Format format) {
    if (!format.type().isInteger() || zeroPointBits(format) < format.type().bits()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s cannot have a zero point of %d bits",
              format,
              zeroPointBits(format)));
    }
  }

  /** The code of the nearest value, in the lowest bits. */
  public int encode(float value, Format format) {
    float scaled = scale == 0 ? 0 : value / scale;
    if (zeroPointBits(format) > 0) {
      int levels = (1 << format.type().bits()) - 1;
      return Math.max(0, Math.min(levels, (int) Math.rint(scaled) + zero));
    }
    return format.type().isInteger()
        ? Rounding.toInteger(scaled, format.type())
        : FloatFormat.of(format.type()).encode(scaled);
  }

  /** The value of a code. */
  public float decode(int code, Format format) {
    int bits = format.type().bits();
    if (zeroPointBits(format) > 0) {
      return scale * ((code & ((1 << bits) - 1)) - zero);
    }
    if (format.type().isInteger()) {
      return scale * signExtended(code, bits);
    }
    return scale * FloatFormat.of(format.type()).decode(code);
  }

  /** The two's-complement number in the lowest bits of a code. */
  public static int signExtended(int code, int bits) {
    return code << (Integer.SIZE - bits) >> (Integer.SIZE - bits);
  }
}
