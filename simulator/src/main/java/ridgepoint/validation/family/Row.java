package ridgepoint.validation.family;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * One line of a measurement file, read by column.
 *
 * @param line in the file, from 1
 * @param columns position of every column by name
 */
public record Row(Path file, long line, Map<String, Integer> columns, List<String> fields) {

  /** The text of a column, without space around it. */
  public String text(String column) {
    return fields.get(columns.get(column)).strip();
  }

  /** The text of a column, or nothing where the file has no such column. */
  public String textOrEmpty(String column) {
    return columns.containsKey(column) ? text(column) : "";
  }

  /** A whole number of at least {@code least}. */
  public long whole(String column, long least) {
    long value;
    try {
      value = Long.parseLong(text(column));
    } catch (NumberFormatException e) {
      throw wrong(column, "a whole number");
    }
    if (value < least) {
      throw wrong(column, "at least " + least);
    }
    return value;
  }

  /** A whole number of at least 1. */
  public long size(String column) {
    return whole(column, 1);
  }

  /** A size that is small, such as a number of heads. */
  int count(String column) {
    long value = size(column);
    if (value > Integer.MAX_VALUE) {
      throw wrong(column, "at most " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /** A number that is neither negative nor infinite. */
  public double amount(String column) {
    double value;
    try {
      value = Double.parseDouble(text(column));
    } catch (NumberFormatException e) {
      throw wrong(column, "a number");
    }
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw wrong(column, "a number that is not negative");
    }
    return value;
  }

  /** Whether a column says so with a 1. */
  public boolean isSet(String column) {
    return textOrEmpty(column).equals("1");
  }

  /**
   * The constant of an enum, written in lower case; nothing where the field or column is missing.
   */
  <E extends Enum<E>> Optional<E> oneOf(String column, Class<E> type) {
    String text = textOrEmpty(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      constants.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    E found = constants.get(text);
    if (found == null) {
      throw wrong(
          column,
          "one of "
              + String.join(", ", constants.keySet())
              + NearMatch.hint(text, constants.keySet()));
    }
    return Optional.of(found);
  }

  /** A line that cannot be used. */
  InputException wrong(String column, String allowed) {
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s:%d: column '%s' is '%s'; it has to be %s",
            file,
            line,
            column,
            text(column),
            allowed));
  }
}
