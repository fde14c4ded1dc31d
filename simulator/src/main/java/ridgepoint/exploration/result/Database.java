package ridgepoint.exploration.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import ridgepoint.input.InputException;

/** Opens DuckDB files, and says in a user's words what is wrong with them. */
final class Database {
  /** DuckDB's share of memory: results stream through it. */
  private static final String MEMORY = "256MB";

  private Database() {}

  /**
   * Opens a file.
   *
   * @param readOnly whether several readers may have it open at once
   * @throws InputException when another process writes to it, or it is no whole DuckDB file
   */
  static DuckDBConnection open(Path file, boolean readOnly) {
    if (readOnly && !Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file");
    }
    Properties properties = new Properties();
    properties.setProperty("memory_limit", MEMORY);
    properties.setProperty("threads", "1");
    properties.setProperty("preserve_insertion_order", "true");
    properties.setProperty("autoinstall_known_extensions", "false");
    if (readOnly) {
      properties.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
    }
    try {
      return (DuckDBConnection)
          new DuckDBDriver().connect("jdbc:duckdb:" + file.toAbsolutePath(), properties);
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** What went wrong with a file. */
  static InputException failure(Path file, SQLException cause) {
    String message = firstLine(String.valueOf(cause.getMessage()));
    String lower = message.toLowerCase(Locale.ROOT);
    String problem;
    if (lower.contains("conflicting lock") || lower.contains("could not set lock")) {
      problem = "another process has it open for writing; wait for it, or name another file";
    } else if (lower.contains("no space left") || lower.contains("file too large")) {
      problem = "the disk is full (" + message + "); what was stored before is intact";
    } else if (lower.contains("not a valid duckdb")
        || lower.contains("corrupt")
        || lower.contains("checksum")
        || lower.contains("serialization")
        || lower.contains("could not read")) {
      problem = "is no whole DuckDB file, or was torn: " + message;
    } else {
      problem = message;
    }
    return new InputException(file + ": " + problem, cause);
  }

  static String firstLine(String text) {
    List<String> lines = text.strip().lines().toList();
    String line = lines.isEmpty() ? "" : lines.get(0);
    for (String each : lines) {
      if (each.startsWith("Error: ")) { // what a failed streaming query was about
        line = each.substring("Error: ".length());
      }
    }
    return line.replaceFirst("^(java[.]sql[.]SQLException: )+", "");
  }
}
