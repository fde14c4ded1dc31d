package ridgepoint.report.chart;

import java.util.List;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult.Level;

/** The roofs of a device: a slope per memory level, a flat line per rate of computation. */
record RoofLines(
    List<Roof> roofs, List<Level> levels, List<OperatorPoint> points, LogWindow window) {

  void draw(XYPlot plot, double peak) {
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    double fastest = levels.stream().mapToDouble(Level::bytesPerSecond).max().orElse(0);
    double slope = -Math.atan(window.pixelsPerDecadeOfRate() / window.pixelsPerDecadeOfIntensity());
    for (int i = 0; i < levels.size(); i++) {
      double bandwidth = levels.get(i).bytesPerSecond();
      double start = Math.max(window.left(), window.bottom() / bandwidth);
      boolean main = i == levels.size() - 1;
      line(lines, renderer, main, start, start * bandwidth, peak / bandwidth, peak);
      double length = peak / bandwidth / start;
      double x = start * Math.pow(length, main ? emptiest(start, length) : 0.12 + 0.16 * i);
      // The farthest level's line is the lowest, so its name goes below it.
      double beside = window.above(bandwidth * x, main ? -0.014 : 0.018);
      XYTextAnnotation label =
          Canvas.label(levels.get(i).name() + " " + Quantity.si(bandwidth, "B/s"), x, beside);
      TextAnchor anchor = main ? TextAnchor.TOP_LEFT : TextAnchor.BOTTOM_LEFT;
      label.setTextAnchor(anchor);
      label.setRotationAnchor(anchor);
      label.setRotationAngle(slope);
      plot.addAnnotation(label);
    }
    for (Roof roof : roofs) {
      double height = roof.operationsPerSecond();
      double start = fastest > 0 ? Math.max(window.left(), height / fastest) : window.left();
      line(lines, renderer, height == peak, start, height, window.right(), height);
      XYTextAnnotation label =
          Canvas.label(
              roof.types() + " " + Quantity.si(height, "OP/s") + " ",
              window.right(),
              window.above(height, 0.008));
      label.setTextAnchor(TextAnchor.BOTTOM_RIGHT);
      plot.addAnnotation(label);
    }
    plot.setDataset(0, lines);
    plot.setRenderer(0, renderer);
  }

  /** Where along a slope the points at main memory are farthest away, as a share of its length. */
  private double emptiest(double start, double length) {
    double best = 0;
    double room = -1;
    for (double along = 0.1; along < 0.85; along += 0.05) {
      double middle = Math.log10(start) + (along + 0.06) * Math.log10(length);
      double nearest =
          points.stream()
              .filter(point -> point.level() == levels.size() - 1)
              .mapToDouble(point -> Math.abs(Math.log10(point.intensity()) - middle))
              .min()
              .orElse(1);
      if (nearest > room) {
        room = nearest;
        best = along;
      }
    }
    return best;
  }

  private static void line(
      XYSeriesCollection lines,
      XYLineAndShapeRenderer renderer,
      boolean main,
      double x0,
      double y0,
      double x1,
      double y1) {
    XYSeries series = new XYSeries(lines.getSeriesCount());
    series.add(x0, y0);
    series.add(x1, y1);
    renderer.setSeriesPaint(lines.getSeriesCount(), main ? Canvas.INK : Canvas.SOFT);
    renderer.setSeriesStroke(lines.getSeriesCount(), main ? Canvas.THICK : Canvas.DASHED);
    lines.addSeries(series);
  }
}
