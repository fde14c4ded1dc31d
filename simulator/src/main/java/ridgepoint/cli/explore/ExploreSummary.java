package ridgepoint.cli.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.exploration.evaluation.Layout;
import ridgepoint.exploration.evaluation.Measure;
import ridgepoint.exploration.expression.Expression;
import ridgepoint.exploration.expression.Objective;
import ridgepoint.exploration.result.Stored;

/**
 * What an exploration found, in short: how many points, and the best of them.
 *
 * @param top points shown
 */
record ExploreSummary(ExploreSearch search, Stored stored, Path file, int top) {
  private static final List<Measure> STANDARD =
      List.of(Measure.TTFT, Measure.TPOT, Measure.AREA, Measure.PRICE);

  String text(OutputOptions output) {
    PointRows best = best();
    return switch (output.formatOr(OutputFormat.TABLE)) {
      case TABLE ->
          counts()
              + (best.rows().isEmpty() ? "" : "\n" + best.text(OutputFormat.TABLE))
              + sensitivity();
      case JSON -> best.text(OutputFormat.JSON);
      case CSV -> best.text(OutputFormat.CSV);
    };
  }

  private String counts() {
    Map<String, Object> row =
        rows("SELECT count(*) AS points, count(*) FILTER (feasible) AS feasible, count(failure) AS"
                + " failed, (SELECT count(*) FROM frontier) AS frontier FROM points")
            .rows()
            .get(0);
    String reason = "";
    if (!row.get("failed").equals(0L)) {
      Map<String, Object> first =
          rows("SELECT failure FROM points WHERE failure IS NOT NULL ORDER BY id LIMIT 1")
              .rows()
              .get(0);
      reason = " (first: " + first.get("failure") + ")";
    }
    return "%s points, %s feasible, %s without a result%s, %s on the frontier; all in %s\n"
        .formatted(
            row.get("points"),
            row.get("feasible"),
            row.get("failed"),
            reason,
            row.get("frontier"),
            file);
  }

  private PointRows best() {
    boolean ranked = !search.evaluator().objectives().isEmpty();
    String columns = String.join(", ", columns());
    return rows(
        ranked
            ? "SELECT id, "
                + columns
                + " FROM points JOIN frontier USING (id) ORDER BY rank LIMIT "
                + top
            : "SELECT id, "
                + columns
                + " FROM points WHERE feasible ORDER BY tpot_seconds, ttft_seconds, id LIMIT "
                + top);
  }

  /** Axes, what objectives use, and bounds. */
  private Set<String> columns() {
    Layout layout = search.evaluator().layout();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < layout.axes(); i++) {
      names.add(layout.columns().get(i).name());
    }
    for (Objective objective : search.evaluator().objectives()) {
      Expression value = objective.value();
      for (int position : value.positions()) {
        names.add(layout.columns().get(position).name());
      }
    }
    STANDARD.forEach(measure -> names.add(measure.column()));
    names.add("prefill_bound");
    names.add("decode_bound");
    return names;
  }

  private String sensitivity() {
    PointRows tables =
        rows("SELECT table_name FROM information_schema.tables WHERE table_name = 'sensitivity'");
    return tables.rows().isEmpty()
        ? ""
        : "\n" + rows("SELECT * FROM sensitivity").text(OutputFormat.TABLE);
  }

  private PointRows rows(String sql) {
    List<String> columns = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    stored.query(
        sql,
        columns::addAll,
        values -> {
          Map<String, Object> row = new LinkedHashMap<>();
          for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), values.get(i));
          }
          rows.add(row);
        });
    return new PointRows(columns, rows);
  }
}
