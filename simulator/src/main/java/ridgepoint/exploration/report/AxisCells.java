package ridgepoint.exploration.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ridgepoint.exploration.evaluation.Layout;
import ridgepoint.exploration.result.StoredPoints;
import ridgepoint.report.ExplorationResult.Column;

/**
 * Cells that the values of an axis fall into: one for each value when they are few, else intervals.
 *
 * @param column position of the axis
 * @param values in rising order, when there is a cell for each; else empty
 * @param low least value of intervals
 * @param high greatest value of intervals
 */
record AxisCells(int column, List<Double> values, double low, double high, boolean logarithmic) {
  /** Cells of one axis. */
  static final int MOST = 32;

  private static final double WIDE = 8;

  /** Of an axis as it is stored. */
  static AxisCells of(StoredPoints points, Layout layout, int column) {
    Layout.Column axis = layout.columns().get(column);
    if (axis.isText()) {
      List<Double> words =
          IntStream.range(0, Math.min(MOST, axis.texts().size()))
              .mapToObj(i -> (double) i)
              .toList();
      return new AxisCells(column, words, 0, 0, false);
    }
    String name = axis.name();
    List<Object> range =
        points.row(
            "SELECT count(DISTINCT "
                + name
                + "), min("
                + name
                + "), max("
                + name
                + ") FROM points");
    double low = ((Number) range.get(1)).doubleValue();
    double high = ((Number) range.get(2)).doubleValue();
    List<Double> values = new ArrayList<>();
    if (((Number) range.get(0)).longValue() <= MOST) {
      Object list = points.row("SELECT string_agg(DISTINCT " + name + ", ' ') FROM points").get(0);
      for (String each : list.toString().split(" ")) {
        values.add(Double.parseDouble(each));
      }
      values.sort(null);
    }
    return new AxisCells(column, values, low, high, low > 0 && high / low > WIDE);
  }

  int count() {
    return values.isEmpty() ? MOST : values.size();
  }

  /** The cell of a value; -1 when it has none. */
  int of(double value) {
    if (!values.isEmpty()) {
      return values.indexOf(value);
    }
    double place =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return (int) Math.max(0, Math.min(MOST - 1, Math.floor(place * MOST)));
  }

  /** What its cells are called: a value, or the middle of an interval. */
  List<String> names(Column shown) {
    if (!values.isEmpty()) {
      return values.stream().map(shown::text).toList();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      double place = (i + 0.5) / MOST;
      names.add(
          shown.text(logarithmic ? low * Math.pow(high / low, place) : low + place * (high - low)));
    }
    return names;
  }
}
