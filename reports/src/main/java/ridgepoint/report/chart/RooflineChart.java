package ridgepoint.report.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.Level;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;

/** Every operator of a phase as a point on each memory level, below the roofs of one device. */
final class RooflineChart {
  /** Pixels of the plot itself, to know which names would overlap. */
  private static final double PLOT_WIDTH = 1400;

  private static final double PLOT_HEIGHT = 620;
  private static final double LETTER = 11;
  private static final double NAME_ROW = 30;
  private static final double CLOSE = 45;

  private final RunResult result;
  private final PhaseResult phase;
  private final List<Roof> roofs;
  private final List<Level> levels;
  private final List<Point> points;
  private final XYPlot plot = new XYPlot();
  private double left;
  private double right;
  private double bottom;
  private double top;

  /** Where an operator is at a memory level. */
  private record Point(OperatorRow row, int level, double x, double y) {}

  /** A point that is named, where it is in pixels, and half the width of its name. */
  private record Name(Point point, double x, double y, double half) {}

  private RooflineChart(RunResult result, PhaseResult phase) {
    this.result = result;
    this.phase = phase;
    this.roofs = Roof.of(result);
    this.levels = result.machine().levels();
    this.points = new ArrayList<>();
    for (OperatorRow row : phase.operators()) {
      for (int level = 0; level < levels.size(); level++) {
        double bytes = row.trafficBytes().getOrDefault(levels.get(level).name(), 0.0);
        if (bytes > 0 && row.operations() > 0 && row.latencySeconds() > 0) {
          points.add(
              new Point(
                  row, level, row.operations() / bytes, row.operations() / row.latencySeconds()));
        }
      }
    }
  }

  static byte[] draw(RunResult result, PhaseResult phase) {
    return new RooflineChart(result, phase).draw();
  }

  private byte[] draw() {
    double peak = roofs.isEmpty() ? 1 : roofs.get(0).operationsPerSecond();
    left = points.stream().mapToDouble(Point::x).min().orElse(1);
    right = points.stream().mapToDouble(Point::x).max().orElse(1);
    bottom = Math.min(peak / 100, points.stream().mapToDouble(Point::y).min().orElse(peak));
    for (Level level : levels) {
      left = Math.min(left, peak / level.bytesPerSecond());
      right = Math.max(right, peak / level.bytesPerSecond());
    }
    left = Math.pow(10, Math.floor(Math.log10(left / 1.3)));
    right = Math.pow(10, Math.ceil(Math.log10(right * 1.3)));
    bottom = Math.pow(10, Math.floor(Math.log10(bottom / 3)));
    top = peak * 4;
    plot.setDomainAxis(
        Canvas.styled(new DecadeAxis("arithmetic intensity (OP/B)", "", left, right)));
    plot.setRangeAxis(Canvas.styled(new DecadeAxis("rate of one device", "OP/s", bottom, top)));
    plot.setDomainGridlinePaint(Canvas.GRID);
    plot.setRangeGridlinePaint(Canvas.GRID);
    roofs(peak);
    operators();
    names();
    LegendItemCollection legend = new LegendItemCollection();
    Map<String, String> colors = Palette.kinds(result);
    phase.operators().stream()
        .map(OperatorRow::kind)
        .distinct()
        .forEach(kind -> legend.add(item(kind, circle(9), Canvas.color(colors.get(kind)))));
    for (int level = levels.size() - 1; level >= 0; level--) {
      legend.add(item("at " + levels.get(level).name(), shape(level, 8), Canvas.SOFT));
    }
    plot.setFixedLegendItems(legend);
    JFreeChart chart = Canvas.chart("", plot, true);
    return Canvas.columns(
        "Roofline of " + phase.name() + ": " + result.title(),
        result.workload()
            + ", "
            + result.fidelity()
            + " model. Larger points take more time; each operator stands at every memory level.",
        List.of(chart));
  }

  private static LegendItem item(String name, Shape shape, Color color) {
    LegendItem item = new LegendItem(name, null, null, null, shape, color);
    item.setLabelFont(Canvas.TEXT);
    return item;
  }

  private void roofs(double peak) {
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    double fastest = levels.stream().mapToDouble(Level::bytesPerSecond).max().orElse(0);
    double slope =
        -Math.atan(
            (PLOT_HEIGHT / Math.log10(top / bottom)) / (PLOT_WIDTH / Math.log10(right / left)));
    for (int i = 0; i < levels.size(); i++) {
      double bandwidth = levels.get(i).bytesPerSecond();
      double start = Math.max(left, bottom / bandwidth);
      boolean main = i == levels.size() - 1;
      line(lines, renderer, main, start, start * bandwidth, peak / bandwidth, peak);
      double length = peak / bandwidth / start;
      double x = start * Math.pow(length, main ? emptiest(start, length) : 0.12 + 0.16 * i);
      // The farthest level's line is the lowest, so its name goes below it.
      double beside = Math.pow(top / bottom, main ? -0.014 : 0.018);
      XYTextAnnotation label =
          text(
              levels.get(i).name() + " " + Quantity.si(bandwidth, "B/s"),
              x,
              x * bandwidth * beside);
      TextAnchor anchor = main ? TextAnchor.TOP_LEFT : TextAnchor.BOTTOM_LEFT;
      label.setTextAnchor(anchor);
      label.setRotationAnchor(anchor);
      label.setRotationAngle(slope);
      plot.addAnnotation(label);
    }
    for (Roof roof : roofs) {
      double height = roof.operationsPerSecond();
      double start = fastest > 0 ? Math.max(left, height / fastest) : left;
      line(lines, renderer, height == peak, start, height, right, height);
      XYTextAnnotation label =
          text(
              roof.types() + " " + Quantity.si(height, "OP/s") + " ",
              right,
              height * Math.pow(top / bottom, 0.008));
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
              .mapToDouble(point -> Math.abs(Math.log10(point.x()) - middle))
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

  private void operators() {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setUseOutlinePaint(true);
    renderer.setDrawOutlines(true);
    Map<String, String> colors = Palette.kinds(result);
    for (Point point : points) {
      boolean main = point.level() == levels.size() - 1;
      int series = data.getSeriesCount();
      XYSeries one = new XYSeries(series);
      one.add(point.x(), point.y());
      data.addSeries(one);
      Color color = Canvas.color(colors.get(point.row().kind()));
      int alpha = main ? 235 : 130;
      renderer.setSeriesPaint(
          series, new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
      renderer.setSeriesOutlinePaint(series, Color.WHITE);
      double share = point.row().latencySeconds() / phase.latencySeconds();
      renderer.setSeriesShape(series, shape(point.level(), (main ? 8 : 6) + 14 * Math.sqrt(share)));
    }
    plot.setDataset(1, data);
    plot.setRenderer(1, renderer);
  }

  /**
   * Names the points at main memory where there is room, those that take most time first; points
   * close to a named one are counted in its name.
   */
  private void names() {
    List<Name> named = new ArrayList<>();
    double xScale = PLOT_WIDTH / Math.log10(right / left);
    double yScale = PLOT_HEIGHT / Math.log10(top / bottom);
    List<Point> main =
        points.stream()
            .filter(point -> point.level() == levels.size() - 1)
            .sorted(Comparator.comparingDouble((Point p) -> -p.row().latencySeconds()))
            .toList();
    Map<Point, Integer> hidden = new LinkedHashMap<>();
    for (Point point : main) {
      double x = Math.log10(point.x()) * xScale;
      double y = Math.log10(point.y()) * yScale;
      double half = (point.row().name().length() + 3) * LETTER / 2;
      Optional<Name> near =
          named.stream()
              .filter(
                  n -> Math.abs(n.x() - x) < n.half() + half + 8 && Math.abs(n.y() - y) < NAME_ROW)
              .findFirst();
      if (near.isEmpty()) {
        named.add(new Name(point, x, y, half));
      } else if (Math.hypot(near.get().x() - x, near.get().y() - y) < CLOSE) {
        hidden.merge(near.get().point(), 1, Integer::sum);
      }
    }
    for (Name name : named) {
      Point point = name.point();
      double share = point.row().latencySeconds() / phase.latencySeconds();
      double below = (12 + 14 * Math.sqrt(share)) / yScale;
      int more = hidden.getOrDefault(point, 0);
      XYTextAnnotation label =
          text(
              point.row().name() + (more > 0 ? " +" + more : ""),
              point.x(),
              point.y() / Math.pow(10, below));
      label.setTextAnchor(TextAnchor.TOP_CENTER);
      plot.addAnnotation(label);
    }
  }

  private static XYTextAnnotation text(String text, double x, double y) {
    XYTextAnnotation label = new XYTextAnnotation(text, x, y);
    label.setFont(Canvas.TEXT);
    label.setPaint(Canvas.INK);
    return label;
  }

  private Shape shape(int level, double radius) {
    int inward = levels.size() - 1 - level;
    if (inward == 0) {
      return circle(radius);
    }
    Path2D path = new Path2D.Double();
    int corners = inward == 1 ? 3 : 4;
    for (int i = 0; i < corners; i++) {
      double angle = Math.PI * (2.0 * i / corners - 0.5);
      double x = 1.15 * radius * Math.cos(angle);
      double y = 1.15 * radius * Math.sin(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return inward > 2
        ? AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(path)
        : path;
  }

  private static Shape circle(double radius) {
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }
}
