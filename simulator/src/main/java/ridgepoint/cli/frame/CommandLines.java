package ridgepoint.cli.frame;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Parsers with this program's manners. */
public final class CommandLines {
  private CommandLines() {}

  /** A parser for one command object; what goes wrong becomes one line on the terminal. */
  public static CommandLine of(Object command, Terminal terminal) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().addOption(help());
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    registerConstants(line);
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

  /** Constants are written as users do, and those that are none are refused with all there are. */
  private static void registerConstants(CommandLine line) {
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (option.type().isEnum()) {
        registerConstants(line, option.type().asSubclass(Enum.class));
      }
    }
  }

  private static <E extends Enum<?>> void registerConstants(CommandLine line, Class<E> type) {
    E[] constants = type.getEnumConstants();
    line.registerConverter(
        type,
        text ->
            Names.find(text, constants)
                .orElseThrow(
                    () -> new CommandLine.TypeConversionException(Names.unknown(text, constants))));
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
}
