package ridgepoint.report.chart;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.report.Comparison;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.PhaseResult;

/** The charts of a result as PNG files of 1600 x 900 pixels, by file name. */
public final class ChartImages {
  private ChartImages() {}

  public static Map<String, byte[]> run(RunResult result) {
    Map<String, byte[]> images = new LinkedHashMap<>();
    if (!Roof.of(result).isEmpty()) {
      for (PhaseResult phase : result.drawnPhases()) {
        images.put("roofline-" + phase.name() + ".png", roofline(result, phase.name()));
      }
    }
    images.put("time.png", time(result));
    images.put("energy.png", BreakdownChart.energy(result));
    images.put("memory.png", BreakdownChart.memory(result));
    images.put("layer.png", LayerChart.draw(result));
    return images;
  }

  public static Map<String, byte[]> comparison(Comparison comparison) {
    Map<String, byte[]> images = new LinkedHashMap<>();
    images.put("metrics.png", ComparisonChart.metrics(comparison));
    boolean decodes =
        comparison.cases().stream()
            .flatMap(each -> each.result().stream())
            .anyMatch(result -> result.tpotSeconds() > 0);
    if (decodes) {
      images.put("trade.png", trade(comparison));
    }
    return images;
  }

  public static Map<String, byte[]> exploration(ExplorationResult exploration) {
    Map<String, byte[]> images = new LinkedHashMap<>();
    if (!exploration.points().isEmpty()) {
      images.put("frontier.png", FrontierChart.draw(exploration));
      images.put("parallel.png", ParallelChart.draw(exploration));
    }
    if (!exploration.heatMaps().isEmpty()) {
      images.put("heat-map.png", HeatMapChart.draw(exploration));
    }
    if (!exploration.sensitivities().isEmpty()) {
      images.put("tornado.png", TornadoChart.draw(exploration));
    }
    return images;
  }

  /** A phase's operators as points under the machine's roofs. */
  public static byte[] roofline(RunResult result, String phase) {
    return RooflineChart.draw(result, result.phase(phase));
  }

  /** Time by operator, a panel per phase. */
  public static byte[] time(RunResult result) {
    return BreakdownChart.time(result);
  }

  /** TPOT against tokens per joule and per second. */
  public static byte[] trade(Comparison comparison) {
    return ComparisonChart.trade(comparison);
  }
}
