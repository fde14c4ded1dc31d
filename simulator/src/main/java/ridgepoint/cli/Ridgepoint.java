package ridgepoint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import ridgepoint.input.InputException;

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
  /** Exit code of a user's error, and of a result that could not be written. */
  static final int USER_ERROR = 2;

  /** Exit code of a fault of the program itself. */
  static final int INTERNAL_ERROR = 1;

  /** What a shell reports for a process that a closed pipe ended: 128 + SIGPIPE. */
  static final int BROKEN_PIPE = 141;

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

  /** The version the build stamped, such as {@code 0.1.0}. */
  public static String version() {
    try (InputStream stream = Ridgepoint.class.getResourceAsStream("version.txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        terminal.print("ridgepoint " + version() + "\n");
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
    CommandLine line = commandLine(Commands.create(name, terminal), terminal);
    line.setCommandName("ridgepoint " + name);
    int words = name.contains(" ") ? 2 : 1;
    return line.execute(Arrays.copyOfRange(arguments, words, arguments.length));
  }

  /** A parser for one command object, with this program's manners. */
  static CommandLine commandLine(Object command, Terminal terminal) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().addOption(help());
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(OutputFormat.class, OutputFormat::of);
    registerNumbers(line);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, given) -> ErrorLine.report(terminal, e));
    line.setExecutionExceptionHandler((e, self, parsed) -> ErrorLine.report(terminal, e));
    return line;
  }

  /** Every command has it. */
  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  /** Numbers that are none are refused in a user's words, not in Java's. */
  private static void registerNumbers(CommandLine line) {
    CommandLine.ITypeConverter<Long> whole = text -> number(text, "a whole number", Long::valueOf);
    CommandLine.ITypeConverter<Integer> count =
        text -> number(text, "a whole number within 2^31", Integer::valueOf);
    CommandLine.ITypeConverter<Double> real = text -> number(text, "a number", Double::valueOf);
    line.registerConverter(long.class, whole);
    line.registerConverter(Long.class, whole);
    line.registerConverter(int.class, count);
    line.registerConverter(Integer.class, count);
    line.registerConverter(double.class, real);
    line.registerConverter(Double.class, real);
  }

  private static <N> N number(String text, String wanted, Function<String, N> parse) {
    try {
      return parse.apply(text.strip());
    } catch (NumberFormatException e) {
      throw new CommandLine.TypeConversionException("'" + text + "' is not " + wanted);
    }
  }

  /** Help on all commands of a group, or on all there are when the group is empty. */
  private static String usage(Terminal terminal, String group) {
    CommandLine line = commandLine(new Ridgepoint(), terminal);
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
