package ridgepoint.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Runs typical commands once. The build starts this under {@code -XX:ArchiveClassesAtExit}, so that
 * their classes are in the archive the launcher starts from.
 */
public final class ArchiveTraining {
  private static final String[][] COMMANDS = {
    {"--version"}, {"--help"},
  };

  private ArchiveTraining() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    for (String[] command : COMMANDS) {
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      Terminal terminal =
          new Terminal(
              new Terminal.ResultStream(OutputStream.nullOutputStream()),
              new PrintStream(errors, true, StandardCharsets.UTF_8),
              false);
      int code = Ridgepoint.execute(terminal, command);
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + ": " + errors.toString(StandardCharsets.UTF_8));
      }
    }
  }
}
