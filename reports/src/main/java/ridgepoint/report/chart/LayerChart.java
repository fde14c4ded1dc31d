package ridgepoint.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import ridgepoint.report.LayerTimeline;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.PhaseResult;

/**
 * One layer of each phase: operators one after another, and how busy each resource is meanwhile.
 */
final class LayerChart {
  private static final double LETTER_SHARE = 10.0 / 1400;

  private static final double GAP_SHARE = 0.002;

  private LayerChart() {}

  static byte[] draw(RunResult result) {
    List<JFreeChart> charts = new ArrayList<>();
    for (PhaseResult phase : result.drawnPhases()) {
      charts.add(chart(result, phase, charts.size() == result.drawnPhases().size() - 1));
    }
    return Canvas.rows(
        "Timeline of one layer: " + result.title(),
        result.workload() + ", " + result.fidelity() + " model",
        charts);
  }

  private static JFreeChart chart(RunResult result, PhaseResult phase, boolean legend) {
    LayerTimeline layer = LayerTimeline.of(phase);
    Map<String, XYIntervalSeries> byKind = new LinkedHashMap<>();
    int lanes = layer.lanes().size();
    for (LayerTimeline.Span span : layer.spans()) {
      double lane = lanes - 1 - layer.lanes().indexOf(span.lane());
      // A sliver of white between neighbours; the outline keeps the shortest visible.
      double end = span.startSeconds() + Math.max(0, span.seconds() - layer.seconds() * GAP_SHARE);
      byKind
          .computeIfAbsent(span.kind(), XYIntervalSeries::new)
          .add(span.startSeconds(), span.startSeconds(), end, lane, lane - 0.36, lane + 0.36);
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setUseYInterval(true);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDefaultLegendShape(Canvas.LEGEND);
    renderer.setLegendBar(Canvas.LEGEND);
    renderer.setDrawBarOutline(true);
    Map<String, String> colors = Palette.kinds(result);
    byKind.forEach(
        (kind, series) -> {
          renderer.setSeriesPaint(data.getSeriesCount(), Canvas.color(colors.get(kind)));
          renderer.setSeriesOutlinePaint(data.getSeriesCount(), Canvas.color(colors.get(kind)));
          renderer.setSeriesOutlineStroke(data.getSeriesCount(), Canvas.THIN);
          data.addSeries(series);
        });
    List<String> names = new ArrayList<>(layer.lanes());
    Collections.reverse(names);
    SymbolAxis resources = Canvas.styled(new SymbolAxis(null, names.toArray(String[]::new)));
    resources.setGridBandsVisible(false);
    resources.setRange(-0.6, lanes - 0.4);
    NumberAxis time = Canvas.linear(null, "s", layer.seconds(), 10);
    XYPlot plot = new XYPlot(data, time, resources, renderer);
    plot.setDomainGridlinePaint(Canvas.GRID);
    plot.setRangeGridlinesVisible(false);
    for (LayerTimeline.Span span : layer.spans()) {
      boolean fits = span.seconds() / layer.seconds() > span.operator().length() * LETTER_SHARE;
      if (span.lane().equals(LayerTimeline.OPERATORS) && fits) {
        double middle = span.startSeconds() + span.seconds() / 2;
        XYTextAnnotation label = new XYTextAnnotation(span.operator(), middle, lanes - 1);
        label.setFont(Canvas.TEXT);
        label.setPaint(Color.WHITE);
        label.setTextAnchor(TextAnchor.CENTER);
        plot.addAnnotation(label);
      }
    }
    return Canvas.chart(
        phase.name() + ", one " + layer.block() + ": " + Quantity.seconds(layer.seconds()),
        plot,
        legend);
  }
}
