package ridgepoint.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * The commands by name, in the order help shows them; a name of two words is a command of a group.
 * A command is made only when it is asked for: start-up time is what a user of a command line
 * notices first.
 */
final class Commands {
  private static final Map<String, Function<Terminal, Object>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("run", on(RunCommand::new));
    BY_NAME.put("op gemm", on(GemmCommand::new));
    BY_NAME.put("op grouped-gemm", on(GroupedGemmCommand::new));
    BY_NAME.put("op attention", on(AttentionCommand::new));
    BY_NAME.put("op softmax", on(SoftmaxCommand::new));
    BY_NAME.put("op norm", on(NormCommand::new));
    BY_NAME.put("op elementwise", on(ElementwiseCommand::new));
    BY_NAME.put("op rotary", on(RotaryCommand::new));
    BY_NAME.put("op embedding", on(EmbeddingCommand::new));
    BY_NAME.put("op moe-routing", on(RoutingCommand::new));
    BY_NAME.put("op state-scan", on(StateScanCommand::new));
    BY_NAME.put("op sampling", on(SamplingCommand::new));
    BY_NAME.put("op collective", on(CollectiveCommand::new));
    BY_NAME.put("op transfer", on(TransferCommand::new));
    BY_NAME.put("techniques", TechniquesCommand::new);
  }

  private Commands() {}

  /** A command on a workbench of its own. */
  private static Function<Terminal, Object> on(BiFunction<Terminal, Workbench, Object> maker) {
    return terminal -> maker.apply(terminal, new Workbench());
  }

  /** Names of one and two words. */
  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The name of the command that arguments begin with; its words are separated by single spaces.
   *
   * @throws InputException when there is none
   */
  static String named(String... arguments) {
    String first = arguments[0];
    if (BY_NAME.containsKey(first)) {
      return first;
    }
    List<String> group = group(first);
    if (group.isEmpty()) {
      throw unknown("command", first, firstWords());
    }
    if (arguments.length == 1) {
      throw new InputException(first + " needs one of " + String.join(", ", group) + " after it");
    }
    if (!group.contains(arguments[1])) {
      throw unknown(first + " command", arguments[1], group);
    }
    return first + " " + arguments[1];
  }

  /** A new object of a command. */
  static Object create(String name, Terminal terminal) {
    return BY_NAME.get(name).apply(terminal);
  }

  /** The second words of commands that begin with that word. */
  static List<String> group(String first) {
    List<String> members = new ArrayList<>();
    for (String name : BY_NAME.keySet()) {
      if (name.startsWith(first + " ")) {
        members.add(name.substring(first.length() + 1));
      }
    }
    return members;
  }

  private static List<String> firstWords() {
    List<String> words = new ArrayList<>();
    for (String name : BY_NAME.keySet()) {
      String word = name.contains(" ") ? name.substring(0, name.indexOf(' ')) : name;
      if (!words.contains(word)) {
        words.add(word);
      }
    }
    return words;
  }

  private static InputException unknown(String what, String name, List<String> known) {
    return new InputException(
        "unknown %s '%s'%s; there are %s"
            .formatted(what, name, NearMatch.hint(name, known), String.join(", ", known)));
  }
}
