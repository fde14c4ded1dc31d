package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DramCommandTest {
  @TempDir Path folder;

  @Test
  void jsonHasWhatScriptsAskFor() throws IOException {
    CommandRun run =
        CommandRun.line(
            "dram --standard HBM2_8Gb_x128 --stream seq_rd --requests 1000 --format json");
    assertEquals(0, run.code(), run.err());
    JsonNode json = new ObjectMapper().readTree(run.out());
    for (String key :
        new String[] {
          "cycles",
          "achieved_bytes_per_s",
          "average_read_latency_cycles",
          "row_hits",
          "activates",
          "precharges",
          "refreshes",
          "energy_j",
          "cpu_s"
        }) {
      assertTrue(json.get(key).isNumber(), key);
    }
    assertEquals(1000, json.get("requests").asInt());
  }

  @Test
  void aBatchRunsEveryLine() throws IOException {
    Path batch = folder.resolve("runs.csv");
    Files.writeString(batch, "standard,stream,requests\nhbm2-8gb,seq_rd,100\nDDR3,rand_rd,50\n");
    CommandRun run = CommandRun.of("dram", "--batch", batch.toString());
    assertEquals(0, run.code(), run.err());
    assertEquals(2, run.out().lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dram --stream seq_rd                              | --standard is missing",
        "dram --standard hbm2-8gb                          | either --stream or --trace",
        "dram --standard hbm2-8gb --stream seq_rdd         | did you mean 'seq_rd'",
        "dram --standard hmb2 --stream seq_rd              | not known",
        "dram --standard hbm2-8gb --stream seq_rd --requests 0 | between 1 and",
        "dram --standard no.ini --stream seq_rd            | no.ini: cannot be read",
        "dram --standard no.yaml --stream seq_rd           | no.yaml: there is no such file",
        "dram --standard hbm2-8gb --trace no.trc           | no.trc: cannot be read",
        "dram --standard hbm2-8gb --stream seq_rd --mapper RoBa | nor one of RoBaRaCoCh",
        "dram --standard hbm2-8gb --stream seq_rd --ini-keys all | as-dramsim3, as-meant",
      })
  void whatCannotRunIsRefusedInOneLine(String line, String expected) {
    CommandRun run = CommandRun.line(line.strip());
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(expected), run.err());
  }

  @Test
  void aConfigurationOfRamulatorTakesAMapper() throws IOException {
    String line = "dram --standard %s --stream seq_rd --requests 1000 --format json";
    CommandRun plain = CommandRun.line(line.formatted("DDR4_3200"));
    CommandRun option = CommandRun.line(line.formatted("DDR4_3200") + " --mapper MOP4CLXOR");
    CommandRun suffix = CommandRun.line(line.formatted("DDR4_3200/MOP4CLXOR"));
    assertEquals(0, suffix.code(), suffix.err());
    assertEquals(cycles(option), cycles(suffix));
    assertTrue(cycles(suffix) < cycles(plain));
  }

  private static long cycles(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out()).get("cycles").asLong();
  }

  /** Energy is left out, not made up, where no source gives the currents. */
  @Test
  void noCurrentsNoEnergy() {
    CommandRun run = CommandRun.line("dram --standard DDR5_4800 --stream seq_rd --requests 10");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("no source gives its currents"), run.out());
  }

  @Test
  void aTraceWithATornLineOrAnAddressPastCapacityIsRefused() throws IOException {
    Path trace = folder.resolve("requests.trc");
    for (String[] each :
        new String[][] {
          {"LD 0x40\nST", "requests.trc:2: the line is torn"},
          {"0x40 R\n0xfffffffff W", "requests.trc:2: address 0xfffffffff is past the capacity"},
        }) {
      Files.writeString(trace, each[0]);
      CommandRun run =
          CommandRun.of("dram", "--standard", "DDR4_3200", "--trace", trace.toString());
      assertEquals(2, run.code());
      assertTrue(run.err().contains(each[1]), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }

  @Test
  void anImpossibleTimingOfAUsersFileIsNamedWithItsLine() throws IOException {
    String shipped;
    try (var in = getClass().getResourceAsStream("/dram/HBM2_8Gb_x128.yaml")) {
      shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, shipped.replace("tRAS: 34", "tRAS: 3"));
    CommandRun run = CommandRun.of("dram", "--standard", file.toString(), "--stream", "seq_rd");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("mine.yaml:"), run.err());
    assertTrue(run.err().contains("tRAS 3 is below tRCDRD 14"), run.err());
  }
}
