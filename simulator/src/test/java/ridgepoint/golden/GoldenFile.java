package ridgepoint.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of one file of golden results, which lie outside the repository. */
final class GoldenFile {
  private static final String LOCATION = "RIDGEPOINT_SHARED";

  private GoldenFile() {}

  /** The rows by column name; skips the test when the shared material is not there. */
  static List<Map<String, String>> rows(String name) {
    Path file = shared().resolve("golden").resolve(name);
    assumeTrue(Files.exists(file), "no golden file " + file + "; set " + LOCATION);
    try {
      List<String> lines = Files.readAllLines(file);
      List<String> header = cells(lines.get(0));
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        List<String> cells = cells(line);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size() && i < cells.size(); i++) {
          row.putIfAbsent(header.get(i), cells.get(i));
          if (row.get(header.get(i)).isEmpty()) {
            row.put(header.get(i), cells.get(i));
          }
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** The folder {@code shared} beside the repository, or where the environment says. */
  private static Path shared() {
    String given = System.getenv(LOCATION);
    if (given != null) {
      return Path.of(given);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared").resolve("golden"))) {
        return at.resolve("shared");
      }
    }
    return Path.of("shared");
  }

  /** The files have no quoted commas but in error texts, which no test reads. */
  private static List<String> cells(String line) {
    return List.of(line.split(",", -1));
  }

  static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  static long whole(Map<String, String> row, String column) {
    return Math.round(number(row, column));
  }
}
