package ridgepoint.exploration.result;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import ridgepoint.exploration.evaluation.Layout;
import ridgepoint.exploration.evaluation.RowColumns;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.ExperimentText;

/** The tables of a file of results, as {@link ResultFile} lists them. */
final class ResultTables {
  private ResultTables() {}

  /**
   * Creates all of them, the points' empty.
   *
   * @param version of the program
   */
  static void create(
      DuckDBConnection connection, Experiment experiment, Layout layout, String version)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE experiment (key VARCHAR, value VARCHAR)");
      statement.execute(
          "CREATE TABLE columns (position INTEGER, name VARCHAR, role VARCHAR, source VARCHAR,"
              + " unit VARCHAR)");
      statement.execute(
          "CREATE TABLE goals (position INTEGER, kind VARCHAR, formula VARCHAR, direction"
              + " VARCHAR)");
      statement.execute("CREATE TABLE points (" + String.join(", ", pointColumns(layout)) + ")");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("schema", ResultFile.SCHEMA);
    facts.put("ridgepoint", version);
    facts.put("name", experiment.name());
    facts.put("experiment", ExperimentText.of(experiment));
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      insert(connection, "INSERT INTO experiment VALUES (?, ?)", fact.getKey(), fact.getValue());
    }
    describeColumns(connection, layout);
    describeGoals(connection, experiment);
  }

  private static void describeColumns(DuckDBConnection connection, Layout layout)
      throws SQLException {
    for (int i = 0; i < layout.columns().size(); i++) {
      Layout.Column column = layout.columns().get(i);
      insert(
          connection,
          "INSERT INTO columns VALUES (?, ?, ?, ?, ?)",
          i,
          column.name(),
          column.role().name().toLowerCase(Locale.ROOT),
          column.source(),
          column.unit().map(unit -> unit.name().toLowerCase(Locale.ROOT)).orElse(null));
    }
  }

  private static void describeGoals(DuckDBConnection connection, Experiment experiment)
      throws SQLException {
    int position = 0;
    for (Experiment.Goal goal : experiment.objectives()) {
      insert(
          connection,
          "INSERT INTO goals VALUES (?, 'objective', ?, ?)",
          position++,
          goal.formula(),
          goal.maximized() ? "maximize" : "minimize");
    }
    for (String constraint : experiment.constraints()) {
      insert(
          connection,
          "INSERT INTO goals VALUES (?, 'constraint', ?, NULL)",
          position++,
          constraint);
    }
  }

  private static List<String> pointColumns(Layout layout) {
    List<String> columns = new ArrayList<>();
    columns.add(RowColumns.ID + " BIGINT");
    for (Layout.Column column : layout.columns()) {
      columns.add(column.name() + (column.isText() ? " VARCHAR" : " DOUBLE"));
    }
    columns.add(RowColumns.FEASIBLE + " BOOLEAN");
    columns.add(RowColumns.PREFILL_BOUND + " VARCHAR");
    columns.add(RowColumns.DECODE_BOUND + " VARCHAR");
    columns.add(RowColumns.FAILURE + " VARCHAR");
    return columns;
  }

  private static void insert(DuckDBConnection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  /** Replaces the table of a name by one of these columns and rows. */
  static void replace(
      DuckDBConnection connection, String name, List<String> columns, List<List<Object>> rows)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TABLE " + name + " (" + String.join(", ", columns) + ")");
    }
    String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
    for (List<Object> row : rows) {
      insert(connection, "INSERT INTO " + name + " VALUES (" + places + ")", row.toArray());
    }
  }
}
