package ridgepoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * An option and the values it takes, one after the other.
 *
 * @param name of the option without dashes, or the path of a key of the hardware description
 * @param values as a command line would give them; an empty one leaves the option out
 */
record Variation(String name, List<String> values) {
  /** Values of one variation; more are a slip of the keyboard. */
  private static final int MOST_VALUES = 10_000;

  /** {@code 1..256}, {@code 1..256x2}, {@code 128..1024+128}, each with a unit after it or not. */
  private static final Pattern RANGE =
      Pattern.compile(
          "(\\d+(?:\\.\\d+)?)\\.\\.(\\d+(?:\\.\\d+)?)(?:([x+])(\\d+(?:\\.\\d+)?))?([A-Za-z%][A-Za-z0-9/%]*)?");

  Variation {
    values = List.copyOf(values);
  }

  /**
   * Reads {@code NAME=VALUES}: values are separated by commas; {@code a..b} counts up, {@code
   * a..bxF} multiplies, {@code a..b+S} adds.
   *
   * @param options names that may vary, without dashes
   */
  static Variation parse(String text, List<String> options) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new InputException(
          "--vary " + text + ": NAME=VALUES is wanted, such as batch-size=1..256x2 or hw=a,b");
    }
    String name = text.substring(0, equals).strip().replaceFirst("^--", "");
    if (!name.contains(".") && !options.contains(name)) {
      throw new InputException(
          "--vary "
              + text
              + ": no option '"
              + name
              + "'"
              + NearMatch.hint(name, options)
              + "; there are "
              + String.join(", ", options));
    }
    List<String> values = new ArrayList<>();
    for (String part : text.substring(equals + 1).split(",", -1)) {
      addValues(text, part.strip(), values);
    }
    return new Variation(name, values);
  }

  /** Arguments that give the option that value. */
  List<String> arguments(String value) {
    if (value.isEmpty()) {
      return List.of();
    }
    return List.of(name.contains(".") ? "--set=" + name + "=" + value : "--" + name + "=" + value);
  }

  private static void addValues(String text, String part, List<String> values) {
    Matcher range = RANGE.matcher(part);
    if (!range.matches()) {
      values.add(part);
      return;
    }
    double low = Double.parseDouble(range.group(1));
    double high = Double.parseDouble(range.group(2));
    boolean multiply = "x".equals(range.group(3));
    double step = range.group(4) == null ? 1 : Double.parseDouble(range.group(4));
    if (high < low || (multiply ? step <= 1 || low <= 0 : step <= 0)) {
      throw new InputException(
          "--vary " + text + ": '" + part + "' goes nowhere; a..b, a..bxF with F above 1, a..b+S");
    }
    String unit = range.group(5) == null ? "" : range.group(5);
    double value = low;
    for (int i = 1; value <= high * (1 + 1e-12); i++) {
      if (values.size() >= MOST_VALUES) {
        throw new InputException("--vary " + text + ": more than " + MOST_VALUES + " values");
      }
      values.add(plain(value) + unit);
      value = multiply ? value * step : low + i * step;
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
