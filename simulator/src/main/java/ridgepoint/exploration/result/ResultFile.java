package ridgepoint.exploration.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Layout;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.ExperimentText;
import ridgepoint.input.InputException;

/**
 * The results of one experiment, being written. Points are appended in the order of their numbers;
 * what was committed survives whatever happens to the process. Tables:
 *
 * <ul>
 *   <li>{@code experiment}: key and value; {@code schema}, {@code ridgepoint}, {@code experiment}
 *       (its text), {@code name}
 *   <li>{@code columns}: position, name, role (axis, measure, derived), source, unit of the columns
 *       of points
 *   <li>{@code goals}: position, kind (objective, constraint), formula, direction
 *   <li>{@code points}: id, the columns, feasible, prefill_bound, decode_bound, failure
 *   <li>{@code frontier}, once finished: rank, id of the points that none beats in every objective
 *   <li>{@code sensitivity}, of a sensitivity analysis: quantity, axis, and what it found
 * </ul>
 */
public final class ResultFile implements AutoCloseable {
  public static final String SCHEMA = "ridgepoint.exploration/1";

  private final Path file;
  private final Layout layout;
  private final DuckDBConnection connection;
  private DuckDBAppender appender;
  private long next;

  private ResultFile(Path file, Layout layout, DuckDBConnection connection) {
    this.file = file;
    this.layout = layout;
    this.connection = connection;
  }

  /**
   * A new file for an experiment.
   *
   * @param version of the program
   * @throws InputException when the file exists already or cannot be written
   */
  public static ResultFile create(Path file, Experiment experiment, Layout layout, String version) {
    if (Files.exists(file)) {
      throw new InputException(
          file + " exists already; --resume continues it, or name another file");
    }
    ResultFile results = new ResultFile(file, layout, Database.open(file, false));
    try {
      results.connection.setAutoCommit(false);
      ResultTables.create(results.connection, experiment, layout, version);
      results.connection.commit();
      return results;
    } catch (SQLException e) {
      throw Database.failure(file, e);
    }
  }

  /**
   * The file of an experiment that was cut off, or is finished.
   *
   * @throws InputException when it holds another experiment, or results of another version
   */
  public static ResultFile resume(Path file, Experiment experiment, Layout layout, String version) {
    if (!Files.exists(file)) {
      return create(file, experiment, layout, version);
    }
    ResultFile results = new ResultFile(file, layout, Database.open(file, false));
    try {
      results.connection.setAutoCommit(false);
      results.checkSame(experiment, version);
      try (Statement statement = results.connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT count(*) FROM points")) {
        rows.next();
        results.next = rows.getLong(1);
      }
      results.connection.commit();
      return results;
    } catch (SQLException e) {
      throw Database.failure(file, e);
    } catch (InputException e) {
      results.close();
      throw e;
    }
  }

  private void checkSame(Experiment experiment, String version) throws SQLException {
    Map<String, String> facts = Stored.facts(file, connection);
    if (!ExperimentText.of(experiment).equals(facts.get("experiment"))) {
      throw new InputException(
          file + " holds another experiment ('" + facts.get("name") + "'); name another file");
    }
    if (!version.equals(facts.get("ridgepoint"))) {
      throw new InputException(
          file
              + " was begun by version "
              + facts.get("ridgepoint")
              + " and this is "
              + version
              + ": results would not go together");
    }
  }

  /** The number of the first point that is not stored. */
  public long next() {
    return next;
  }

  /**
   * Appends points; they are stored for good with the next {@link #commit}.
   *
   * @throws InputException when the disk is full
   */
  public void append(Batch batch) {
    if (batch.first() != next) {
      throw new IllegalStateException("point " + batch.first() + " comes after " + (next - 1));
    }
    try {
      if (appender == null) {
        appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "points");
      }
      for (int i = 0; i < batch.size(); i++) {
        append(batch, i);
      }
      next += batch.size();
    } catch (SQLException e) {
      throw Database.failure(file, e);
    }
  }

  private void append(Batch batch, int index) throws SQLException {
    appender.beginRow();
    appender.append(batch.first() + index);
    double[] row = batch.rows()[index];
    for (int i = 0; i < row.length; i++) {
      Layout.Column column = layout.columns().get(i);
      if (Double.isNaN(row[i])) {
        appender.appendNull();
      } else if (column.isText()) {
        appender.append(column.texts().get((int) row[i]));
      } else {
        appender.append(row[i]);
      }
    }
    appender.append(batch.isFeasible(index));
    appender.append(batch.prefillBound(index));
    appender.append(batch.decodeBound(index));
    appender.append(batch.failures().get(index));
    appender.endRow();
  }

  /**
   * Stores what was appended.
   *
   * @throws InputException when the disk is full
   */
  public void commit() {
    try {
      if (appender != null) {
        appender.close();
        appender = null;
      }
      connection.commit();
    } catch (SQLException e) {
      throw Database.failure(file, e);
    }
  }

  /** Replaces the table of a name, such as that of a sensitivity analysis. */
  public void table(String name, List<String> columns, List<List<Object>> rows) {
    try {
      ResultTables.replace(connection, name, columns, rows);
      connection.commit();
    } catch (SQLException e) {
      throw Database.failure(file, e);
    }
  }

  /** What is stored so far, to be asked. */
  public Stored stored() {
    return new Stored(file, connection);
  }

  /** Every stored point, in order. */
  public void each(Consumer<StoredPoints.StoredPoint> taker) {
    points().each("ORDER BY id", taker);
  }

  /** The stored points from one number to before another, in order. */
  public List<StoredPoints.StoredPoint> points(long from, long to) {
    return points().points("WHERE id >= " + from + " AND id < " + to + " ORDER BY id");
  }

  private StoredPoints points() {
    return new StoredPoints(stored(), layout, "TRUE");
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
