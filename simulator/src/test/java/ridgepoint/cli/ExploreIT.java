package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explorations that are killed, run out of disk or meet another writer, on the packaged jar. */
class ExploreIT {
  private static final Path LAUNCHER =
      Path.of("..", "bin", "ridgepoint").toAbsolutePath().normalize();

  /** Some seconds of points. */
  private static final String EXPLORE =
      "$R explore --hw a100-sxm-80gb --model llama-3.2-1b --osl 2 --fidelity roofline --quiet"
          + " --axis memory.hbm.bandwidth=1TB/s..4TB/s:300:log"
          + " --axis compute.matrix.peak.bf16=100TFLOP/s..400TFLOP/s:300"
          + " --minimize tpot --minimize area --top 0";

  @TempDir Path folder;

  @BeforeAll
  static void thereIsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this system has no /bin/bash");
    assumeTrue(Files.exists(LAUNCHER), "the launcher is not beside the module");
  }

  private CommandRun shell(String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", script);
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("R", LAUNCHER.toString());
    Process process = builder.start();
    assertTrue(process.waitFor(180, TimeUnit.SECONDS), script);
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private String digest(String file) throws IOException, InterruptedException {
    return shell(
            "$R explore query "
                + file
                + " \"SELECT count(*), md5(string_agg(p::VARCHAR, '' ORDER BY id)) AS d FROM points"
                + " p\" --format csv && $R explore query "
                + file
                + " \"SELECT * FROM frontier\" --format csv")
        .out();
  }

  @Test
  void aKilledRunResumesToTheTableOfAnUnbrokenOne() throws IOException, InterruptedException {
    assertEquals(0, shell(EXPLORE + " --results whole.duckdb").code());
    String killed =
        EXPLORE
            + " --threads 1 --results killed.duckdb & P=$!;"
            + " for i in $(seq 600); do [ -s killed.duckdb.wal ] && break; sleep 0.05; done;"
            + " sleep 1; kill -9 $P; wait $P; echo $?";
    String code = shell(killed).out().strip();
    assertEquals("137", code, "it was killed while it ran");
    assertEquals(0, shell(EXPLORE + " --resume --results killed.duckdb").code());
    assertEquals(digest("whole.duckdb"), digest("killed.duckdb"));
  }

  @Test
  void aFullDiskLeavesEarlierResultsIntact() throws IOException, InterruptedException {
    // A limit on the size of files stands for a disk without room.
    CommandRun full = shell("ulimit -f 4000; " + EXPLORE + " --results full.duckdb");
    assertEquals(2, full.code(), full.err());
    assertEquals(1, full.err().lines().count(), full.err());
    assertTrue(full.err().contains("full.duckdb"), full.err());
    CommandRun rows =
        shell("$R explore query full.duckdb \"SELECT count(*) FROM points\" --format csv");
    assertEquals(0, rows.code(), rows.err());
    assertEquals(0, shell(EXPLORE + " --resume --results full.duckdb").code());
    assertEquals(0, shell(EXPLORE + " --results other.duckdb").code());
    assertEquals(digest("other.duckdb"), digest("full.duckdb"));
  }

  @Test
  void aSecondWriterIsRefusedAndTheFirstGoesOn() throws IOException, InterruptedException {
    String both =
        EXPLORE
            + " --threads 1 --results both.duckdb > first & P=$!;"
            + " for i in $(seq 600); do [ -s both.duckdb.wal ] && break; sleep 0.05; done;"
            + EXPLORE
            + " --resume --results both.duckdb; echo second $?; wait $P; echo first $?";
    CommandRun run = shell(both);
    assertEquals("second 2\nfirst 0\n", run.out(), run.err());
    assertTrue(run.err().contains("another process has it open"), run.err());
  }
}
