package ridgepoint.cli.frame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/** Says in one line what went wrong, and which exit code that is. */
public final class ErrorLine {
  /** Exit code of a user's error, and of a result that could not be written. */
  public static final int USER_ERROR = 2;

  /** Exit code of a fault of the program itself. */
  public static final int INTERNAL_ERROR = 1;

  /** What a shell reports for a process that a closed pipe ended: 128 + SIGPIPE. */
  public static final int BROKEN_PIPE = 141;

  /** Environment variable that asks for the stack trace as well. */
  private static final String DEBUG = "RIDGEPOINT_DEBUG";

  private ErrorLine() {}

  /** Says what went wrong and returns the exit code. */
  public static int report(Terminal terminal, Throwable error) {
    boolean users = isUsers(error);
    if (System.getenv(DEBUG) != null) {
      error.printStackTrace(terminal.err());
    }
    terminal.say("ridgepoint: " + (users ? message(error) : internal(error)));
    return users ? USER_ERROR : INTERNAL_ERROR;
  }

  /** The result could not be written: quiet when the reader has gone, otherwise an error. */
  public static int reportLostOutput(Terminal terminal, IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("Broken pipe") || reason.contains("pipe is being closed")) {
      return BROKEN_PIPE;
    }
    terminal.say("ridgepoint: cannot write the result to standard output: " + oneLine(reason));
    return USER_ERROR;
  }

  /** What a user did, in one line. */
  public static String message(Throwable error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (error instanceof OutOfMemoryError) {
      return "out of memory: give Java more with JAVA_TOOL_OPTIONS=-Xmx8g, or ask for less at once";
    }
    return oneLine(String.valueOf(error.getMessage()));
  }

  /** Whether it is something that a user can mend. */
  public static boolean isUsers(Throwable error) {
    return error instanceof InputException
        || error instanceof ParameterException
        || error instanceof UnsupportedOperatorException
        || error instanceof OutOfMemoryError;
  }

  private static String internal(Throwable error) {
    return "internal error: "
        + error.getClass().getSimpleName()
        + (error.getMessage() == null ? "" : ": " + oneLine(error.getMessage()))
        + "; set "
        + DEBUG
        + "=1 to see where";
  }

  private static String unmatched(UnmatchedArgumentException error) {
    String given = error.getUnmatched().get(0);
    String name = given.contains("=") ? given.substring(0, given.indexOf('=')) : given;
    if (!name.startsWith("-")) {
      CommandLine line = error.getCommandLine();
      if (!line.getSubcommands().isEmpty()) {
        List<String> names = List.copyOf(line.getSubcommands().keySet());
        return "unknown command '"
            + name
            + "'"
            + NearMatch.hint(name, names)
            + "; there are "
            + String.join(", ", names);
      }
      return "unexpected argument '" + oneLine(name) + "'; options start with --";
    }
    List<String> names = new ArrayList<>();
    for (OptionSpec option : error.getCommandLine().getCommandSpec().options()) {
      if (!option.hidden()) {
        names.addAll(List.of(option.names()));
      }
    }
    return "unknown option '"
        + oneLine(name)
        + "'"
        + NearMatch.hint(name, names)
        + "; --help lists the options";
  }

  private static String oneLine(String text) {
    return text.strip().replace("\r", "").replace('\n', ' ');
  }
}
