package ridgepoint.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.Point;
import ridgepoint.report.ExplorationResult.Standing;

/** Designs by two goals: the frontier over all others. */
final class FrontierChart {
  private static final List<Color> COLORS =
      List.of(new Color(0xd6452f), new Color(0x8f2f7ed8, true), new Color(0x60aab2bd, true));
  private static final List<Standing> FROM_THE_TOP =
      List.of(Standing.FRONTIER, Standing.FEASIBLE, Standing.INFEASIBLE);

  private FrontierChart() {}

  /** The first goal to the right, the second upwards; with one goal, the first quantity to it. */
  static byte[] draw(ExplorationResult exploration) {
    int x = exploration.goals().get(0).column();
    int y = exploration.goals().size() > 1 ? exploration.goals().get(1).column() : 0;
    return Canvas.columns(
        exploration.name()
            + ": "
            + exploration.columns().get(x).name()
            + " and "
            + exploration.columns().get(y).name(),
        exploration.subtitle() + ". " + exploration.thinning(),
        List.of(scatter(exploration, x, y)));
  }

  private static JFreeChart scatter(ExplorationResult exploration, int x, int y) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    // With more than two goals neighbours on the frontier are not neighbours here.
    boolean joined = exploration.ranked() && exploration.goals().size() == 2;
    for (Standing standing : FROM_THE_TOP) {
      List<Point> points =
          exploration.points().stream()
              .filter(point -> point.standing() == standing)
              .sorted(Comparator.comparingDouble(point -> point.values().get(x)))
              .toList();
      if (points.isEmpty()) {
        continue;
      }
      int series = data.getSeriesCount();
      boolean frontier = standing == Standing.FRONTIER;
      XYSeries dots = new XYSeries(standing.name().toLowerCase(Locale.ROOT), false);
      points.forEach(point -> dots.add(point.values().get(x), point.values().get(y)));
      data.addSeries(dots);
      renderer.setSeriesPaint(series, COLORS.get(FROM_THE_TOP.indexOf(standing)));
      renderer.setSeriesShape(series, Marker.circle(frontier ? 7 : 4));
      renderer.setSeriesLinesVisible(series, frontier && joined);
      renderer.setSeriesStroke(series, new BasicStroke(2f));
      renderer.setLegendShape(series, Canvas.LEGEND);
    }
    XYPlot plot = new XYPlot(data, axis(exploration, x), axis(exploration, y), renderer);
    plot.setDomainGridlinePaint(Canvas.GRID);
    plot.setRangeGridlinePaint(Canvas.GRID);
    return Canvas.chart("", plot, true);
  }

  private static org.jfree.chart.axis.ValueAxis axis(ExplorationResult exploration, int index) {
    Column column = exploration.columns().get(index);
    return ValueScale.of(values(exploration, index)).axis(column);
  }

  static double[] values(ExplorationResult exploration, int index) {
    return exploration.points().stream().mapToDouble(point -> point.values().get(index)).toArray();
  }
}
