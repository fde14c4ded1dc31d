package ridgepoint.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standalone master and two workers on loopback, started from Spark's own classes. */
class ClusterIT {
  private static final Path HOME = Path.of("target", "spark").toAbsolutePath();
  private static final Path LAUNCHER =
      Path.of("..", "..", "bin", "ridgepoint").toAbsolutePath().normalize();
  private static final long PATIENCE_SECONDS = 180;

  /** Some seconds of points on two cores. */
  private static final String EXPLORE =
      "explore --hw a100-sxm-80gb --model llama-3.2-1b --osl 2 --quiet --minimize tpot --minimize"
          + " area --axis memory.hbm.bandwidth=1TB/s..4TB/s:40:log --axis"
          + " memory.l2.capacity=20MiB..80MiB:10 --axis"
          + " compute.matrix.peak.bf16=100TFLOP/s..400TFLOP/s:20";

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();
  private String master;

  @BeforeEach
  void startMaster() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this system has no /bin/bash");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    master = "spark://127.0.0.1:" + port;
    Path log =
        daemon(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    await(log, "New state: ALIVE");
  }

  @AfterEach
  void stopAll() {
    started.forEach(ClusterIT::kill);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private Path daemon(String name, String type, String... arguments) throws IOException {
    Path log = folder.resolve(name + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                HOME.resolve("jars") + "/*",
                type,
                "--host",
                "127.0.0.1"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    environment(builder);
    started.add(builder.start());
    return log;
  }

  private static void environment(ProcessBuilder builder) {
    builder.environment().put("SPARK_HOME", HOME.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
  }

  private Process worker(String name) throws IOException, InterruptedException {
    Path log =
        daemon(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).toString(),
            master);
    await(log, "Successfully registered with master");
    return started.get(started.size() - 1);
  }

  private static void await(Path log, String line) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(log).contains(line)) {
      assertTrue(System.nanoTime() < deadline, () -> log + " never said " + line);
      Thread.sleep(50);
    }
  }

  private Process explore(String arguments, String name) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of((EXPLORE + " " + arguments).split(" ")));
    command.addAll(List.of("--results", results(name)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".out").toFile());
    environment(builder);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String results(String name) {
    return folder.resolve(name + ".duckdb").toString();
  }

  private void finish(Process process, String name) throws IOException, InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), name);
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve(name + ".out")));
  }

  private String table(String name) throws IOException, InterruptedException {
    Path out = folder.resolve(name + ".csv");
    Process query =
        new ProcessBuilder(
                LAUNCHER.toString(),
                "explore",
                "query",
                results(name),
                "SELECT * FROM points ORDER BY id",
                "--format",
                "csv")
            .redirectOutput(out.toFile())
            .start();
    assertTrue(query.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    return Files.readString(out);
  }

  @Test
  void aClusterThatLosesAWorkerGivesTheTableOfOneMachine()
      throws IOException, InterruptedException {
    finish(explore("", "local"), "local");
    worker("one");
    Process two = worker("two");
    Process run = explore("--engine spark --master " + master, "cluster");
    await(folder.resolve("two.log"), "Asked to launch executor");
    Path wal = Path.of(results("cluster") + ".wal");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    // A batch is stored: both executors are at work.
    while (run.isAlive() && !(Files.exists(wal) && Files.size(wal) > 100_000)) {
      assertTrue(System.nanoTime() < deadline, "nothing was stored");
      Thread.sleep(20);
    }
    assertTrue(run.isAlive(), "a worker is killed while the run goes on");
    kill(two);
    finish(run, "cluster");
    assertEquals(table("local"), table("cluster"));
    assertEquals(8001, table("cluster").lines().count());
  }
}
