package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.golden.GoldenFile;

/** Every run of DRAMsim3 again: the same cycles, latencies, hits and commands, to the last one. */
class DramsimGoldenTest {
  private static final String FOLDER = "dram_commands/";
  private final DramLibrary library = new DramLibrary();

  private DramConfiguration configuration(String id) {
    return library.load(id, DramsimIni.Reading.AS_DRAMSIM3);
  }

  private static long count(Map<String, String> row, String column) {
    return Math.round(Double.parseDouble(row.get(column)));
  }

  @Test
  void everyStreamTakesTheSameCyclesAndCommands() throws IOException {
    List<String> different = new ArrayList<>();
    for (Map<String, String> row : GoldenFile.rows("golden/dramsim3.csv")) {
      DramConfiguration configuration = configuration(row.get("config"));
      int requests = (int) count(row, "requests");
      DramResult ours =
          new MemorySystem(configuration, CommandListener.NONE)
              .run(RequestStream.of(row.get("stream"), requests, configuration));
      String expected =
          "%d cycles, %d hits, %d activates, %d precharges, %d refreshes"
              .formatted(
                  count(row, "cycles"),
                  count(row, "num_read_row_hits") + count(row, "num_write_row_hits"),
                  count(row, "num_act_cmds"),
                  count(row, "num_pre_cmds"),
                  count(row, "num_ref_cmds"));
      String found =
          "%d cycles, %d hits, %d activates, %d precharges, %d refreshes"
              .formatted(
                  ours.cycles(),
                  ours.rowHits(),
                  ours.activates(),
                  ours.precharges(),
                  ours.refreshes());
      if (!found.equals(expected)) {
        different.add(row.get("config") + " " + row.get("stream") + ": " + found);
      }
      double latency = Double.parseDouble(row.get("avg_read_latency_cycles"));
      assertEquals(latency, ours.averageReadLatencyCycles(), 1e-3 + latency * 1e-5);
      double joules = Double.parseDouble(row.get("total_energy_nJ")) * 1e-9;
      assertEquals(
          joules, ours.energy().orElseThrow().total(), joules * 1e-3, () -> row.get("config"));
    }
    assertEquals(List.of(), different);
  }

  @Test
  void theFirstChannelIssuesTheSameCommandsInTheSameCycles() throws IOException {
    for (Map<String, String> run : GoldenFile.rows("golden/" + FOLDER + "index.csv")) {
      List<String> expected = GoldenFile.lines("golden/" + FOLDER + run.get("file"));
      List<String> found =
          commands(
              configuration(run.get("config")),
              run.get("stream"),
              (int) count(run, "requests"),
              (int) count(run, "channel"));
      assertFalse(expected.isEmpty());
      for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
        assertEquals(place(expected.get(i)), found.get(i), run.get("file") + " line " + (i + 1));
      }
      assertEquals(expected.size(), found.size(), run.get("file"));
    }
  }

  /** Cycle, command, rank, bank group and bank; row and column where the command has some. */
  private static String place(String line) {
    String[] fields = line.strip().split("\\s+");
    String start = fields[0] + " " + fields[1] + " " + fields[3];
    if (fields[1].startsWith("refresh")) {
      return start;
    }
    String bank = start + " " + fields[4] + " " + fields[5];
    return fields[6].startsWith("-")
        ? bank
        : bank + " " + Long.decode(fields[6]) + " " + Long.decode(fields[7]);
  }

  private static List<String> commands(
      DramConfiguration configuration, String stream, int requests, int channel) {
    List<String> commands = new ArrayList<>();
    int banks = configuration.organization().banks();
    int groups = configuration.organization().bankGroups();
    CommandListener listener =
        (clock, at, command, bank, row, column) -> {
          if (at == channel) {
            int group = bank / banks;
            String start = clock + " " + command + " " + group / groups;
            String place =
                command.startsWith("refresh")
                    ? start
                    : start + " " + group % groups + " " + bank % banks;
            commands.add(row < 0 ? place : place + " " + row + " " + column);
          }
        };
    new MemorySystem(configuration, listener)
        .run(RequestStream.of(stream, requests, configuration));
    return commands;
  }
}
