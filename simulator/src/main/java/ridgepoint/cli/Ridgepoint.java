package ridgepoint.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.CommandLines;
import ridgepoint.cli.frame.ErrorLine;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.input.InputException;
import ridgepoint.simulation.Version;

/** The program: finds the command, runs it, and turns whatever goes wrong into one line. */
@Command(
    name = "ridgepoint",
    description = "Predicts latency, energy and memory of language-model inference on a machine.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Try: ridgepoint run --hw h100-sxm --model llama-3.1-8b --isl 1024 --osl 128",
      "Help on a command: ridgepoint COMMAND --help"
    })
public final class Ridgepoint {
  private static final List<String> HELP = List.of("--help", "-h");

  @Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  boolean version;

  private Ridgepoint() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    Terminal terminal = Terminal.ofProcess();
    System.setOut(new PrintStream(terminal.out(), false, StandardCharsets.UTF_8));
    int code = execute(terminal, arguments);
    System.out.flush();
    System.exit(code);
  }

  /** Runs one command line and returns the exit code; never throws for what a user did. */
  static int execute(Terminal terminal, String... arguments) {
    int code;
    try {
      code = dispatch(terminal, arguments);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      code = ErrorLine.report(terminal, e);
    }
    terminal.out().flush();
    Optional<IOException> failure = terminal.out().failure();
    return failure.isEmpty() ? code : ErrorLine.reportLostOutput(terminal, failure.get());
  }

  private static int dispatch(Terminal terminal, String[] arguments) {
    String first = arguments.length == 0 ? "--help" : arguments[0];
    switch (first) {
      case "--version", "-V", "version" -> {
        terminal.print("ridgepoint " + Version.current() + "\n");
        return 0;
      }
      case "--help", "-h" -> {
        terminal.print(usage(terminal, ""));
        return 0;
      }
      case "help" -> {
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
        rest[rest.length - 1] = "--help";
        return dispatch(terminal, rest);
      }
      default -> {
        return run(terminal, arguments);
      }
    }
  }

  private static int run(Terminal terminal, String[] arguments) {
    if (arguments[0].startsWith("-")) {
      throw new InputException(
          "unknown option '" + arguments[0] + "'; the command comes first: ridgepoint COMMAND ...");
    }
    boolean asksForGroup =
        !Commands.names().contains(arguments[0])
            && !Commands.group(arguments[0]).isEmpty()
            && (arguments.length == 1 || HELP.contains(arguments[1]));
    if (asksForGroup) {
      terminal.print(usage(terminal, arguments[0]));
      return 0;
    }
    String name = Commands.named(arguments);
    CommandLine line = CommandLines.of(Commands.create(name, terminal), terminal);
    line.setCommandName("ridgepoint " + name);
    int words = name.contains(" ") ? 2 : 1;
    return line.execute(Arrays.copyOfRange(arguments, words, arguments.length));
  }

  /** Help on all commands of a group, or on all there are when the group is empty. */
  private static String usage(Terminal terminal, String group) {
    CommandLine line = CommandLines.of(new Ridgepoint(), terminal);
    if (!group.isEmpty()) {
      line.setCommandName("ridgepoint " + group);
    }
    for (String name : Commands.names()) {
      boolean inGroup = name.startsWith(group + " ");
      if (group.isEmpty() || inGroup) {
        String shown = inGroup && !group.isEmpty() ? name.substring(group.length() + 1) : name;
        line.addSubcommand(shown, Commands.create(name, terminal));
      }
    }
    return line.getUsageMessage();
  }
}
