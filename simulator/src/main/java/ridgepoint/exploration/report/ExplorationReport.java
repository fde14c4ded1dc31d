package ridgepoint.exploration.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Search;
import ridgepoint.exploration.result.Stored;
import ridgepoint.exploration.result.StoredPoints;
import ridgepoint.exploration.result.StoredPoints.StoredPoint;
import ridgepoint.exploration.space.Axis;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.ExplorationResult.Bar;
import ridgepoint.report.ExplorationResult.Counts;
import ridgepoint.report.ExplorationResult.Design;
import ridgepoint.report.ExplorationResult.Point;
import ridgepoint.report.ExplorationResult.Sensitivity;
import ridgepoint.report.ExplorationResult.Standing;

/** Reads from stored results what a report shows; its size does not grow with theirs. */
public final class ExplorationReport {
  /** Points drawn beside those of the frontier. */
  private static final int DRAWN = 2500;

  /** Points drawn of a long frontier. */
  private static final int DRAWN_FRONTIER = 500;

  /** Designs in the table; each takes some evaluations. */
  private static final int DESIGNS = 60;

  private final Stored stored;
  private final Evaluator evaluator;
  private final StoredPoints points;
  private final ShownColumns shown;

  private ExplorationReport(Stored stored, Evaluator evaluator, Search search) {
    this.stored = stored;
    this.evaluator = evaluator;
    points = new StoredPoints(stored, evaluator.layout(), shown(evaluator, search));
    shown = new ShownColumns(evaluator);
  }

  /**
   * What there is to see.
   *
   * @param evaluator of the experiment, whose search has ended
   * @param search of it
   */
  public static ExplorationResult of(Stored stored, Evaluator evaluator, Search search) {
    return new ExplorationReport(stored, evaluator, search).result(search);
  }

  /** Points of a successive search that were only bounded would lie in front of its frontier. */
  private static String shown(Evaluator evaluator, Search search) {
    if (search.method() != Search.Method.SUCCESSIVE) {
      return "true";
    }
    List<Axis> axes = evaluator.experiment().axes();
    Axis fidelity = axes.get(axes.size() - 1);
    return fidelity.name() + " <> '" + fidelity.values().at(0) + "'";
  }

  private ExplorationResult result(Search search) {
    Counts counts = counts();
    List<StoredPoint> frontier =
        even(points.points("JOIN frontier USING (id) ORDER BY rank"), DRAWN_FRONTIER);
    List<Point> drawn = new ArrayList<>(frontier.stream().map(p -> point(p, true)).toList());
    Set<Long> known = new HashSet<>(frontier.stream().map(StoredPoint::id).toList());
    points.evenly(DRAWN).stream()
        .filter(point -> !known.contains(point.id()))
        .forEach(point -> drawn.add(point(point, false)));
    DesignMoves moves = new DesignMoves(evaluator, shown);
    List<Design> designs =
        even(frontier, DESIGNS).stream()
            .map(point -> new Design(point(point, true), moves.of(point.row())))
            .toList();
    Experiment experiment = evaluator.experiment();
    return new ExplorationResult(
        stored.facts().get("ridgepoint"),
        experiment.name(),
        inputs(experiment, search),
        counts,
        shown.columns(),
        shown.goals(),
        !experiment.objectives().isEmpty(),
        drawn,
        designs,
        counts.feasible() == 0 ? List.of() : new HeatMaps(points, evaluator.layout(), shown).maps(),
        sensitivities());
  }

  private Counts counts() {
    List<Object> row =
        points.row(
            "SELECT count(*), count(*) FILTER (feasible), count(failure),"
                + " (SELECT failure FROM points WHERE failure IS NOT NULL ORDER BY id LIMIT 1),"
                + " (SELECT count(*) FROM frontier) FROM points");
    return new Counts(
        number(row.get(0)),
        number(row.get(1)),
        number(row.get(2)),
        Objects.toString(row.get(3), ""),
        number(row.get(4)));
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private Point point(StoredPoint point, boolean frontier) {
    Standing standing =
        frontier ? Standing.FRONTIER : point.feasible() ? Standing.FEASIBLE : Standing.INFEASIBLE;
    return new Point(
        point.id(), shown.values(point.row()), standing, point.prefillBound(), point.decodeBound());
  }

  /** So many of a list at most, evenly spaced, both ends included. */
  private static <T> List<T> even(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  private static Map<String, String> inputs(Experiment experiment, Search search) {
    Map<String, String> inputs = new LinkedHashMap<>();
    experiment.base().forEach((option, values) -> inputs.put(option, String.join(" ", values)));
    experiment.linked().forEach((key, formula) -> inputs.put("linked " + key, formula));
    experiment.derived().forEach((name, formula) -> inputs.put("derived " + name, formula));
    if (!experiment.constraints().isEmpty()) {
      inputs.put("constraints", String.join("; ", experiment.constraints()));
    }
    experiment
        .objectives()
        .forEach(
            goal ->
                inputs.merge(
                    goal.maximized() ? "maximize" : "minimize",
                    goal.formula(),
                    (one, two) -> one + ", " + two));
    inputs.put("search", search.method().id());
    if (search.method() == Search.Method.SUCCESSIVE) {
      inputs.put("not drawn", "points that the cheapest fidelity ruled out");
    }
    return inputs;
  }

  /** What the table {@code sensitivity} says, the longest bars first. */
  private List<Sensitivity> sensitivities() {
    if (!points.hasTable("sensitivity")) {
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    Map<String, List<Bar>> bars = new LinkedHashMap<>();
    Map<String, Double> bases = new LinkedHashMap<>();
    stored.query(
        "SELECT * FROM sensitivity",
        columns::addAll,
        row -> {
          boolean shares = columns.contains("first_order");
          String quantity = row.get(0).toString();
          double low = value(row.get(shares ? 2 : 3));
          double high = value(row.get(shares ? 3 : 4));
          bases.put(quantity, shares ? 0 : value(row.get(2)));
          String axis = axisName(row.get(1).toString());
          bars.computeIfAbsent(quantity, key -> new ArrayList<>()).add(new Bar(axis, low, high));
        });
    boolean shares = columns.contains("first_order");
    List<Sensitivity> all = new ArrayList<>();
    bars.forEach(
        (quantity, list) -> {
          list.sort(Comparator.comparingDouble(bar -> -length(bar, shares)));
          String unit = shares ? "" : ShownColumns.unitOf(quantity);
          all.add(new Sensitivity(quantity, shares, unit, bases.get(quantity), list));
        });
    return all;
  }

  private String axisName(String column) {
    return evaluator.layout().columns().stream()
        .filter(each -> each.name().equals(column))
        .map(each -> each.source())
        .findFirst()
        .orElse(column);
  }

  private static double length(Bar bar, boolean shares) {
    double length = shares ? bar.high() : Math.abs(bar.high() - bar.low());
    return Double.isNaN(length) ? 0 : length;
  }

  private static double value(Object number) {
    return number == null ? Double.NaN : ((Number) number).doubleValue();
  }
}
