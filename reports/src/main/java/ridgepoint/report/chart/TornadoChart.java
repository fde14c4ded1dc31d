package ridgepoint.report.chart;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.ExplorationResult.Bar;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.Role;
import ridgepoint.report.ExplorationResult.Sensitivity;

/** What each axis does to a quantity, the most first: values at its ends, or shares of variance. */
final class TornadoChart {
  private static final int MOST_PANELS = 4;
  private static final int MOST_BARS = 14;

  private TornadoChart() {}

  static byte[] draw(ExplorationResult exploration) {
    List<Sensitivity> shown = exploration.sensitivities().stream().limit(MOST_PANELS).toList();
    boolean shares = shown.get(0).shares();
    return Canvas.draw(
        exploration.name() + ": what each axis does",
        shares
            ? "Shares of the variance: by an axis alone, and with all others."
            : "The quantity with one axis at its first and at its last value, all others at the base.",
        shown.stream().map(TornadoChart::panel).toList(),
        Math.min(2, shown.size()),
        (shown.size() + 1) / 2);
  }

  private static JFreeChart panel(Sensitivity sensitivity) {
    Column quantity =
        new Column(sensitivity.quantity(), Role.OBJECTIVE, sensitivity.unit(), List.of());
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    String first = sensitivity.shares() ? "alone" : "first value";
    String last = sensitivity.shares() ? "with others" : "last value";
    for (Bar bar : sensitivity.bars().stream().limit(MOST_BARS).toList()) {
      data.addValue(Double.isNaN(bar.low()) ? null : (Double) bar.low(), first, bar.axis());
      data.addValue(Double.isNaN(bar.high()) ? null : (Double) bar.high(), last, bar.axis());
    }
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setBase(sensitivity.base());
    renderer.setItemMargin(0);
    renderer.setMaximumBarWidth(0.1);
    renderer.setSeriesPaint(0, Canvas.color(Palette.line(0)));
    renderer.setSeriesPaint(1, Canvas.color(Palette.line(1)));
    NumberAxis amount = Canvas.styled(new NumberAxis());
    amount.setAutoRangeIncludesZero(sensitivity.shares());
    amount.setNumberFormatOverride(Canvas.format(quantity.axisUnit()));
    CategoryAxis names = Canvas.styled(new CategoryAxis());
    names.setMaximumCategoryLabelWidthRatio(0.4f);
    names.setCategoryMargin(0.15);
    CategoryPlot plot = new CategoryPlot(data, names, amount, renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Canvas.GRID);
    plot.addRangeMarker(new ValueMarker(sensitivity.base(), Canvas.SOFT, Canvas.THIN));
    return Canvas.chart(quantity.heading(), plot, true);
  }
}
