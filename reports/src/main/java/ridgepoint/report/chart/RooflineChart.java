package ridgepoint.report.chart;

import java.awt.Color;
import java.awt.Shape;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.Level;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;

/** Every operator of a phase as a point on each memory level, below the roofs of one device. */
final class RooflineChart {
  private final RunResult result;
  private final PhaseResult phase;
  private final List<Roof> roofs;
  private final List<Level> levels;
  private final List<OperatorPoint> points;
  private final XYPlot plot = new XYPlot();

  private RooflineChart(RunResult result, PhaseResult phase) {
    this.result = result;
    this.phase = phase;
    this.roofs = Roof.of(result);
    this.levels = result.machine().levels();
    this.points = OperatorPoint.of(phase.operators(), levels);
  }

  static byte[] draw(RunResult result, PhaseResult phase) {
    return new RooflineChart(result, phase).draw();
  }

  private byte[] draw() {
    double peak = roofs.isEmpty() ? 1 : roofs.get(0).operationsPerSecond();
    LogWindow window = LogWindow.of(points, levels, peak);
    plot.setDomainAxis(
        Canvas.styled(
            new DecadeAxis("arithmetic intensity (OP/B)", "", window.left(), window.right())));
    plot.setRangeAxis(
        Canvas.styled(new DecadeAxis("rate of one device", "OP/s", window.bottom(), window.top())));
    plot.setDomainGridlinePaint(Canvas.GRID);
    plot.setRangeGridlinePaint(Canvas.GRID);
    new RoofLines(roofs, levels, points, window).draw(plot, peak);
    operators();
    List<OperatorPoint> main = points.stream().filter(this::isMain).toList();
    new PointNames(main, phase.latencySeconds(), window).draw(plot);
    LegendItemCollection legend = new LegendItemCollection();
    Map<String, String> colors = Palette.kinds(result);
    phase.operators().stream()
        .map(OperatorRow::kind)
        .distinct()
        .forEach(kind -> legend.add(item(kind, Marker.circle(9), Canvas.color(colors.get(kind)))));
    for (int level = levels.size() - 1; level >= 0; level--) {
      legend.add(
          item(
              "at " + levels.get(level).name(),
              Marker.of(levels.size() - 1 - level, 8),
              Canvas.SOFT));
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

  private void operators() {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setUseOutlinePaint(true);
    renderer.setDrawOutlines(true);
    Map<String, String> colors = Palette.kinds(result);
    for (OperatorPoint point : points) {
      boolean main = isMain(point);
      int series = data.getSeriesCount();
      XYSeries one = new XYSeries(series);
      one.add(point.intensity(), point.rate());
      data.addSeries(one);
      Color color = Canvas.color(colors.get(point.row().kind()));
      int alpha = main ? 235 : 130;
      renderer.setSeriesPaint(
          series, new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
      renderer.setSeriesOutlinePaint(series, Color.WHITE);
      double share = point.row().latencySeconds() / phase.latencySeconds();
      double radius = (main ? 8 : 6) + 14 * Math.sqrt(share);
      renderer.setSeriesShape(series, Marker.of(levels.size() - 1 - point.level(), radius));
    }
    plot.setDataset(1, data);
    plot.setRenderer(1, renderer);
  }

  /** Whether it shows traffic with the farthest memory, where names are. */
  private boolean isMain(OperatorPoint point) {
    return point.level() == levels.size() - 1;
  }
}
