package ridgepoint.report.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.input.InputException;
import ridgepoint.report.Examples;

class ReportDirectoryTest {
  @TempDir Path directory;

  private List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aReportHasItsFilesAndNothingElse() throws IOException {
    Path target = directory.resolve("new/report");
    ReportDirectory.write(Examples.run(), target);
    assertTrue(
        names(target).containsAll(List.of("result.json", "operators.csv", "layer-trace.json")));
    assertEquals(List.of("report"), names(target.getParent()));
  }

  @Test
  void otherFilesOfAnExistingDirectoryStay() throws IOException {
    Files.writeString(directory.resolve("mine.txt"), "mine");
    Files.writeString(directory.resolve("result.json"), "old");
    ReportDirectory.write(Examples.run(), directory);
    assertEquals("mine", Files.readString(directory.resolve("mine.txt")));
    assertTrue(Files.readString(directory.resolve("result.json")).startsWith("{"));
    assertTrue(names(directory).stream().noneMatch(name -> name.startsWith(".")));
  }

  @Test
  void twoReportsOfOneResultAreTheSameBytes() throws IOException {
    Path first = directory.resolve("a");
    Path second = directory.resolve("b");
    ReportDirectory.write(Examples.run(), first);
    ReportDirectory.write(Examples.run(), second);
    assertEquals(names(first), names(second));
    for (String name : names(first)) {
      assertArrayEquals(
          Files.readAllBytes(first.resolve(name)), Files.readAllBytes(second.resolve(name)), name);
    }
  }

  @Test
  void afterAFailureNothingNewIsThere() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("first.txt", new byte[1]);
    files.put("no-such/second.txt", new byte[1]);
    assertThrows(
        InputException.class, () -> ReportDirectory.write(files, directory.resolve("x/y/z")));
    assertEquals(List.of(), names(directory));
    assertThrows(InputException.class, () -> ReportDirectory.write(files, directory));
    assertEquals(List.of(), names(directory));
  }

  @Test
  void aFileInTheWayIsNamedInOneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "kept");
    InputException refused =
        assertThrows(InputException.class, () -> ReportDirectory.write(Examples.run(), file));
    assertEquals("cannot write " + file + ": it is not a directory", refused.getMessage());
    Path below = file.resolve("below");
    assertThrows(InputException.class, () -> ReportDirectory.write(Examples.run(), below));
    assertEquals("kept", Files.readString(file));
  }

  @Test
  void aFullDiskIsOneLine() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    InputException refused =
        assertThrows(InputException.class, () -> OutputFile.write(full, "text"));
    assertTrue(refused.getMessage().startsWith("cannot write /dev/full: "), refused.getMessage());
    assertFalse(refused.getMessage().contains("\n"));
  }

  @Test
  void aFileIsReplacedWholeOrNotAtAll() throws IOException {
    Path file = Files.writeString(directory.resolve("out.json"), "old");
    OutputFile.write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("out.json"), names(directory));
    Path nowhere = directory.resolve("missing/out.json");
    InputException refused =
        assertThrows(InputException.class, () -> OutputFile.write(nowhere, "text"));
    assertEquals(
        "cannot write " + nowhere + ": its directory does not exist", refused.getMessage());
  }
}
