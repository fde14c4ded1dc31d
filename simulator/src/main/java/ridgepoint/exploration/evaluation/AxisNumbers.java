package ridgepoint.exploration.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Dimension;
import ridgepoint.quantity.Quantity;

/** Turns the text of an axis' value into the number that stands in a row. */
final class AxisNumbers {
  private static final int MOST_KEPT = 10_000;

  private final Optional<Dimension> dimension;
  private final List<String> words;
  private final Map<String, Double> known = new ConcurrentHashMap<>();

  AxisNumbers(Axis axis, Optional<Dimension> dimension) {
    this.dimension = dimension;
    this.words = dimension.isEmpty() ? words(axis) : List.of();
  }

  /** The values of an axis when they are words; empty when all are plain numbers. */
  static List<String> words(Axis axis) {
    if (!(axis.values() instanceof Values.Listed listed)) {
      return List.of();
    }
    return listed.texts().stream().allMatch(AxisNumbers::isNumber) ? List.of() : listed.texts();
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  }

  /** The value in base units, or the index of a word. */
  double of(String text) {
    Double value = known.get(text);
    if (value == null) {
      value = parse(text);
      if (known.size() < MOST_KEPT) {
        known.put(text, value);
      }
    }
    return value;
  }

  private double parse(String text) {
    if (!words.isEmpty()) {
      return words.indexOf(text);
    }
    try {
      return dimension.isPresent()
          ? Quantity.parse(text, dimension.get())
          : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InputException("'" + text + "' must be without a unit", e);
    }
  }
}
