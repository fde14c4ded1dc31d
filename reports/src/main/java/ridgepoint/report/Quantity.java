package ridgepoint.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text: with SI prefixes for people, plain and exact for programs. */
public final class Quantity {
  private static final String[] PREFIXES = {
    "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"
  };
  private static final int UNITY = 6;

  private Quantity() {}

  /** Three significant digits, prefix and unit: {@code 3.35 TB/s}, {@code 12.0 µs}. */
  public static String si(double value, String unit) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return value > 0 ? "inf" : value < 0 ? "-inf" : "-";
    }
    if (value == 0) {
      return unit.isEmpty() ? "0" : "0 " + unit;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
    int magnitude = rounded.precision() - rounded.scale() - 1;
    int prefix = Math.max(0, Math.min(PREFIXES.length - 1, Math.floorDiv(magnitude, 3) + UNITY));
    BigDecimal scaled = rounded.scaleByPowerOfTen(-3 * (prefix - UNITY));
    String tail = PREFIXES[prefix] + unit;
    return digits(scaled) + (tail.isEmpty() ? "" : " " + tail);
  }

  /** For axes: prefix and unit, and no more digits than needed: {@code 20 ms}, {@code 0.1}. */
  public static String tick(double value, String unit) {
    if (unit.isEmpty() && Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4) {
      return new BigDecimal(value)
          .round(new MathContext(3, RoundingMode.HALF_EVEN))
          .stripTrailingZeros()
          .toPlainString();
    }
    String text = si(value, unit);
    int space = text.indexOf(' ');
    String number = space < 0 ? text : text.substring(0, space);
    return number.matches("-?[0-9.]+")
        ? new BigDecimal(number).stripTrailingZeros().toPlainString()
            + text.substring(number.length())
        : text;
  }

  public static String bytes(double bytes) {
    return si(bytes, "B");
  }

  public static String seconds(double seconds) {
    return si(seconds, "s");
  }

  public static String joules(double joules) {
    return si(joules, "J");
  }

  /** One decimal below 10 percent would hide nothing: {@code 4.2%}, {@code 100.0%}. */
  public static String percent(double share) {
    if (Double.isNaN(share) || Double.isInfinite(share)) {
      return "-";
    }
    return new BigDecimal(share * 100).setScale(1, RoundingMode.HALF_EVEN).toPlainString() + "%";
  }

  /** Three significant digits without prefix: {@code 295}, {@code 0.498}. */
  public static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "-";
    }
    if (value == 0) {
      return "0";
    }
    return digits(new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN)));
  }

  /** Repetitions: whole when they are, else three digits. */
  public static String count(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : si(value, "");
  }

  /** Parameters as the field counts them: {@code 8.03B}, {@code 124M}. */
  public static String parameters(double parameters) {
    return si(parameters, "").replace(" G", "B").replace(" ", "");
  }

  private static String digits(BigDecimal value) {
    int decimals = Math.max(0, 2 - (value.precision() - value.scale() - 1));
    return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /**
   * The shortest decimal that reads back as the same double, the same on every Java version;
   * without exponent where that stays readable, whole numbers without a fraction. Only for finite
   * values.
   */
  public static String exact(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      return Long.toString((long) value);
    }
    String shortest = NumberOutput.toString(value, true);
    double size = Math.abs(value);
    return size >= 1e-12 && size < 1e21
        ? new BigDecimal(shortest).stripTrailingZeros().toPlainString()
        : shortest;
  }
}
