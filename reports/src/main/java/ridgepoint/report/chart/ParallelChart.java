package ridgepoint.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.Point;
import ridgepoint.report.ExplorationResult.Role;
import ridgepoint.report.ExplorationResult.Standing;

/** Parallel coordinates (Inselberg 1985): a line per design over its axes and objectives. */
final class ParallelChart {
  /** More lines than these are a surface. */
  private static final int MOST_LINES = 600;

  private static final Color FRONTIER = new Color(0xa0d6452f, true);
  private static final Color OTHER = new Color(0x305b6675, true);

  private ParallelChart() {}

  static byte[] draw(ExplorationResult exploration) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < exploration.columns().size(); i++) {
      if (exploration.columns().get(i).role() != Role.QUANTITY) {
        columns.add(i);
      }
    }
    List<ValueScale> scales =
        columns.stream()
            .map(column -> ValueScale.of(FrontierChart.values(exploration, column)))
            .toList();
    List<Point> lines = lines(exploration);
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    for (Point point : lines) {
      boolean frontier = point.standing() == Standing.FRONTIER;
      renderer.setSeriesPaint(data.getSeriesCount(), frontier ? FRONTIER : OTHER);
      renderer.setSeriesStroke(data.getSeriesCount(), new BasicStroke(frontier ? 2.2f : 1f));
      XYSeries line = new XYSeries(data.getSeriesCount(), false);
      for (int i = 0; i < columns.size(); i++) {
        double value = point.values().get(columns.get(i));
        line.add(i, Double.isNaN(value) ? null : (Double) scales.get(i).position(value));
      }
      data.addSeries(line);
    }
    XYPlot plot = plot(exploration, columns, scales, data, renderer);
    return Canvas.columns(
        exploration.name() + ": all axes and objectives",
        "Red: the frontier. "
            + (lines.size() < exploration.counts().points() - exploration.counts().failed()
                ? lines.size() + " designs are drawn."
                : ""),
        List.of(Canvas.chart("", plot, false)));
  }

  /** The frontier last, so that it lies on top; an even choice when there are too many. */
  private static List<Point> lines(ExplorationResult exploration) {
    List<Point> lines = new ArrayList<>();
    for (boolean frontier : new boolean[] {false, true}) {
      List<Point> all =
          exploration.points().stream()
              .filter(point -> (point.standing() == Standing.FRONTIER) == frontier)
              .toList();
      int step = Math.max(1, (all.size() + MOST_LINES / 2 - 1) / (MOST_LINES / 2));
      for (int i = 0; i < all.size(); i += step) {
        lines.add(all.get(i));
      }
    }
    return lines;
  }

  private static XYPlot plot(
      ExplorationResult exploration,
      List<Integer> columns,
      List<ValueScale> scales,
      XYSeriesCollection data,
      XYLineAndShapeRenderer renderer) {
    String[] names =
        columns.stream().map(i -> exploration.columns().get(i).name()).toArray(String[]::new);
    SymbolAxis across = Canvas.styled(new SymbolAxis(null, names));
    across.setGridBandsVisible(false);
    across.setRange(-0.4, names.length - 0.6);
    NumberAxis up = new NumberAxis();
    up.setRange(-0.08, 1.08);
    up.setVisible(false);
    XYPlot plot = new XYPlot(data, across, up, renderer);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainGridlinePaint(Canvas.SOFT);
    for (int i = 0; i < names.length; i++) {
      Column column = exploration.columns().get(columns.get(i));
      end(plot, column.text(scales.get(i).low()), i, -0.02, TextAnchor.TOP_CENTER);
      if (scales.get(i).high() > scales.get(i).low()) {
        end(plot, column.text(scales.get(i).high()), i, 1.02, TextAnchor.BOTTOM_CENTER);
      }
    }
    return plot;
  }

  private static void end(XYPlot plot, String text, int x, double y, TextAnchor anchor) {
    XYTextAnnotation label = Canvas.label(text, x, y);
    label.setTextAnchor(anchor);
    plot.addAnnotation(label);
  }
}
