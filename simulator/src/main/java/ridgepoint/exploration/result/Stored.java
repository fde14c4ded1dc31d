package ridgepoint.exploration.result;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import ridgepoint.input.InputException;

/** Stored results, to be asked in SQL. */
public final class Stored implements AutoCloseable {
  private final Path file;
  private final DuckDBConnection connection;

  Stored(Path file, DuckDBConnection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens a file to read it.
   *
   * @throws InputException when it is no file of results, or is being written to
   */
  public static Stored open(Path file) {
    Stored stored = new Stored(file, Database.open(file, true));
    try {
      facts(file, stored.connection);
    } catch (InputException e) {
      stored.close();
      throw e;
    }
    return stored;
  }

  /** What the file says of itself. */
  public Map<String, String> facts() {
    return facts(file, connection);
  }

  static Map<String, String> facts(Path file, DuckDBConnection connection) {
    Map<String, String> facts = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT key, value FROM experiment")) {
      while (rows.next()) {
        facts.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw new InputException(file + " holds no results of an exploration", e);
    }
    return facts;
  }

  /**
   * Asks a question.
   *
   * @param header receives the names of the columns, once
   * @param each receives every row: numbers, texts, booleans, null
   * @throws InputException with what is wrong with the question
   */
  public void query(String sql, Consumer<List<String>> header, Consumer<List<Object>> each) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
      }
      header.accept(names);
      while (rows.next()) {
        List<Object> row = new ArrayList<>(names.size());
        for (int i = 1; i <= names.size(); i++) {
          row.add(rows.getObject(i));
        }
        each.accept(row);
      }
    } catch (SQLException e) {
      throw new InputException(Database.firstLine(String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Writes all points, in their order, to a Parquet or CSV file.
   *
   * @throws InputException when the name ends in neither, or the file cannot be written
   */
  public void export(Path target) {
    String name = target.getFileName().toString();
    String options;
    if (name.endsWith(".parquet")) {
      options = "(FORMAT parquet, COMPRESSION zstd)";
    } else if (name.endsWith(".csv")) {
      options = "(FORMAT csv, HEADER)";
    } else {
      throw new InputException("--export " + target + ": a name in .parquet or .csv is wanted");
    }
    String quoted = target.toAbsolutePath().toString().replace("'", "''");
    try (Statement statement = connection.createStatement()) {
      statement.execute("COPY (SELECT * FROM points ORDER BY id) TO '" + quoted + "' " + options);
    } catch (SQLException e) {
      throw Database.failure(target, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Database.failure(file, e);
    }
  }
}
