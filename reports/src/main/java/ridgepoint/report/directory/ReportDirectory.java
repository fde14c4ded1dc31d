package ridgepoint.report.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ridgepoint.input.InputException;
import ridgepoint.report.Comparison;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.RunResult;
import ridgepoint.report.Validation;
import ridgepoint.report.chart.ChartImages;
import ridgepoint.report.page.ComparisonPage;
import ridgepoint.report.page.ExplorationPage;
import ridgepoint.report.page.HtmlReport;
import ridgepoint.report.page.ValidationPage;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonReport;
import ridgepoint.report.text.ValidationText;
import ridgepoint.report.trace.LayerTrace;

/**
 * A directory with everything there is to see of a result. All files are made in memory, written to
 * a temporary directory on the same disk and only then moved into place: on failure nothing new is
 * there. Other files in an existing directory are left alone.
 */
public final class ReportDirectory {
  private ReportDirectory() {}

  /**
   * Writes the page, the charts, the numbers and the trace of a run.
   *
   * @throws InputException when it cannot be written, with the reason in one line
   */
  public static void write(RunResult result, Path directory) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "index.html", HtmlReport.run(result));
    put(files, "result.json", JsonReport.run(result));
    put(files, "operators.csv", CsvReport.run(result));
    put(files, "layer-trace.json", LayerTrace.run(result));
    files.putAll(ChartImages.run(result));
    write(files, directory);
  }

  /**
   * Writes the page, the charts and the numbers of a comparison or sweep.
   *
   * @throws InputException when it cannot be written, with the reason in one line
   */
  public static void write(Comparison comparison, Path directory) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "index.html", ComparisonPage.comparison(comparison));
    put(files, comparison.command() + ".json", JsonReport.comparison(comparison));
    put(files, comparison.command() + ".csv", CsvReport.comparison(comparison));
    files.putAll(ChartImages.comparison(comparison));
    write(files, directory);
  }

  /**
   * Writes the page and the numbers of a validation.
   *
   * @throws InputException when it cannot be written, with the reason in one line
   */
  public static void write(Validation validation, Path directory) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "index.html", ValidationPage.of(validation));
    put(files, "validate.json", ValidationText.json(validation));
    put(files, "validate.csv", ValidationText.csv(validation));
    put(files, "predictions.csv", ValidationText.predictions(validation));
    write(files, directory);
  }

  /**
   * Writes the page and the charts of an exploration.
   *
   * @throws InputException when it cannot be written, with the reason in one line
   */
  public static void write(ExplorationResult exploration, Path directory) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "index.html", ExplorationPage.of(exploration));
    files.putAll(ChartImages.exploration(exploration));
    write(files, directory);
  }

  private static void put(Map<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Refuses what can be seen to be no place for a report, before anything is computed for it.
   *
   * @throws InputException with the reason in one line
   */
  public static void check(Path directory) {
    if (directory.toString().isBlank()) {
      throw new InputException("cannot write a report: the name of its directory is empty");
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new InputException("cannot write " + directory + ": it is not a directory");
    }
  }

  static void write(Map<String, byte[]> files, Path directory) {
    check(directory);
    Path target = directory.toAbsolutePath().normalize();
    List<Path> created = missingParents(target);
    boolean existed = Files.isDirectory(target);
    // Inside an existing directory, whose parent may belong to someone else; beside a new one.
    Path temporary =
        existed ? OutputFile.temporary(target.resolve("report")) : OutputFile.temporary(target);
    boolean done = false;
    try {
      Files.createDirectories(temporary);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(temporary.resolve(file.getKey()), file.getValue());
      }
      if (existed) {
        for (String name : files.keySet()) {
          Files.move(
              temporary.resolve(name),
              target.resolve(name),
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.ATOMIC_MOVE);
        }
      } else {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      }
      done = true;
    } catch (IOException failure) {
      throw new InputException(
          "cannot write " + directory + ": " + OutputFile.reason(failure), failure);
    } finally {
      clear(temporary);
      if (!done) {
        created.forEach(ReportDirectory::remove);
      }
    }
  }

  /** Parents that will have to be made, innermost first. */
  private static List<Path> missingParents(Path target) {
    List<Path> missing = new ArrayList<>();
    Path parent = target.getParent();
    while (parent != null && !Files.exists(parent)) {
      missing.add(parent);
      parent = parent.getParent();
    }
    return missing;
  }

  private static void clear(Path temporary) {
    if (Files.isDirectory(temporary)) {
      try (Stream<Path> files = Files.list(temporary)) {
        files.forEach(ReportDirectory::remove);
      } catch (IOException leftBehind) {
        return;
      }
      remove(temporary);
    }
  }

  /** The failure that is already on its way is the one the user must see. */
  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException leftBehind) {
      return;
    }
  }
}
