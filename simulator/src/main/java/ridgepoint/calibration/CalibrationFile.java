package ridgepoint.calibration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.input.InputException;
import ridgepoint.report.directory.OutputFile;

/**
 * The {@code calibration} block of a device's description: the only part of it that a fit may
 * change. Everything else stays to the letter, comments included.
 */
public final class CalibrationFile {
  private static final String KEY = "calibration:";

  private CalibrationFile() {}

  /** The block as YAML. */
  public static String block(Calibration calibration) {
    StringBuilder text = new StringBuilder(KEY).append('\n');
    String stack = "";
    for (Calibration.Fit fit : calibration.fits()) {
      if (!fit.stack().equals(stack)) {
        stack = fit.stack();
        text.append("  ").append(stack).append(":\n");
      }
      text.append("    ").append(fit.family()).append(":\n");
      line(text, "data_set", '"' + fit.dataSet().replace("\"", "\\\"") + '"');
      line(text, "date", fit.date());
      line(text, "rows", String.valueOf(fit.rows()));
      line(text, "mean_error", String.valueOf(fit.meanAbsoluteError()));
      line(text, "median_error", String.valueOf(fit.medianAbsoluteError()));
      text.append("      parameters:\n");
      fit.parameters()
          .forEach(
              (path, value) ->
                  text.append("        ").append(path).append(": ").append(value).append('\n'));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append("      ").append(key).append(": ").append(value).append('\n');
  }

  /**
   * Writes a description with another calibration; nothing is written unless it reads as the same
   * device with that calibration.
   *
   * @param description the file to take all else from
   * @param target may be the same file
   * @throws InputException when a file cannot be read or written
   */
  public static void write(Path description, Calibration calibration, Path target) {
    String text = replaced(read(description), block(calibration));
    OutputFile.write(target, text);
    DeviceSpec written = new DeviceLibrary().load(target.toAbsolutePath().toString());
    if (!written.calibration().equals(Optional.of(calibration))) {
      throw new IllegalStateException(target + " does not read as it was written");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The text with its block replaced, or with the block at its end. */
  static String replaced(String text, String block) {
    List<String> kept = new ArrayList<>();
    boolean within = false;
    for (String line : text.lines().toList()) {
      boolean ofBlock = line.isBlank() || line.startsWith(" ") || line.startsWith("#");
      within = line.startsWith(KEY) || (within && ofBlock);
      if (!within) {
        kept.add(line);
      }
    }
    while (!kept.isEmpty() && kept.get(kept.size() - 1).isBlank()) {
      kept.remove(kept.size() - 1);
    }
    return String.join("\n", kept) + "\n\n" + block;
  }
}
