package ridgepoint.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * The commands by name, in the order help shows them. A command is made only when it is asked for:
 * start-up time is what a user of a command line notices first.
 */
final class Commands {
  private static final Map<String, Function<Terminal, Object>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("run", terminal -> new RunCommand(terminal, new Workbench()));
    BY_NAME.put("techniques", TechniquesCommand::new);
  }

  private Commands() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A new command object.
   *
   * @throws InputException when there is no such command
   */
  static Object create(String name, Terminal terminal) {
    Function<Terminal, Object> maker = BY_NAME.get(name);
    if (maker == null) {
      throw new InputException(
          "unknown command '"
              + name
              + "'"
              + NearMatch.hint(name, BY_NAME.keySet())
              + "; commands are "
              + String.join(", ", BY_NAME.keySet()));
    }
    return maker.apply(terminal);
  }
}
