package ridgepoint.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import ridgepoint.cli.frame.Arguments;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.run.RunOptions;
import ridgepoint.exploration.evaluation.Question;
import ridgepoint.exploration.evaluation.Questions;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemVariants;
import ridgepoint.input.InputException;

/** Questions in the options of 'run', as explorations ask them. */
final class RunQuestions implements Questions {
  private final Terminal terminal;
  private final Workbench workbench;
  private final List<String> options;

  /** The options of one question. */
  @Command
  private static final class OneRun {
    @Mixin RunOptions options = new RunOptions();
  }

  RunQuestions(Terminal terminal, Workbench workbench) {
    this.terminal = terminal;
    this.workbench = workbench;
    List<String> names = new ArrayList<>();
    for (String name : Arguments.names(CommandSpec.forAnnotatedObject(new OneRun()))) {
      if (name.startsWith("--")) {
        names.add(name.substring(2));
      }
    }
    options = List.copyOf(names);
  }

  @Override
  public List<String> options() {
    return options;
  }

  @Override
  public Question of(Map<String, List<String>> values) {
    List<String> arguments = new ArrayList<>();
    values.forEach((name, all) -> all.forEach(value -> arguments.add("--" + name + "=" + value)));
    OneRun one = new OneRun();
    try {
      Arguments.parse(one, terminal, arguments);
    } catch (ParameterException e) {
      throw new InputException(e.getMessage(), e);
    }
    return one.options.question(workbench);
  }

  @Override
  public SystemVariants variants(String hardware) {
    return workbench.variants(hardware);
  }

  @Override
  public SystemSpec joined(SystemSpec system, int devices) {
    return workbench.joined(system, devices);
  }
}
