package ridgepoint.report.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.OptionalDouble;
import org.jfree.chart.annotations.CategoryLineAnnotation;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Dots on a logarithmic axis, a row per thing (Cleveland 1984): amounts that differ by orders of
 * magnitude, where bars would show only the largest. A line joins the dots of a row; the outermost
 * are labelled.
 */
public final class DotChart {
  private static final double ROOM_FOR_LABELS = 1.9;
  private static final double RADIUS = 8;
  private static final double PLOT_WIDTH = 1290;
  private static final BasicStroke JOIN = new BasicStroke(2.5f);

  private DotChart() {}

  /**
   * Dots of one colour.
   *
   * @param values a positive one per row, or none
   */
  public record Series(String name, List<OptionalDouble> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /**
   * The chart as a PNG.
   *
   * @param axis what the amounts are
   * @param rows names, from the top
   * @param missing what a row without dots says
   */
  public static byte[] draw(
      String title,
      String subtitle,
      String axis,
      String unit,
      List<String> rows,
      String missing,
      List<Series> series) {
    double low = smallest(series) / ROOM_FOR_LABELS;
    double high = largest(series) * ROOM_FOR_LABELS;
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    LineAndShapeRenderer renderer = new LineAndShapeRenderer(false, true);
    for (int s = 0; s < series.size(); s++) {
      for (int row = 0; row < rows.size(); row++) {
        OptionalDouble value = series.get(s).values().get(row);
        data.addValue(
            value.isPresent() ? value.getAsDouble() : null, series.get(s).name(), rows.get(row));
      }
      renderer.setSeriesPaint(s, Canvas.color(Palette.line(s)));
      renderer.setSeriesShape(s, new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS));
    }
    CategoryAxis names = Canvas.styled(new CategoryAxis());
    names.setMaximumCategoryLabelWidthRatio(0.3f);
    names.setLowerMargin(0.005);
    names.setUpperMargin(0.005);
    CategoryPlot plot =
        new CategoryPlot(
            data, names, Canvas.styled(new DecadeAxis(axis, unit, low, high)), renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Canvas.GRID);
    plot.setDomainGridlinesVisible(true);
    plot.setDomainGridlinePaint(Canvas.GRID);
    for (int row = 0; row < rows.size(); row++) {
      label(plot, rows.get(row), row, series, unit, missing, low);
    }
    return Canvas.columns(title, subtitle, List.of(Canvas.chart("", plot, true)));
  }

  private static void label(
      CategoryPlot plot,
      String name,
      int row,
      List<Series> series,
      String unit,
      String missing,
      double low) {
    double[] values =
        series.stream()
            .map(each -> each.values().get(row))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    if (values.length == 0) {
      plot.addAnnotation(text("  " + missing, name, low, TextAnchor.CENTER_LEFT));
      return;
    }
    double least = values[0];
    double most = values[values.length - 1];
    if (most > least) {
      join(plot, name, least, most);
      plot.addAnnotation(
          text(Canvas.amount(least, unit) + "   ", name, least, TextAnchor.CENTER_RIGHT));
    }
    plot.addAnnotation(text("   " + Canvas.amount(most, unit), name, most, TextAnchor.CENTER_LEFT));
  }

  /** A line between two dots that stops at their rims, for it is drawn over them. */
  private static void join(CategoryPlot plot, String row, double least, double most) {
    double logarithms =
        Math.log(plot.getRangeAxis().getUpperBound() / plot.getRangeAxis().getLowerBound());
    double rim = Math.exp(RADIUS / PLOT_WIDTH * logarithms);
    if (least * rim < most / rim) {
      plot.addAnnotation(
          new CategoryLineAnnotation(row, least * rim, row, most / rim, Canvas.SOFT, JOIN));
    }
  }

  private static CategoryTextAnnotation text(
      String text, String row, double value, TextAnchor anchor) {
    CategoryTextAnnotation label = new CategoryTextAnnotation(text, row, value);
    label.setTextAnchor(anchor);
    label.setFont(Canvas.TEXT);
    label.setPaint(Canvas.INK);
    return label;
  }

  private static double smallest(List<Series> series) {
    return series.stream()
        .flatMap(each -> each.values().stream())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .min()
        .orElse(1);
  }

  private static double largest(List<Series> series) {
    return series.stream()
        .flatMap(each -> each.values().stream())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .max()
        .orElse(1);
  }
}
