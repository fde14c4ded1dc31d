package ridgepoint.cli.run;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.exploration.experiment.AxisText;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * An option and the values it takes, one after the other.
 *
 * @param name of the option without dashes, or the path of a key of the hardware description
 * @param values as a command line would give them; an empty one leaves the option out
 */
public record Variation(String name, List<String> values) {
  /** Values of one variation; more are a slip of the keyboard. */
  private static final int MOST_VALUES = 10_000;

  public Variation {
    values = List.copyOf(values);
  }

  /**
   * Reads {@code NAME=VALUES}: values are separated by commas; {@code a..b} counts up, {@code
   * a..bxF} multiplies, {@code a..b+S} adds.
   *
   * @param options names that may vary, without dashes
   */
  public static Variation parse(String text, List<String> options) {
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
    try {
      values.addAll(AxisText.series(part, MOST_VALUES - values.size()));
    } catch (InputException e) {
      throw new InputException("--vary " + text + ": " + e.getMessage(), e);
    }
  }
}
