package ridgepoint.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import ridgepoint.cli.frame.Terminal;

/**
 * A command line run within the test.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int code, String out, String err) {

  static CommandRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new Terminal.ResultStream(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    int code = Ridgepoint.execute(terminal, arguments);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The same from one string, split at spaces. */
  static CommandRun line(String line) {
    return of(line.split(" "));
  }
}
