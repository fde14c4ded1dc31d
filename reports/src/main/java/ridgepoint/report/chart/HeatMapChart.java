package ridgepoint.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.DefaultXYZDataset;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.HeatMap;

/** The best of every pair of values of two axes, a panel per goal. */
final class HeatMapChart {
  private static final int MOST_PANELS = 3;
  private static final int STEPS = 64;
  private static final Color NOTHING = new Color(0xeef1f5);

  private HeatMapChart() {}

  /** The first pair of axes. */
  static byte[] draw(ExplorationResult exploration) {
    HeatMap first = exploration.heatMaps().get(0);
    List<JFreeChart> panels =
        exploration.heatMaps().stream()
            .filter(map -> map.x() == first.x() && map.y() == first.y())
            .limit(MOST_PANELS)
            .map(map -> panel(exploration, map))
            .toList();
    return Canvas.columns(
        exploration.name()
            + ": over "
            + exploration.columns().get(first.x()).name()
            + " and "
            + exploration.columns().get(first.y()).name(),
        "The best feasible value over all other axes; grey: none is feasible.",
        panels);
  }

  private static JFreeChart panel(ExplorationResult exploration, HeatMap map) {
    Column goal = exploration.columns().get(exploration.goals().get(map.goal()).column());
    List<double[]> cells = new ArrayList<>();
    for (int y = 0; y < map.ys().size(); y++) {
      for (int x = 0; x < map.xs().size(); x++) {
        double value = map.rows().get(y).get(x);
        if (Double.isFinite(value)) {
          cells.add(new double[] {x, y, value});
        }
      }
    }
    double[][] columns = new double[3][cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      for (int k = 0; k < 3; k++) {
        columns[k][i] = cells.get(i)[k];
      }
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("", columns);
    ValueScale scale = ValueScale.of(columns[2]);
    LookupPaintScale paints = paints(scale);
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setPaintScale(paints);
    XYPlot plot =
        new XYPlot(
            data,
            names(exploration.columns().get(map.x()).name(), map.xs(), true),
            names(exploration.columns().get(map.y()).name(), map.ys(), false),
            renderer);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    JFreeChart chart = Canvas.chart(goal.heading(), plot, false);
    plot.setBackgroundPaint(NOTHING);
    chart.addSubtitle(legend(goal, scale, paints));
    return chart;
  }

  private static SymbolAxis names(String name, List<String> values, boolean across) {
    SymbolAxis axis = Canvas.styled(new SymbolAxis(name, values.toArray(String[]::new)));
    axis.setGridBandsVisible(false);
    axis.setVerticalTickLabels(across);
    axis.setRange(-0.5, values.size() - 0.5);
    return axis;
  }

  private static LookupPaintScale paints(ValueScale scale) {
    double high = scale.high() > scale.low() ? scale.high() : scale.low() + Math.ulp(scale.low());
    LookupPaintScale paints = new LookupPaintScale(scale.low(), high, NOTHING);
    List<Color> colors = Palette.heat().stream().map(Canvas::color).toList();
    for (int i = 0; i < STEPS; i++) {
      double share = (double) i / STEPS;
      double value =
          scale.logarithmic()
              ? scale.low() * Math.pow(high / scale.low(), share)
              : scale.low() + share * (high - scale.low());
      double at = share * (colors.size() - 1);
      int from = (int) at;
      paints.add(value, mixed(colors.get(from), colors.get(from + 1), at - from));
    }
    return paints;
  }

  private static Color mixed(Color a, Color b, double share) {
    return new Color(
        (int) Math.round(a.getRed() + share * (b.getRed() - a.getRed())),
        (int) Math.round(a.getGreen() + share * (b.getGreen() - a.getGreen())),
        (int) Math.round(a.getBlue() + share * (b.getBlue() - a.getBlue())));
  }

  private static PaintScaleLegend legend(Column goal, ValueScale scale, LookupPaintScale paints) {
    NumberAxis plain = Canvas.styled(new NumberAxis());
    plain.setNumberFormatOverride(Canvas.format(goal.axisUnit()));
    boolean spread = scale.high() > scale.low();
    if (spread) {
      plain.setRange(scale.low(), scale.high());
    }
    PaintScaleLegend legend =
        new PaintScaleLegend(
            paints,
            scale.logarithmic()
                ? Canvas.styled(new DecadeAxis("", goal.axisUnit(), scale.low(), scale.high()))
                : plain);
    legend.setPosition(RectangleEdge.TOP);
    legend.setBackgroundPaint(Color.WHITE);
    legend.setMargin(6, 60, 10, 60);
    return legend;
  }
}
