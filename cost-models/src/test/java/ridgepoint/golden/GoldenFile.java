package ridgepoint.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Files of the shared material beside the repository: found in the folder that the environment
 * variable {@code RIDGEPOINT_SHARED} names, or as {@code shared} beside any folder above the
 * working directory.
 */
public final class GoldenFile {
  private GoldenFile() {}

  /** The lines of a file, unpacked when its name ends in {@code .gz}; skips the test without it. */
  public static List<String> lines(String name) throws IOException {
    Optional<Path> file = find(name);
    Assumptions.assumeTrue(
        file.isPresent(),
        name
            + " is not beside the repository; set RIDGEPOINT_SHARED to the folder of shared files");
    if (!name.endsWith(".gz")) {
      return Files.readAllLines(file.get());
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file.get())), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** The rows of a CSV file by column; skips the test when the file is absent. */
  public static List<Map<String, String>> rows(String name) throws IOException {
    List<String> lines = lines(name);
    String[] columns = cells(lines.get(0));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = cells(line);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** Commas inside quotes do not separate. */
  private static String[] cells(String line) {
    return line.contains("\"")
        ? line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)
        : line.split(",", -1);
  }

  private static Optional<Path> find(String name) {
    List<Path> folders = new ArrayList<>();
    String named = System.getenv("RIDGEPOINT_SHARED");
    if (named != null) {
      folders.add(Path.of(named));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      folders.add(at.resolve("shared"));
    }
    return folders.stream().map(folder -> folder.resolve(name)).filter(Files::exists).findFirst();
  }
}
