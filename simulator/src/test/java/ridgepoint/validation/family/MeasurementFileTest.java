package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.input.InputException;

class MeasurementFileTest {
  @TempDir Path directory;

  private List<Row> read(String text) throws IOException {
    Path file = directory.resolve("gemm.csv");
    Files.writeString(file, text);
    return MeasurementFile.read(file, List.of("m", "latency_s"));
  }

  @Test
  void columnsAreFoundByNameInAnyOrder() throws IOException {
    List<Row> rows = read("latency_s,note,m\n2e-6,x,16\n\n1e-6,y,32\n");
    assertEquals(2, rows.size());
    assertEquals(16, rows.get(0).size("m"));
    assertEquals(1e-6, rows.get(1).amount("latency_s"));
    assertEquals(4, rows.get(1).line());
  }

  @Test
  void aMissingColumnIsNamedWithFileAndLine() {
    String message =
        assertThrows(InputException.class, () -> read("M,latency_s\n1,2\n")).getMessage();
    assertTrue(message.contains("gemm.csv:1: column 'm' is missing"), message);
  }

  @Test
  void aLineWithTooFewFieldsIsNamed() {
    String message =
        assertThrows(InputException.class, () -> read("m,latency_s\n1,2\n3\n")).getMessage();
    assertTrue(message.contains("gemm.csv:3: 1 fields under 2 columns"), message);
  }

  @ParameterizedTest
  @CsvSource({"x", "''", "1.5", "0", "-3", "99999999999999999999"})
  void aSizeThatIsNoPositiveWholeNumberIsNamed(String size) throws IOException {
    Row row = read("m,latency_s\n" + size + ",2\n").get(0);
    String message = assertThrows(InputException.class, () -> row.size("m")).getMessage();
    assertTrue(message.contains("gemm.csv:2: column 'm' is '" + size + "'"), message);
  }

  @ParameterizedTest
  @CsvSource({"x", "nan", "NaN", "Infinity", "-1"})
  void aTimeThatIsNoTimeIsNamed(String time) throws IOException {
    Row row = read("m,latency_s\n1," + time + "\n").get(0);
    assertThrows(InputException.class, () -> row.amount("latency_s"));
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThrows(InputException.class, () -> read(""));
  }
}
