package ridgepoint.cli.frame;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options as arguments: taken from one command line and given to another. */
public final class Arguments {
  private Arguments() {}

  /** Sets a command's options from arguments, later ones over earlier ones. */
  public static void parse(Object command, Terminal terminal, List<String> arguments) {
    CommandLine line = CommandLines.of(command, terminal);
    line.setOverwrittenOptionsAllowed(true);
    line.parseArgs(arguments.toArray(new String[0]));
  }

  /** All names of a command's options, with dashes. */
  public static List<String> names(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  /** The options a user gave, except those of some longest names. */
  public static List<String> given(CommandSpec spec, Collection<String> except) {
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!except.contains(option.longestName())) {
        for (String value : option.originalStringValues()) {
          arguments.add(option.longestName() + "=" + value);
        }
      }
    }
    return arguments;
  }
}
