package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.simulation.Version;

/** The launcher as users start it, on the jar that was just packaged. */
class LauncherIT {
  private static final Path LAUNCHER =
      Path.of("..", "bin", "ridgepoint").toAbsolutePath().normalize();
  private static final String RUN = "run --hw h100-sxm --model llama-3.1-8b";

  @TempDir Path folder;

  @BeforeAll
  static void thereIsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this system has no /bin/bash");
    assumeTrue(Files.exists(LAUNCHER), "the launcher is not beside the module");
  }

  private CommandRun shell(String script) {
    return shell(script, Map.of());
  }

  private CommandRun shell(String script, Map<String, String> environment) {
    try {
      Path out = Files.createTempFile(folder, "out", "");
      Path err = Files.createTempFile(folder, "err", "");
      ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", script);
      builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("R", LAUNCHER.toString());
      builder.environment().putAll(environment);
      Process process = builder.start();
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), script);
      return new CommandRun(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    CommandRun run = shell("$R --version");
    assertEquals(new CommandRun(0, "ridgepoint " + Version.current() + "\n", ""), run);
  }

  @Test
  void itStartsFromAnyFolderAndThroughLinks() {
    assertEquals(0, shell("ln -s $R first && ln -s first second && ./second --version").code());
    assertEquals(0, shell("mkdir bin && ln -s $R bin/r && PATH=$PWD/bin:$PATH r --version").code());
    assertEquals(0, shell("cd $(dirname $R) && ./ridgepoint --version").code());
  }

  @Test
  void theJarSaysWhatThisCodeSays() {
    CommandRun run = shell("$R " + RUN + " --format json");
    assertEquals(CommandRun.line(RUN + " --format json"), run);
  }

  @Test
  void theCommandThatMeasuresSaysNothingOfIncubatingModules() {
    CommandRun run = shell("$R host --runs 0");
    assertEquals(2, run.code());
    assertEquals("ridgepoint: --runs must be between 1 and 1000, got 0\n", run.err());
    assertEquals(0, shell("$R host --help").code());
  }

  @Test
  void aReaderThatLeavesIsNoError() {
    CommandRun run = shell("$R " + RUN + " | head -1; exit ${PIPESTATUS[0]}");
    assertEquals("", run.err());
    assertEquals(1, run.out().lines().count());
  }

  @Test
  void aFullDiskIsOneLine() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
    CommandRun run = shell("$R " + RUN + " > /dev/full");
    assertEquals(2, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("No space left"), run.err());
  }

  @Test
  void aMissingJavaIsOneLineThatSaysWhatToInstall() {
    CommandRun home = shell("$R --version", Map.of("JAVA_HOME", "/nowhere"));
    assertEquals(2, home.code());
    assertTrue(home.err().startsWith("ridgepoint: JAVA_HOME is /nowhere"), home.err());
    CommandRun none = shell("unset JAVA_HOME; mkdir empty; PATH=$PWD/empty /bin/bash $R --version");
    assertEquals(2, none.code(), none.err());
    assertEquals(1, none.err().lines().count(), none.err());
    assertTrue(none.err().contains("install a JDK"), none.err());
  }

  @Test
  void theArchiveIsOfThisJar() {
    String target = "target=$(dirname $R)/../simulator/target && target=$(cd $target && pwd) && ";
    String java = System.getProperty("java.home") + "/bin/java -Xshare:on ";
    String archive = "-XX:SharedArchiveFile=$target/ridgepoint.jsa -cp $target/ridgepoint.jar ";
    CommandRun run =
        shell("$R --version && " + target + java + archive + "ridgepoint.cli.Ridgepoint --version");
    String version = "ridgepoint " + Version.current() + "\n";
    assertEquals(new CommandRun(0, version + version, ""), run);
  }

  @Test
  void anArchiveOfAnotherJavaIsPassedOverInSilence() {
    String copy = "cp -r $(dirname $R)/../bin . && mkdir -p simulator/target hw-configs && ";
    String jar = "cp $(dirname $R)/../simulator/target/ridgepoint.jar simulator/target/ && ";
    String broken = "head -c 100000 /dev/zero > simulator/target/ridgepoint.jsa && ";
    CommandRun run = shell(copy + jar + broken + "bin/ridgepoint --version");
    assertEquals(new CommandRun(0, "ridgepoint " + Version.current() + "\n", ""), run);
  }

  @Test
  void aRemovedFolderIsOneLine() {
    CommandRun run = shell("mkdir gone && cd gone && rmdir ../gone && $R " + RUN);
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("the current folder does not exist any more"), run.err());
  }

  @Test
  void errorsComeOnOneLineWithTheirCode() {
    CommandRun run = shell("$R run --hw h100-smx --model llama-3.1-8b");
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("did you mean 'h100-sxm'"), run.err());
  }
}
