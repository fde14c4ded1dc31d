package ridgepoint.report;

import java.util.List;
import java.util.Map;

/**
 * An explored design space, as much of it as is shown.
 *
 * @param name of the experiment
 * @param inputs what all designs share, the constraints and the search, in a fixed order
 * @param columns of the points
 * @param goals what designs are compared by: the objectives, or TPOT and TTFT where there are none
 * @param ranked whether there are objectives, and so a frontier
 * @param points drawn: the frontier and an even choice of the others that have results
 * @param designs of the frontier, the best in the first objective first; some of it when it is long
 * @param heatMaps for pairs of axes and each goal
 * @param sensitivities for each quantity; empty unless the search was for it
 */
public record ExplorationResult(
    String version,
    String name,
    Map<String, String> inputs,
    Counts counts,
    List<Column> columns,
    List<Goal> goals,
    boolean ranked,
    List<Point> points,
    List<Design> designs,
    List<HeatMap> heatMaps,
    List<Sensitivity> sensitivities) {
  public ExplorationResult {
    columns = List.copyOf(columns);
    goals = List.copyOf(goals);
    points = List.copyOf(points);
    designs = List.copyOf(designs);
    heatMaps = List.copyOf(heatMaps);
    sensitivities = List.copyOf(sensitivities);
  }

  /**
   * How many points there are.
   *
   * @param failed without results
   * @param firstFailure why the first of them has none; empty when all have
   * @param frontier points on it
   */
  public record Counts(
      long points, long feasible, long failed, String firstFailure, long frontier) {}

  /** What a column is. */
  public enum Role {
    AXIS,
    OBJECTIVE,
    QUANTITY
  }

  /**
   * One number of every point.
   *
   * @param unit in which it is given; prefixes are for showing
   * @param words of an axis whose values are words; a point then holds the index of one
   */
  public record Column(String name, Role role, String unit, List<String> words) {
    /** Units that take no prefixes. */
    private static final List<String> PLAIN = List.of("", "USD", "mm²");

    private static final double MEBIBYTE = 1 << 20;

    public Column {
      words = List.copyOf(words);
    }

    /** Whether values are shown without prefixes: nobody says kilodollars. */
    private boolean isPlain() {
      return PLAIN.contains(unit);
    }

    /** Its name, with the unit where its values are without one on axes. */
    public String heading() {
      return isPlain() && !unit.isEmpty() ? name + " in " + unit : name;
    }

    /** The unit of its values on axes. */
    public String axisUnit() {
      return isPlain() ? "" : unit;
    }

    /** A value for people. */
    public String text(double value) {
      if (!words.isEmpty()) {
        int index = (int) value;
        return index >= 0 && index < words.size() ? words.get(index) : "-";
      }
      if (Double.isNaN(value)) {
        return "-";
      }
      if (unit.equals("B") && value % MEBIBYTE == 0 && value % 1e6 != 0) {
        return Quantity.plain(value / MEBIBYTE) + " MiB";
      }
      if (isPlain()) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        String digits = whole ? Long.toString((long) value) : Quantity.plain(value);
        return unit.isEmpty() ? digits : digits + " " + unit;
      }
      return Quantity.si(value, unit);
    }
  }

  /**
   * What designs are compared by.
   *
   * @param column its number in every point
   * @param maximized whether more is better
   */
  public record Goal(int column, boolean maximized) {
    /** Whether a value is better than another; a number is better than none. */
    public boolean better(double value, double other) {
      return Double.isNaN(other) ? !Double.isNaN(value) : maximized ? value > other : value < other;
    }
  }

  /** How a point stands to constraints and to others. */
  public enum Standing {
    FRONTIER,
    FEASIBLE,
    INFEASIBLE
  }

  /**
   * A point with results.
   *
   * @param values of the columns; not a number where there is none
   * @param prefillBound what limits its prefill
   * @param decodeBound what limits its decoding; empty when it does not decode
   */
  public record Point(
      long id, List<Double> values, Standing standing, String prefillBound, String decodeBound) {
    public Point {
      values = List.copyOf(values);
    }
  }

  /**
   * A design of the frontier.
   *
   * @param moves for each goal, the step along one axis that helps it most, and what it costs
   */
  public record Design(Point point, List<String> moves) {
    public Design {
      moves = List.copyOf(moves);
    }
  }

  /**
   * The best that is feasible for each pair of values of two axes, over all others.
   *
   * @param x column of the axis to the right
   * @param y column of the axis upwards
   * @param goal number of the goal
   * @param rows from the bottom, cells of each from the left; not a number where nothing is
   *     feasible
   */
  public record HeatMap(
      int x, int y, int goal, List<String> xs, List<String> ys, List<List<Double>> rows) {
    public HeatMap {
      xs = List.copyOf(xs);
      ys = List.copyOf(ys);
      rows = List.copyOf(rows);
    }
  }

  /**
   * What axes do to a quantity.
   *
   * @param shares whether bars are shares of variance (Sobol indices: alone, and with others), not
   *     values at the two ends of an axis (tornado)
   * @param unit of the quantity
   * @param base value in the middle of a tornado; 0 for shares
   * @param bars the longest first
   */
  public record Sensitivity(
      String quantity, boolean shares, String unit, double base, List<Bar> bars) {
    public Sensitivity {
      bars = List.copyOf(bars);
    }
  }

  /** One axis of a sensitivity; low and high are not a number where a point has no result. */
  public record Bar(String axis, double low, double high) {}

  /** In a line. */
  public String subtitle() {
    return counts.points()
        + " points, "
        + counts.feasible()
        + " feasible"
        + (counts.failed() > 0 ? ", " + counts.failed() + " without a result" : "")
        + (ranked ? ", " + counts.frontier() + " on the frontier" : "");
  }

  /** What is not drawn, in a sentence; empty when all is. */
  public String thinning() {
    long withResults = counts.points() - counts.failed();
    if (points.size() >= withResults) {
      return "";
    }
    long onFrontier = points.stream().filter(p -> p.standing() == Standing.FRONTIER).count();
    String frontier =
        onFrontier < counts.frontier()
            ? "an even choice of the frontier and of the others"
            : ranked ? "the frontier and an even choice of the others" : "an even choice";
    return points.size()
        + " of "
        + withResults
        + " points are drawn: "
        + frontier
        + ". Heat maps and counts take in all.";
  }
}
