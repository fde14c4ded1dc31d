package ridgepoint.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAnchor;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.MemoryLayout;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;

/** Horizontal bars stacked by what they are made of: time, energy, memory. */
final class BreakdownChart {
  private static final int MOST_BARS = 16;

  private BreakdownChart() {}

  /** Time by operator, stacked by what it waits for, a panel per phase. */
  static byte[] time(RunResult result) {
    Map<String, String> colors = Palette.parts(result);
    return phases(
        result,
        "Time by operator",
        "s",
        OperatorRow::latencySeconds,
        row ->
            row.parts().entrySet().stream()
                .map(e -> new Palette.Slice(e.getKey(), e.getValue(), colors.get(e.getKey())))
                .toList());
  }

  /** Energy by operator, stacked by component, a panel per phase. */
  static byte[] energy(RunResult result) {
    return phases(
        result,
        "Energy by operator",
        "J",
        OperatorRow::energyJoules,
        row -> Palette.slices(row.energy()));
  }

  private static byte[] phases(
      RunResult result,
      String title,
      String unit,
      ToDoubleFunction<OperatorRow> total,
      Function<OperatorRow, List<Palette.Slice>> slices) {
    List<JFreeChart> charts = new ArrayList<>();
    for (PhaseResult phase : result.drawnPhases()) {
      double all = phase.operators().stream().mapToDouble(total).sum();
      Map<String, List<Palette.Slice>> bars = new LinkedHashMap<>();
      Map<String, String> labels = new LinkedHashMap<>();
      phase.operators().stream()
          .filter(row -> total.applyAsDouble(row) > 0)
          .sorted(Comparator.comparingDouble(row -> -total.applyAsDouble(row)))
          .limit(MOST_BARS)
          .forEach(
              row -> {
                // Operators may share a name; categories of a chart may not.
                String name = row.name();
                while (bars.containsKey(name)) {
                  name += " ";
                }
                bars.put(name, slices.apply(row));
                labels.put(name, Quantity.percent(total.applyAsDouble(row) / all));
              });
      int more = phase.operators().size() - bars.size();
      String rest = more > 0 ? ", " + more + " smaller not shown" : "";
      charts.add(chart(phase.name() + ", " + Quantity.si(all, unit) + rest, unit, bars, labels));
    }
    return Canvas.columns(
        title + ": " + result.title(),
        result.workload() + ", " + result.fidelity() + " model",
        charts);
  }

  private static JFreeChart chart(
      String heading,
      String unit,
      Map<String, List<Palette.Slice>> bars,
      Map<String, String> labels) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    StackedBarRenderer renderer = new StackedBarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDefaultLegendShape(Canvas.LEGEND);
    renderer.setMaximumBarWidth(0.12);
    bars.forEach(
        (name, slices) -> {
          for (Palette.Slice slice : slices) {
            if (slice.amount() > 0) {
              data.addValue(slice.amount(), slice.name(), name);
              renderer.setSeriesPaint(data.getRowIndex(slice.name()), Canvas.color(slice.color()));
            }
          }
        });
    CategoryAxis names = Canvas.styled(new CategoryAxis());
    names.setMaximumCategoryLabelWidthRatio(0.45f);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    names.setCategoryMargin(0.28);
    double most = bars.values().stream().mapToDouble(BreakdownChart::total).max().orElse(1);
    NumberAxis amounts = Canvas.linear(null, unit, 1.25 * most, 5);
    CategoryPlot plot = new CategoryPlot(data, names, amounts, renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Canvas.GRID);
    bars.forEach(
        (name, slices) -> {
          double end = total(slices);
          CategoryTextAnnotation label =
              new CategoryTextAnnotation(" " + labels.get(name), name, end);
          label.setCategoryAnchor(CategoryAnchor.MIDDLE);
          label.setTextAnchor(TextAnchor.CENTER_LEFT);
          label.setFont(Canvas.TEXT);
          label.setPaint(Canvas.INK);
          plot.addAnnotation(label);
        });
    return Canvas.chart(heading, plot, true);
  }

  private static double total(List<Palette.Slice> slices) {
    return slices.stream().mapToDouble(Palette.Slice::amount).sum();
  }

  /** Memory by use, against the capacity. */
  static byte[] memory(RunResult result) {
    MemoryLayout memory = result.memory();
    Map<String, List<Palette.Slice>> bars = new LinkedHashMap<>();
    Map<String, String> labels = new LinkedHashMap<>();
    bars.put("capacity", List.of(new Palette.Slice("capacity", memory.capacityBytes(), "#c9d1dc")));
    bars.put("used", Palette.slices(memory));
    for (Palette.Slice slice : Palette.slices(memory)) {
      if (slice.amount() > 0) {
        bars.put(slice.name() + " ", List.of(slice));
      }
    }
    bars.forEach(
        (name, slices) -> {
          double amount = total(slices);
          labels.put(
              name,
              Quantity.bytes(amount)
                  + (name.equals("capacity")
                      ? ""
                      : ", " + Quantity.percent(amount / memory.capacityBytes())));
        });
    String verdict = memory.fits() ? "fits" : "does NOT fit";
    return Canvas.columns(
        "Memory: " + result.title(),
        result.workload()
            + (result.machine().devices() > 1 ? ", the fullest device" : "")
            + ": "
            + verdict
            + (memory.maximumBatchSize() > 0
                ? ", largest batch that fits: " + memory.maximumBatchSize()
                : ""),
        List.of(chart("", "B", bars, labels)));
  }
}
