package ridgepoint.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/**
 * The names beside points.
 *
 * @param points at one memory level
 * @param seconds that all of the phase takes
 */
record PointNames(List<OperatorPoint> points, double seconds, LogWindow window) {
  /** Pixels. */
  private static final double LETTER = 11;

  private static final double NAME_ROW = 30;
  private static final double CLOSE = 45;

  /** A point that is named, where it is in pixels, and half the width of its name. */
  private record Name(OperatorPoint point, double x, double y, double half) {}

  /**
   * Names the points where there is room, those that take most time first; points close to a named
   * one are counted in its name.
   */
  void draw(XYPlot plot) {
    List<Name> named = new ArrayList<>();
    double xScale = window.pixelsPerDecadeOfIntensity();
    double yScale = window.pixelsPerDecadeOfRate();
    Map<OperatorPoint, Integer> hidden = new LinkedHashMap<>();
    for (OperatorPoint point : byTime(points)) {
      double x = Math.log10(point.intensity()) * xScale;
      double y = Math.log10(point.rate()) * yScale;
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
      OperatorPoint point = name.point();
      double share = point.row().latencySeconds() / seconds;
      double below = (12 + 14 * Math.sqrt(share)) / yScale;
      int more = hidden.getOrDefault(point, 0);
      XYTextAnnotation label =
          Canvas.label(
              point.row().name() + (more > 0 ? " +" + more : ""),
              point.intensity(),
              point.rate() / Math.pow(10, below));
      label.setTextAnchor(TextAnchor.TOP_CENTER);
      plot.addAnnotation(label);
    }
  }

  private static List<OperatorPoint> byTime(List<OperatorPoint> points) {
    return points.stream()
        .sorted(Comparator.comparingDouble((OperatorPoint p) -> -p.row().latencySeconds()))
        .toList();
  }
}
