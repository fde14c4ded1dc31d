package ridgepoint.cli.run;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.input.InputException;

/** {@code ridgepoint compare}: the same workload on several machines, or with several models. */
@Command(
    name = "compare",
    sortOptions = false,
    description = {
      "The same workload on several machines: --hw a,b,c; --model takes a list as well.",
      "All options of 'run' hold."
    })
public final class CompareCommand extends ManyRunsCommand {
  public CompareCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  String name() {
    return "compare";
  }

  @Override
  List<Variation> variations() {
    if (options.model == null) {
      throw new InputException("--model is missing; 'ridgepoint models' lists them");
    }
    List<Variation> variations = new ArrayList<>();
    variations.add(new Variation("hw", split("--hw", options.machine.hardware())));
    List<String> models = split("--model", options.model);
    if (models.size() > 1) {
      variations.add(new Variation("model", models));
    }
    return variations;
  }

  @Override
  List<String> variedBy() {
    List<String> models = split("--model", options.model);
    return models.size() > 1 ? List.of("--hardware", "--model-path") : List.of("--hardware");
  }

  private static List<String> split(String option, String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (name.isBlank()) {
        throw new InputException(option + " " + text + ": a name between commas is empty");
      }
      names.add(name.strip());
    }
    return names;
  }
}
