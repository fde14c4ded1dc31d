package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HelpTest {
  private static final int WIDTH = 100;

  /** The parser complains of texts that it cannot format on the process's own standard error. */
  @Test
  void everyCommandExplainsItselfWithoutComplaint() {
    PrintStream before = System.err;
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
    try {
      for (String name : Commands.names()) {
        CommandRun run = CommandRun.line(name + " --help");
        assertEquals(0, run.code(), name);
        assertEquals("", run.err(), name);
        assertTrue(run.out().startsWith("Usage: ridgepoint " + name), run.out());
        run.out().lines().forEach(line -> assertTrue(line.length() <= WIDTH, line));
      }
    } finally {
      System.setErr(before);
    }
    assertEquals("", complaints.toString(StandardCharsets.UTF_8));
  }
}
