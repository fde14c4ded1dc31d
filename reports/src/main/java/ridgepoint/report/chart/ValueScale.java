package ridgepoint.report.chart;

import java.util.Arrays;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import ridgepoint.report.ExplorationResult.Column;

/**
 * Where values of a column lie between their least and their greatest: in equal factors when they
 * differ by much, else in equal differences.
 *
 * @param low least value
 * @param high greatest value
 */
record ValueScale(double low, double high, boolean logarithmic) {
  private static final double WIDE = 8;
  private static final double MARGIN = 0.04;

  static ValueScale of(double[] values) {
    double[] numbers = Arrays.stream(values).filter(Double::isFinite).toArray();
    double low = Arrays.stream(numbers).min().orElse(0);
    double high = Arrays.stream(numbers).max().orElse(1);
    return new ValueScale(low, high, low > 0 && high / low > WIDE);
  }

  /** From 0 to 1; the middle when there is one value only. */
  double position(double value) {
    if (high == low) {
      return 0.5;
    }
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** An axis that holds all values with some room. */
  ValueAxis axis(Column column) {
    if (!column.words().isEmpty()) {
      SymbolAxis words =
          Canvas.styled(new SymbolAxis(column.name(), column.words().toArray(String[]::new)));
      words.setGridBandsVisible(false);
      return words;
    }
    if (logarithmic) {
      double room = Math.pow(high / low, MARGIN);
      return Canvas.styled(
          new DecadeAxis(column.heading(), column.axisUnit(), low / room, high * room));
    }
    NumberAxis axis = Canvas.styled(new NumberAxis(column.heading()));
    double span = high > low ? high - low : Math.max(1e-12, Math.abs(high));
    axis.setRange(low - MARGIN * span, high + MARGIN * span);
    axis.setNumberFormatOverride(Canvas.format(column.axisUnit()));
    return axis;
  }
}
