package ridgepoint.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import ridgepoint.cli.accuracy.CalibrateAreaCommand;
import ridgepoint.cli.accuracy.CalibrateCommand;
import ridgepoint.cli.accuracy.CalibrateNetworkCommand;
import ridgepoint.cli.accuracy.CalibrateServingCommand;
import ridgepoint.cli.accuracy.ReproduceCommand;
import ridgepoint.cli.accuracy.ValidateCommand;
import ridgepoint.cli.bench.BenchCommand;
import ridgepoint.cli.bench.BenchCycleCommand;
import ridgepoint.cli.explore.ExploreCommand;
import ridgepoint.cli.explore.ExploreQueryCommand;
import ridgepoint.cli.explore.SolveCommand;
import ridgepoint.cli.frame.Arguments;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.hardware.AreaCommand;
import ridgepoint.cli.hardware.ConvolutionLayerCommand;
import ridgepoint.cli.hardware.DramCommand;
import ridgepoint.cli.hardware.FpgaDesignCommand;
import ridgepoint.cli.hardware.GemmLayerCommand;
import ridgepoint.cli.hardware.HostCommand;
import ridgepoint.cli.listing.DevicesCommand;
import ridgepoint.cli.listing.ModelsCommand;
import ridgepoint.cli.listing.StacksCommand;
import ridgepoint.cli.listing.TechniquesCommand;
import ridgepoint.cli.operator.AttentionCommand;
import ridgepoint.cli.operator.CollectiveCommand;
import ridgepoint.cli.operator.ElementwiseCommand;
import ridgepoint.cli.operator.EmbeddingCommand;
import ridgepoint.cli.operator.GemmCommand;
import ridgepoint.cli.operator.GroupedGemmCommand;
import ridgepoint.cli.operator.NormCommand;
import ridgepoint.cli.operator.RotaryCommand;
import ridgepoint.cli.operator.RoutingCommand;
import ridgepoint.cli.operator.SamplingCommand;
import ridgepoint.cli.operator.SoftmaxCommand;
import ridgepoint.cli.operator.StateScanCommand;
import ridgepoint.cli.operator.TransferCommand;
import ridgepoint.cli.pim.PimAttentionCommand;
import ridgepoint.cli.pim.PimElementwiseCommand;
import ridgepoint.cli.pim.PimProductCommand;
import ridgepoint.cli.pim.PimRateCommand;
import ridgepoint.cli.run.CompareCommand;
import ridgepoint.cli.run.ExecuteCommand;
import ridgepoint.cli.run.RunCommand;
import ridgepoint.cli.run.ServeCommand;
import ridgepoint.cli.run.SweepCommand;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * The commands by name, in the order help shows them; a name of two words is a command of a group.
 * A command is made only when it is asked for: start-up time is what a user of a command line
 * notices first.
 */
final class Commands {
  private static final Map<String, BiFunction<Terminal, Workbench, Object>> BY_NAME =
      new LinkedHashMap<>();

  static {
    BY_NAME.put("run", RunCommand::new);
    BY_NAME.put("compare", CompareCommand::new);
    BY_NAME.put("sweep", SweepCommand::new);
    BY_NAME.put("explore", ExploreCommand::new);
    BY_NAME.put("explore query", (terminal, workbench) -> new ExploreQueryCommand(terminal));
    BY_NAME.put("solve", SolveCommand::new);
    BY_NAME.put("serve", ServeCommand::new);
    BY_NAME.put("execute", ExecuteCommand::new);
    BY_NAME.put("op gemm", GemmCommand::new);
    BY_NAME.put("op grouped-gemm", GroupedGemmCommand::new);
    BY_NAME.put("op attention", AttentionCommand::new);
    BY_NAME.put("op softmax", SoftmaxCommand::new);
    BY_NAME.put("op norm", NormCommand::new);
    BY_NAME.put("op elementwise", ElementwiseCommand::new);
    BY_NAME.put("op rotary", RotaryCommand::new);
    BY_NAME.put("op embedding", EmbeddingCommand::new);
    BY_NAME.put("op moe-routing", RoutingCommand::new);
    BY_NAME.put("op state-scan", StateScanCommand::new);
    BY_NAME.put("op sampling", SamplingCommand::new);
    BY_NAME.put("op collective", CollectiveCommand::new);
    BY_NAME.put("op transfer", TransferCommand::new);
    BY_NAME.put("cycle gemm", GemmLayerCommand::new);
    BY_NAME.put("cycle conv", ConvolutionLayerCommand::new);
    BY_NAME.put("dram", DramCommand::new);
    BY_NAME.put("pim gemv", PimProductCommand.Gemv::new);
    BY_NAME.put("pim gemv-tree", PimProductCommand.GemvTree::new);
    BY_NAME.put("pim add", PimElementwiseCommand.Add::new);
    BY_NAME.put("pim mul", PimElementwiseCommand.Mul::new);
    BY_NAME.put("pim relu", PimElementwiseCommand.Relu::new);
    BY_NAME.put("pim attention", PimAttentionCommand::new);
    BY_NAME.put("pim transfers", PimRateCommand.Transfers::new);
    BY_NAME.put("pim stream", PimRateCommand.StreamRate::new);
    BY_NAME.put("pim arithmetic", PimRateCommand.Arithmetic::new);
    BY_NAME.put("fpga", FpgaDesignCommand::new);
    BY_NAME.put("host", (terminal, workbench) -> new HostCommand(terminal));
    BY_NAME.put("area", AreaCommand::new);
    BY_NAME.put("devices", (terminal, workbench) -> new DevicesCommand(terminal));
    BY_NAME.put("models", (terminal, workbench) -> new ModelsCommand(terminal));
    BY_NAME.put("techniques", (terminal, workbench) -> new TechniquesCommand(terminal));
    BY_NAME.put("stacks", (terminal, workbench) -> new StacksCommand(terminal));
    BY_NAME.put(
        "reproduce",
        (terminal, workbench) ->
            new ReproduceCommand(terminal, words -> parsed(terminal, workbench, words)));
    BY_NAME.put("bench", (terminal, workbench) -> new BenchCommand(terminal));
    BY_NAME.put("bench cycle", (terminal, workbench) -> new BenchCycleCommand(terminal));
    BY_NAME.put("calibrate", (terminal, workbench) -> new CalibrateCommand(terminal));
    BY_NAME.put(
        "calibrate-network", (terminal, workbench) -> new CalibrateNetworkCommand(terminal));
    BY_NAME.put("calibrate-area", (terminal, workbench) -> new CalibrateAreaCommand(terminal));
    BY_NAME.put(
        "calibrate-serving", (terminal, workbench) -> new CalibrateServingCommand(terminal));
    BY_NAME.put("validate", (terminal, workbench) -> new ValidateCommand(terminal));
  }

  private Commands() {}

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
    if (arguments.length > 1 && BY_NAME.containsKey(first + " " + arguments[1])) {
      return first + " " + arguments[1];
    }
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

  /** A new object of a command, on a workbench of its own. */
  static Object create(String name, Terminal terminal) {
    return create(name, terminal, new Workbench());
  }

  /** A new object of a command on a workbench that others use too. */
  static Object create(String name, Terminal terminal, Workbench workbench) {
    return BY_NAME.get(name).apply(terminal, workbench);
  }

  /** A command with its options set, from the words of a command line. */
  private static Object parsed(Terminal terminal, Workbench workbench, List<String> words) {
    String name = named(words.toArray(new String[0]));
    Object command = create(name, terminal, workbench);
    int skipped = name.contains(" ") ? 2 : 1;
    Arguments.parse(command, terminal, words.subList(skipped, words.size()));
    return command;
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
