package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.input.InputException;

class DramsimIniTest {
  private static final List<String> HBM =
      List.of(
          "[dram_structure]",
          "protocol = HBM",
          "bankgroups = 4",
          "banks_per_group = 4",
          "rows = 32768",
          "columns = 64",
          "device_width = 128",
          "BL = 4",
          "[timing]",
          "tCK = 1",
          "CL = 14",
          "CWL = 4 ; programmable",
          "tRCDRD = 14",
          "tRCDWR = 14",
          "tRP = 14",
          "tRAS = 34",
          "tRFC = 260",
          "tREFI = 3900",
          "tRRD_S = 4",
          "tRRD_L = 6",
          "tWTR_S = 6",
          "tWTR_L = 8",
          "tFAW = 30",
          "tWR = 16",
          "tCCD_S = 1",
          "tCCD_L = 2",
          "tRTP_L = 6",
          "[power]",
          "VDD = 1.2",
          "IDD0 = 65",
          "IDD2N = 40",
          "IDD3N = 55",
          "IDD4W = 500",
          "IDD4R = 390",
          "IDD5AB = 250",
          "[system]",
          "channel_size = 1024",
          "channels = 8",
          "bus_width = 128",
          "address_mapping = rorabgbachco",
          "cmd_queue_size = 8");

  @TempDir Path folder;

  private DramConfiguration read(List<String> lines, DramsimIni.Reading reading)
      throws IOException {
    Path file = folder.resolve("HBM2_8Gb_x128.ini");
    Files.write(file, lines);
    return DramsimIni.read(file, reading, java.util.Optional.empty());
  }

  @Test
  void aFileRunsAsTheShippedDescriptionOfIt() throws IOException {
    DramConfiguration imported = read(HBM, DramsimIni.Reading.AS_DRAMSIM3);
    DramConfiguration shipped = new DramLibrary().load("hbm2-8gb", DramsimIni.Reading.AS_DRAMSIM3);
    assertEquals(run(shipped), run(imported));
  }

  private static DramResult run(DramConfiguration configuration) {
    return new MemorySystem(configuration, CommandListener.NONE)
        .run(RequestStream.of("mix21b", 2000, configuration));
  }

  @Test
  void keysThatDramsim3PassesOverCountWhenAsked() throws IOException {
    assertEquals(5, read(HBM, DramsimIni.Reading.AS_DRAMSIM3).timings().rtp());
    assertEquals(6, read(HBM, DramsimIni.Reading.AS_MEANT).timings().rtp());
  }

  @Test
  void whatCannotBeIsRefusedWithItsPlace() throws IOException {
    List<String> torn = List.of("[timing]", "CL 14");
    InputException line =
        assertThrows(InputException.class, () -> read(torn, DramsimIni.Reading.AS_MEANT));
    assertTrue(line.getMessage().contains("x128.ini:2: 'key = value' is wanted"));
    List<String> words = List.of("CL = many");
    InputException value =
        assertThrows(InputException.class, () -> read(words, DramsimIni.Reading.AS_MEANT));
    assertTrue(value.getMessage().contains("x128.ini:1: CL: 'many' is not a number"));
    List<String> impossible = new ArrayList<>(HBM);
    impossible.add("tRFC = 9000");
    InputException timing =
        assertThrows(InputException.class, () -> read(impossible, DramsimIni.Reading.AS_MEANT));
    assertTrue(timing.getMessage().contains("tREFI 3900 leaves no time beside tRFC 9000"));
  }
}
