package ridgepoint.exploration.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ridgepoint.exploration.evaluation.Layout;
import ridgepoint.exploration.result.StoredPoints;
import ridgepoint.report.ExplorationResult.Goal;
import ridgepoint.report.ExplorationResult.HeatMap;

/** The best of each goal for every pair of values of two axes, over all points, in one pass. */
final class HeatMaps {
  /** Axes that are paired: with more a page grows large. */
  private static final int MOST_AXES = 6;

  private final ShownColumns shown;
  private final List<Cells> all = new ArrayList<>();
  private final List<AxisCells> axes;

  /** A heat map being filled. */
  private record Cells(AxisCells x, AxisCells y, int goal, double[][] best) {}

  HeatMaps(StoredPoints points, Layout layout, ShownColumns shown) {
    this.shown = shown;
    axes =
        IntStream.range(0, layout.axes())
            .mapToObj(axis -> AxisCells.of(points, layout, axis))
            .filter(axis -> axis.count() > 1)
            .limit(MOST_AXES)
            .toList();
    for (int x = 0; x < axes.size(); x++) {
      for (int y = x + 1; y < axes.size(); y++) {
        for (int goal = 0; goal < shown.goals().size(); goal++) {
          double[][] best = new double[axes.get(y).count()][axes.get(x).count()];
          for (double[] row : best) {
            Arrays.fill(row, Double.NaN);
          }
          all.add(new Cells(axes.get(x), axes.get(y), goal, best));
        }
      }
    }
    if (!all.isEmpty()) {
      points.feasible(positions(), this::add);
    }
  }

  private List<Integer> positions() {
    TreeSet<Integer> positions = new TreeSet<>();
    axes.forEach(axis -> positions.add(axis.column()));
    shown.goals().forEach(goal -> positions.addAll(shown.positions(goal)));
    return List.copyOf(positions);
  }

  private void add(double[] row) {
    double[] values =
        shown.goals().stream().mapToDouble(goal -> shown.value(goal.column(), row)).toArray();
    int[] cells = new int[row.length];
    axes.forEach(axis -> cells[axis.column()] = axis.of(row[axis.column()]));
    for (Cells map : all) {
      int x = cells[map.x().column()];
      int y = cells[map.y().column()];
      Goal goal = shown.goals().get(map.goal());
      if (x >= 0 && y >= 0 && goal.better(values[map.goal()], map.best()[y][x])) {
        map.best()[y][x] = values[map.goal()];
      }
    }
  }

  List<HeatMap> maps() {
    List<HeatMap> maps = new ArrayList<>();
    for (Cells map : all) {
      boolean empty =
          Arrays.stream(map.best()).flatMapToDouble(Arrays::stream).allMatch(Double::isNaN);
      if (!empty) {
        maps.add(
            new HeatMap(
                map.x().column(),
                map.y().column(),
                map.goal(),
                map.x().names(shown.columns().get(map.x().column())),
                map.y().names(shown.columns().get(map.y().column())),
                Arrays.stream(map.best())
                    .map(row -> Arrays.stream(row).boxed().toList())
                    .toList()));
      }
    }
    return maps;
  }
}
