package ridgepoint.exploration.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import ridgepoint.exploration.evaluation.Layout;

/** Stored points as rows of numbers. */
public final class StoredPoints {
  private final Stored stored;
  private final Layout layout;
  private final String condition;

  /**
   * A stored point.
   *
   * @param row as the layout orders it; not a number where there is none
   * @param prefillBound empty where there is none, as the other texts
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record StoredPoint(
      long id,
      double[] row,
      boolean feasible,
      String prefillBound,
      String decodeBound,
      String failure) {}

  /**
   * Points of some results.
   *
   * @param condition in SQL that those shown meet
   */
  public StoredPoints(Stored stored, Layout layout, String condition) {
    this.stored = stored;
    this.layout = layout;
    this.condition = condition;
  }

  /** So many points that are not on the frontier, by a hash of their numbers, in order. */
  public List<StoredPoint> evenly(int most) {
    // Every n-th would be the same value of an axis in a grid.
    return points(
            "WHERE failure IS NULL AND id NOT IN (SELECT id FROM frontier) AND "
                + condition
                + " ORDER BY hash(id), id LIMIT "
                + most)
        .stream()
        .sorted(Comparator.comparingLong(StoredPoint::id))
        .toList();
  }

  /** The one row of a question. */
  public List<Object> row(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    stored.query(sql, names -> {}, rows::add);
    return rows.get(0);
  }

  public boolean hasTable(String name) {
    return ((Number)
                row("SELECT count(*) FROM information_schema.tables WHERE table_name = '"
                        + name
                        + "'")
                    .get(0))
            .longValue()
        > 0;
  }

  /**
   * All columns of some points.
   *
   * @param which what follows {@code SELECT points.* FROM points}
   */
  public List<StoredPoint> points(String which) {
    List<StoredPoint> points = new ArrayList<>();
    each(which, points::add);
    return points;
  }

  /**
   * The same one by one.
   *
   * @param which what follows {@code SELECT points.* FROM points}
   */
  public void each(String which, Consumer<StoredPoint> taker) {
    int width = layout.columns().size();
    stored.query(
        "SELECT points.* FROM points " + which,
        names -> {},
        values -> {
          double[] row = new double[width];
          for (int i = 0; i < width; i++) {
            row[i] = number(i, values.get(i + 1));
          }
          taker.accept(
              new StoredPoint(
                  ((Number) values.get(0)).longValue(),
                  row,
                  (Boolean) values.get(width + 1),
                  Objects.toString(values.get(width + 2), ""),
                  Objects.toString(values.get(width + 3), ""),
                  Objects.toString(values.get(width + 4), "")));
        });
  }

  /** Some columns of all feasible points; the others are not a number. */
  public void feasible(List<Integer> positions, Consumer<double[]> each) {
    String names =
        String.join(", ", positions.stream().map(i -> layout.columns().get(i).name()).toList());
    double[] row = new double[layout.columns().size()];
    Arrays.fill(row, Double.NaN);
    stored.query(
        "SELECT " + names + " FROM points WHERE feasible AND " + condition,
        header -> {},
        values -> {
          for (int i = 0; i < positions.size(); i++) {
            row[positions.get(i)] = number(positions.get(i), values.get(i));
          }
          each.accept(row);
        });
  }

  private double number(int position, Object value) {
    if (value == null) {
      return Double.NaN;
    }
    Layout.Column column = layout.columns().get(position);
    return column.isText()
        ? column.texts().indexOf(value.toString())
        : ((Number) value).doubleValue();
  }
}
