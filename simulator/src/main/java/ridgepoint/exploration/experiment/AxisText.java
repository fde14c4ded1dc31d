package ridgepoint.exploration.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Dimension;

/** Values of axes as text. */
public final class AxisText {
  /** Values of one axis; more are a slip of the keyboard. */
  static final int MOST_VALUES = 1_000_000;

  private static final String NUMBER = "[+-]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?";
  private static final Pattern QUANTITY = Pattern.compile("(" + NUMBER + ")\\s*(.*)");
  private static final Pattern RANGE =
      Pattern.compile("(.+?)\\.\\.(.+?)(?::(\\d+))?(?::(log|linear))?");
  private static final Pattern STEPS =
      Pattern.compile(
          "("
              + NUMBER
              + ")\\.\\.("
              + NUMBER
              + ")(?:([x+])(\\d+(?:\\.\\d+)?))?([A-Za-z%][A-Za-z0-9/%]*)?");

  private AxisText() {}

  /**
   * Values as a command line gives them: separated by commas, {@code 1..256x2} and {@code 1..8+1}
   * as 'sweep' takes them, or one range {@code 1TB/s..8TB/s:25:log} with its points.
   *
   * @throws InputException saying what is wrong
   */
  public static Values parse(String text) {
    Matcher range = RANGE.matcher(text.strip());
    if (!text.contains(",") && range.matches() && range.group(3) != null) {
      return interval(
          range.group(1).strip(),
          range.group(2).strip(),
          Integer.parseInt(range.group(3)),
          "log".equals(range.group(4)));
    }
    List<String> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw new InputException("a value is empty");
      }
      values.addAll(series(part.strip(), MOST_VALUES - values.size()));
    }
    return new Values.Listed(values);
  }

  /**
   * A range of numbers with units.
   *
   * @throws InputException when the ends do not go together, or the range is empty
   */
  public static Values interval(String from, String to, int points, boolean logarithmic) {
    Matcher low = quantity(from);
    Matcher high = quantity(to);
    String unit = low.group(2).strip();
    double first = Double.parseDouble(low.group(1));
    double last = Double.parseDouble(high.group(1)) * factor(from, to, high.group(2), unit);
    String both = "from " + from + " to " + to;
    if (!(first < last)) {
      throw new InputException(both + " is empty: 'from' must be less than 'to'");
    }
    if (logarithmic && !(first > 0)) {
      throw new InputException(both + " on a log scale: 'from' must be more than 0");
    }
    if (points < 2 || points > MOST_VALUES) {
      throw new InputException("points must be between 2 and " + MOST_VALUES + ", got " + points);
    }
    boolean whole = first == Math.rint(first) && last == Math.rint(last) && unit.isEmpty();
    return new Values.Interval(first, last, unit, logarithmic, whole, points);
  }

  private static Matcher quantity(String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches()) {
      throw new InputException("'" + text + "' is not a number with a unit");
    }
    return matcher;
  }

  /** What a number in one unit is multiplied with to be in the other. */
  private static double factor(String from, String to, String unit, String wanted) {
    if (unit.strip().equals(wanted)) {
      return 1;
    }
    for (Dimension dimension : Dimension.values()) {
      Double own = dimension.factors().get(unit.strip());
      Double other = dimension.factors().get(wanted);
      if (own != null && other != null) {
        return own / other;
      }
    }
    throw new InputException("'" + from + "' and '" + to + "' are not of one kind of quantity");
  }

  /**
   * The values of one part of a list: {@code 1..256} counts up, {@code 1..256x2} multiplies, {@code
   * 128..1024+128} adds, each with a unit after it or not; anything else is a value itself.
   *
   * @throws InputException when it goes nowhere or has more values than allowed
   */
  public static List<String> series(String part, int most) {
    Matcher steps = STEPS.matcher(part);
    if (!steps.matches()) {
      return List.of(part);
    }
    double low = Double.parseDouble(steps.group(1));
    double high = Double.parseDouble(steps.group(2));
    boolean multiply = "x".equals(steps.group(3));
    double step = steps.group(4) == null ? 1 : Double.parseDouble(steps.group(4));
    if (high < low || (multiply ? step <= 1 || low <= 0 : step <= 0)) {
      throw new InputException("'" + part + "' goes nowhere; a..b, a..bxF with F above 1, a..b+S");
    }
    List<String> values = new ArrayList<>();
    String unit = steps.group(5) == null ? "" : steps.group(5);
    double value = low;
    for (int i = 1; value <= high * (1 + 1e-12); i++) {
      if (values.size() >= most) {
        throw new InputException("'" + part + "' has more than " + most + " values");
      }
      values.add(plain(value) + unit);
      value = multiply ? value * step : low + i * step;
    }
    return values;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
