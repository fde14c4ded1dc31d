package ridgepoint.report.chart;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.report.RunResult.Level;
import ridgepoint.report.RunResult.OperatorRow;

/**
 * Where an operator is at a memory level.
 *
 * @param level position in the machine's list, the farthest last
 * @param intensity operations per byte of that level's traffic
 * @param rate operations per second
 */
record OperatorPoint(OperatorRow row, int level, double intensity, double rate) {

  /** A point per operator and level that has traffic. */
  static List<OperatorPoint> of(List<OperatorRow> rows, List<Level> levels) {
    List<OperatorPoint> points = new ArrayList<>();
    for (OperatorRow row : rows) {
      for (int level = 0; level < levels.size(); level++) {
        double bytes = row.trafficBytes().getOrDefault(levels.get(level).name(), 0.0);
        if (bytes > 0 && row.operations() > 0 && row.latencySeconds() > 0) {
          points.add(
              new OperatorPoint(
                  row, level, row.operations() / bytes, row.operations() / row.latencySeconds()));
        }
      }
    }
    return points;
  }
}
