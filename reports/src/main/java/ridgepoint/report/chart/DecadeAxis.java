package ridgepoint.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import ridgepoint.report.Quantity;

/** A logarithmic axis with ticks at powers of ten; at 1, 2 and 5 when there are few of those. */
final class DecadeAxis extends LogAxis {
  private static final long serialVersionUID = 1L;
  private static final double FEW_DECADES = 2.5;
  private static final double MANY_DECADES = 8;
  private final String unit;

  DecadeAxis(String name, String unit, double low, double high) {
    super(name);
    this.unit = unit;
    setRange(low, high);
    setMinorTickMarksVisible(false);
  }

  @Override
  public List<ValueTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    double low = getRange().getLowerBound();
    double high = getRange().getUpperBound();
    double decades = Math.log10(high / low);
    int[] digits = decades < FEW_DECADES ? new int[] {1, 2, 5} : new int[] {1};
    int step = decades > MANY_DECADES ? 2 : 1;
    TextAnchor anchor =
        RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    List<ValueTick> ticks = new ArrayList<>();
    int first = Math.floorDiv((int) Math.floor(Math.log10(low)), step) * step;
    for (int exponent = first; exponent <= Math.log10(high) + 1; exponent += step) {
      for (int digit : digits) {
        double value = digit * Math.pow(10, exponent);
        if (value >= low * 0.999999 && value <= high * 1.000001) {
          ticks.add(
              new NumberTick(value, Quantity.tick(value, unit), anchor, TextAnchor.CENTER, 0));
        }
      }
    }
    return ticks;
  }
}
