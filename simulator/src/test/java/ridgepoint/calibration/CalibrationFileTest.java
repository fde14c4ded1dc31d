package ridgepoint.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.library.DeviceLibrary;

class CalibrationFileTest {
  private static final Calibration ONE =
      new Calibration(
          List.of(
              new Calibration.Fit(
                  "vllm",
                  "gemm",
                  "my \"own\" rows",
                  "2026-01-31",
                  12,
                  0.1,
                  0.05,
                  Map.of("gemm/bf16/matrix-efficiency", 0.75))));

  @TempDir Path folder;

  private Path description() throws IOException {
    Path file = folder.resolve("my-gpu.yaml");
    try (InputStream shipped = getClass().getResourceAsStream("/hw/gpu/l40s.yaml")) {
      Files.write(file, shipped.readAllBytes());
    }
    return file;
  }

  @Test
  void aDescriptionGetsItsBlockAndKeepsEveryOtherLine() throws IOException {
    Path file = description();
    String before = Files.readString(file);
    CalibrationFile.write(file, ONE, file);
    String after = Files.readString(file);
    assertTrue(after.startsWith(before.stripTrailing()), "datasheet values are not touched");
    assertEquals(Optional.of(ONE), new DeviceLibrary().load(file.toString()).calibration());
  }

  @Test
  void writingTwiceReplacesTheBlock() throws IOException {
    Path file = description();
    CalibrationFile.write(file, ONE, file);
    String once = Files.readString(file);
    CalibrationFile.write(file, ONE, file);
    assertEquals(once, Files.readString(file));
  }

  @Test
  void whatComesAfterTheBlockStays() {
    String text = "a: 1\ncalibration:\n  x:\n    y: 2\n\nz: 3\n";
    assertEquals(
        "a: 1\nz: 3\n\n" + CalibrationFile.block(ONE),
        CalibrationFile.replaced(text, CalibrationFile.block(ONE)));
  }

  @Test
  void theOriginalStaysWhenTheResultGoesElsewhere() throws IOException {
    Path file = description();
    byte[] before = Files.readAllBytes(file);
    CalibrationFile.write(file, ONE, folder.resolve("other.yaml"));
    assertEquals(
        new String(before, StandardCharsets.UTF_8), Files.readString(file, StandardCharsets.UTF_8));
  }
}
