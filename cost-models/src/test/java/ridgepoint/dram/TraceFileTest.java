package ridgepoint.dram;

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

class TraceFileTest {
  private static final DramConfiguration DDR4 =
      new DramLibrary().load("DDR4_8Gb_x8_3200", DramsimIni.Reading.AS_DRAMSIM3);

  @TempDir Path folder;

  private TraceFile read(String... lines) throws IOException {
    Path file = folder.resolve("requests.trc");
    Files.write(file, List.of(lines));
    return TraceFile.read(file, 100, DDR4);
  }

  @Test
  void bothSimulatorsTracesAreRead() throws IOException {
    TraceFile dramsim = read("0x40 READ 3", "0x80 WRITE 12", "");
    assertEquals(2, dramsim.requests());
    assertEquals(0x80, dramsim.address(1));
    assertTrue(dramsim.isWrite(1));
    assertEquals(12, dramsim.arrivalCycle(1));
    TraceFile ramulator = read("LD 0x40", "ST 128", "0xc0 R");
    assertEquals(128, ramulator.address(1));
    assertTrue(ramulator.isWrite(1));
    assertEquals(0xc0, ramulator.address(2));
  }

  @Test
  void aTraceOfAStreamTakesTheCyclesOfTheStream() throws IOException {
    RequestStream stream = RequestStream.of("mix21", 100, DDR4);
    String[] lines = new String[100];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "0x%x %s 0".formatted(stream.address(i), stream.isWrite(i) ? "WRITE" : "READ");
    }
    assertEquals(
        new MemorySystem(DDR4, CommandListener.NONE).run(stream),
        new MemorySystem(DDR4, CommandListener.NONE).run(read(lines)));
  }

  @ParameterizedTest
  @CsvSource({
    "0x40, the line is torn",
    "0x40 LOOK 3, neither a read nor a write",
    "0xzz READ 3, is not an address",
    "0x40 READ soon, is not a cycle",
    "0x40 READ -3, is negative",
    "0x400000000000 READ 3, past the capacity of 17179869184 bytes",
    "0x40 READ 1, comes after cycle 2",
  })
  void aLineThatIsNoRequestIsNamed(String line, String problem) {
    InputException refused = assertThrows(InputException.class, () -> read("0x0 READ 2", line));
    assertTrue(refused.getMessage().contains("requests.trc:2: "), refused.getMessage());
    assertTrue(refused.getMessage().contains(problem), refused.getMessage());
  }
}
