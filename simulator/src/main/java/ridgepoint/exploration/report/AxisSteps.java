package ridgepoint.exploration.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;
import ridgepoint.quantity.Dimension;
import ridgepoint.quantity.Quantity;

/** Values of one axis as text, and those next to a value. */
final class AxisSteps {
  /** Two texts of one value may differ in the last digits of a double. */
  private static final double SAME = 1e-9;

  /** Other words that are tried; of more, those that stand near. */
  private static final int MOST_WORDS = 8;

  private final Axis axis;
  private final Optional<Dimension> unit;
  private final List<String> words;

  AxisSteps(Axis axis, Optional<Dimension> unit, List<String> words) {
    this.axis = axis;
    this.unit = unit;
    this.words = words;
  }

  /** The text of a stored value. */
  String text(double value) {
    if (!words.isEmpty()) {
      return words.get((int) value);
    }
    if (axis.values() instanceof Values.Listed listed) {
      return listed.texts().stream()
          .filter(text -> same(number(text), value))
          .findFirst()
          .orElse(listed.texts().get(0));
    }
    Values.Interval interval = (Values.Interval) axis.values();
    for (int i = 0; i < interval.count(); i++) {
      if (same(number(interval.at(i)), value)) {
        return interval.at(i);
      }
    }
    return ridgepoint.report.Quantity.exact(value / factor(interval)) + interval.unit();
  }

  /** The values next to one: the other words, or one step less and one more. */
  List<String> next(double value) {
    if (!words.isEmpty()) {
      int from = Math.max(0, Math.min((int) value - MOST_WORDS / 2, words.size() - MOST_WORDS - 1));
      List<String> others =
          new ArrayList<>(words.subList(from, Math.min(words.size(), from + MOST_WORDS + 1)));
      others.remove(words.get((int) value));
      return others;
    }
    if (axis.values() instanceof Values.Listed listed) {
      return neighbours(listed.texts(), value);
    }
    Values.Interval interval = (Values.Interval) axis.values();
    List<String> grid = new ArrayList<>();
    for (int i = 0; i < interval.count(); i++) {
      grid.add(interval.at(i));
    }
    return neighbours(grid, value);
  }

  /** The greatest of the values below one, and the least of those above it. */
  private List<String> neighbours(List<String> texts, double value) {
    String below = null;
    String above = null;
    for (String text : texts) {
      double number = number(text);
      if (same(number, value)) {
        continue;
      }
      if (number < value && (below == null || number > number(below))) {
        below = text;
      }
      if (number > value && (above == null || number < number(above))) {
        above = text;
      }
    }
    List<String> next = new ArrayList<>();
    if (below != null) {
      next.add(below);
    }
    if (above != null) {
      next.add(above);
    }
    return next;
  }

  private double number(String text) {
    return unit.isPresent() ? Quantity.parse(text, unit.get()) : Double.parseDouble(text);
  }

  private double factor(Values.Interval interval) {
    return unit.map(each -> each.factors().getOrDefault(interval.unit(), 1.0)).orElse(1.0);
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
  }
}
