package ridgepoint.quantity;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/** Reads and writes a number with its unit. */
public final class Quantity {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(.*)");
  private static final int LONGEST_TEXT = 64;

  private Quantity() {}

  /**
   * The value of {@code text} in the base unit of {@code dimension}.
   *
   * @throws InputException when it is no number, or its unit is missing, unknown or of another
   *     dimension; the message says what is allowed
   */
  public static double parse(String text, Dimension dimension) {
    String stripped = text.strip();
    Matcher matcher = NUMBER_AND_UNIT.matcher(stripped);
    if (stripped.length() > LONGEST_TEXT || !matcher.matches()) {
      throw new InputException(
          "'" + shortened(stripped) + "' is not a number with a unit; " + wanted(dimension));
    }
    String unit = matcher.group(2).strip();
    Double factor = dimension.factors().get(unit);
    if (factor == null) {
      throw wrongUnit(stripped, unit, dimension);
    }
    double value = Double.parseDouble(matcher.group(1)) * factor;
    if (!Double.isFinite(value)) {
      throw new InputException("'" + stripped + "' is too large");
    }
    return value;
  }

  /** {@code value} in the largest decimal unit that leaves at least 1, with four digits. */
  public static String format(double value, Dimension dimension) {
    if (dimension == Dimension.COUNT) {
      return value == Math.rint(value) && Math.abs(value) < 1e7
          ? String.format(Locale.ROOT, "%.0f", value)
          : trimmed(value);
    }
    if (dimension == Dimension.FRACTION) {
      return trimmed(value * 100) + " %";
    }
    String bestUnit = null;
    double bestFactor = 0;
    for (Map.Entry<String, Double> unit : dimension.factors().entrySet()) {
      double factor = unit.getValue();
      boolean readable = !unit.getKey().contains("i") || unit.getKey().contains("bit");
      boolean fits = Math.abs(value) >= factor * (1 - 1e-12) && factor > bestFactor;
      boolean onlySmaller =
          bestUnit == null || (Math.abs(value) < bestFactor && factor < bestFactor);
      if (readable && (fits || onlySmaller)) {
        bestUnit = unit.getKey();
        bestFactor = factor;
      }
    }
    return trimmed(value / bestFactor) + " " + bestUnit;
  }

  private static InputException wrongUnit(String text, String unit, Dimension dimension) {
    for (Dimension other : Dimension.values()) {
      if (!unit.isEmpty() && other.factors().containsKey(unit)) {
        return new InputException(
            "'" + text + "' is " + other.description() + "; " + wanted(dimension));
      }
    }
    String problem =
        unit.isEmpty()
            ? "'" + text + "' has no unit; "
            : "'" + text + "' has the unknown unit '" + shortened(unit) + "'; ";
    String hint = unit.isEmpty() ? "" : NearMatch.hint(unit, dimension.factors().keySet());
    return new InputException(problem + wanted(dimension) + hint);
  }

  private static String wanted(Dimension dimension) {
    return dimension.description() + " is wanted (" + dimension.unitNames() + ")";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
  }

  /** Four significant digits without trailing zeros. */
  private static String trimmed(double value) {
    if (value == 0) {
      return "0";
    }
    double magnitude = Math.floor(Math.log10(Math.abs(value)));
    if (magnitude >= 7 || magnitude < -3) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = (int) Math.max(0, 3 - magnitude);
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
