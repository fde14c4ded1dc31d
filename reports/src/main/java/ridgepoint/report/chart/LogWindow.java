package ridgepoint.report.chart;

import java.util.List;
import ridgepoint.report.RunResult.Level;

/** What a roofline chart shows: intensities from left to right, rates from bottom to top. */
record LogWindow(double left, double right, double bottom, double top) {
  /** Pixels of the plot itself, to know which names would overlap. */
  private static final double WIDTH = 1400;

  private static final double HEIGHT = 620;

  /** Whole decades that hold all points and the ridge of every level. */
  static LogWindow of(List<OperatorPoint> points, List<Level> levels, double peak) {
    double left = points.stream().mapToDouble(OperatorPoint::intensity).min().orElse(1);
    double right = points.stream().mapToDouble(OperatorPoint::intensity).max().orElse(1);
    double bottom =
        Math.min(peak / 100, points.stream().mapToDouble(OperatorPoint::rate).min().orElse(peak));
    for (Level level : levels) {
      left = Math.min(left, peak / level.bytesPerSecond());
      right = Math.max(right, peak / level.bytesPerSecond());
    }
    return new LogWindow(
        Math.pow(10, Math.floor(Math.log10(left / 1.3))),
        Math.pow(10, Math.ceil(Math.log10(right * 1.3))),
        Math.pow(10, Math.floor(Math.log10(bottom / 3))),
        peak * 4);
  }

  double pixelsPerDecadeOfIntensity() {
    return WIDTH / Math.log10(right / left);
  }

  double pixelsPerDecadeOfRate() {
    return HEIGHT / Math.log10(top / bottom);
  }

  /** The rate that stands a share of the window's height above another. */
  double above(double rate, double share) {
    return rate * Math.pow(top / bottom, share);
  }
}
