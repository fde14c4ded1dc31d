package ridgepoint.report.chart;

import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import ridgepoint.report.Comparison;
import ridgepoint.report.RunResult;

/** A comparison or sweep: four metrics, and latency against efficiency. */
final class ComparisonChart {
  private static final double WIDE = 20;
  private static final double DOUBLINGS = 8;

  private ComparisonChart() {}

  /** TTFT, TPOT, tokens per second and per joule over the varied inputs. */
  static byte[] metrics(Comparison comparison) {
    return Canvas.draw(
        title(comparison),
        subtitle(comparison),
        List.of(
            metric(comparison, "TTFT", "s", RunResult::ttftSeconds, false),
            metric(comparison, "TPOT", "s", RunResult::tpotSeconds, false),
            metric(comparison, "tokens/s", "", RunResult::tokensPerSecond, true),
            metric(comparison, "tokens/J", "", RunResult::tokensPerJoule, true)),
        2,
        2);
  }

  /** TPOT against tokens per joule and per second. */
  static byte[] trade(Comparison comparison) {
    return Canvas.columns(
        "Latency against efficiency and throughput: " + title(comparison),
        subtitle(comparison) + ". Left and up is better.",
        List.of(
            scatter(comparison, "tokens/J", RunResult::tokensPerJoule),
            scatter(comparison, "tokens/s", RunResult::tokensPerSecond)));
  }

  private static String title(Comparison comparison) {
    String model = comparison.inputs().get("model");
    return (model == null ? "runs" : model) + " over " + String.join(", ", comparison.varied());
  }

  private static String subtitle(Comparison comparison) {
    return String.join(
        "  ", comparison.inputs().entrySet().stream().map(Object::toString).toList());
  }

  private static JFreeChart metric(
      Comparison comparison,
      String name,
      String unit,
      ToDoubleFunction<RunResult> value,
      boolean legend) {
    Grouping grouping = Grouping.of(comparison);
    boolean named = legend && grouping.groups().size() > 1;
    return grouping.numeric()
        ? lines(comparison, grouping, name, unit, value, named)
        : bars(comparison, grouping, name, unit, value, named);
  }

  private static JFreeChart lines(
      Comparison comparison,
      Grouping grouping,
      String name,
      String unit,
      ToDoubleFunction<RunResult> value,
      boolean legend) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (String group : grouping.groups()) {
      XYSeries series = new XYSeries(group);
      for (Comparison.Case each : comparison.cases()) {
        each.result()
            .filter(result -> each.label(grouping.others()).equals(group))
            .filter(result -> value.applyAsDouble(result) > 0)
            .ifPresent(
                result -> {
                  double x = Double.parseDouble(each.values().get(grouping.axis()));
                  xs.add(x);
                  ys.add(value.applyAsDouble(result));
                  series.add(x, value.applyAsDouble(result));
                });
      }
      style(renderer, data.getSeriesCount());
      data.addSeries(series);
    }
    XYPlot plot =
        new XYPlot(data, axis(grouping.axis(), "", xs, 2), axis(null, unit, ys, 10), renderer);
    plot.setDomainGridlinePaint(Canvas.GRID);
    plot.setRangeGridlinePaint(Canvas.GRID);
    return Canvas.chart(name, plot, legend);
  }

  private static JFreeChart bars(
      Comparison comparison,
      Grouping grouping,
      String name,
      String unit,
      ToDoubleFunction<RunResult> value,
      boolean legend) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    boolean single = grouping.groups().size() == 1;
    double most = 0;
    for (Comparison.Case each : comparison.cases()) {
      String x = each.values().getOrDefault(grouping.axis(), "");
      Double amount = each.result().map(value::applyAsDouble).orElse(null);
      // In a single group every bar is its own series, for its own colour.
      data.addValue(amount, single ? x : each.label(grouping.others()), x);
      most = Math.max(most, amount == null ? 0 : amount);
    }
    BarRenderer renderer = single ? new StackedBarRenderer() : new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setMaximumBarWidth(0.16);
    renderer.setItemMargin(0);
    renderer.setDefaultLegendShape(Canvas.LEGEND);
    for (int row = 0; row < data.getRowCount(); row++) {
      renderer.setSeriesPaint(row, Canvas.color(Palette.line(row)));
    }
    CategoryAxis names = Canvas.styled(new CategoryAxis());
    names.setMaximumCategoryLabelWidthRatio(0.45f);
    CategoryPlot plot =
        new CategoryPlot(data, names, Canvas.linear(null, unit, 1.25 * most, 4), renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Canvas.GRID);
    if (single) {
      amounts(comparison, grouping, unit, value).forEach(plot::addAnnotation);
    }
    return Canvas.chart(name, plot, legend);
  }

  private static List<CategoryTextAnnotation> amounts(
      Comparison comparison, Grouping grouping, String unit, ToDoubleFunction<RunResult> value) {
    List<CategoryTextAnnotation> labels = new ArrayList<>();
    for (Comparison.Case each : comparison.cases()) {
      double amount = each.result().map(value::applyAsDouble).orElse(0.0);
      CategoryTextAnnotation label =
          new CategoryTextAnnotation(
              " " + (each.result().isEmpty() ? "none" : Canvas.amount(amount, unit)),
              each.values().getOrDefault(grouping.axis(), ""),
              amount);
      label.setTextAnchor(TextAnchor.CENTER_LEFT);
      label.setFont(Canvas.TEXT);
      label.setPaint(Canvas.INK);
      labels.add(label);
    }
    return labels;
  }

  private static JFreeChart scatter(
      Comparison comparison, String name, ToDoubleFunction<RunResult> value) {
    Grouping grouping = Grouping.of(comparison);
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(grouping.numeric(), true);
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    XYPlot plot = new XYPlot();
    for (String group : grouping.numeric() ? grouping.groups() : grouping.xs()) {
      XYSeries series = new XYSeries(group, false);
      for (Comparison.Case each : comparison.cases()) {
        String x = each.values().getOrDefault(grouping.axis(), "");
        String own = grouping.numeric() ? each.label(grouping.others()) : x;
        RunResult result = each.result().orElse(null);
        if (result == null || !own.equals(group) || result.tpotSeconds() <= 0) {
          continue;
        }
        series.add(result.tpotSeconds(), value.applyAsDouble(result));
        xs.add(result.tpotSeconds());
        ys.add(value.applyAsDouble(result));
        if (grouping.numeric()) {
          XYTextAnnotation label =
              new XYTextAnnotation("  " + x, result.tpotSeconds(), value.applyAsDouble(result));
          label.setFont(Canvas.TEXT);
          label.setPaint(Canvas.SOFT);
          label.setTextAnchor(TextAnchor.TOP_LEFT);
          plot.addAnnotation(label);
        }
      }
      style(renderer, data.getSeriesCount());
      data.addSeries(series);
    }
    plot.setDataset(data);
    plot.setRenderer(renderer);
    plot.setDomainAxis(axis("TPOT", "s", xs, 10));
    plot.setRangeAxis(axis(name, "", ys, 10));
    plot.setDomainGridlinePaint(Canvas.GRID);
    plot.setRangeGridlinePaint(Canvas.GRID);
    return Canvas.chart("", plot, true);
  }

  private static void style(XYLineAndShapeRenderer renderer, int series) {
    renderer.setSeriesPaint(series, Canvas.color(Palette.line(series)));
    renderer.setSeriesStroke(series, Canvas.THICK);
    renderer.setSeriesShape(series, new Ellipse2D.Double(-6, -6, 12, 12));
  }

  /** Logarithmic when the values span more than a factor of {@value #WIDE}. */
  private static ValueAxis axis(String name, String unit, List<Double> values, int base) {
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (base == 2 && low > 0 && high / low > DOUBLINGS) {
      LogAxis axis = Canvas.styled(new LogAxis(name));
      axis.setBase(base);
      axis.setNumberFormatOverride(Canvas.format(unit));
      axis.setMinorTickMarksVisible(false);
      axis.setRange(low / 1.25, high * 1.25);
      return axis;
    }
    return low > 0 && high / low > WIDE
        ? Canvas.styled(new DecadeAxis(name, unit, low / 1.3, high * 1.3))
        : Canvas.linear(name, unit, 1.12 * high, 5);
  }
}
