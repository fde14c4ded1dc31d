package ridgepoint.cli.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Arguments;
import ridgepoint.cli.frame.BatchFile;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.input.InputException;

/** {@code ridgepoint sweep}: every combination of values of some options. */
@Command(
    name = "sweep",
    sortOptions = false,
    description = {
      "Every combination of the values of some options, the first given varying slowest.",
      "All options of 'run' hold. VALUES are separated by commas; a..b counts up, a..bxF",
      "multiplies, a..b+S adds; an empty value leaves the option out. A name with dots is a key",
      "of the hardware description: --vary memory.hbm.bandwidth=2TB/s,4TB/s."
    })
public final class SweepCommand extends ManyRunsCommand {
  @Option(
      names = "--vary",
      paramLabel = "NAME=VALUES",
      description = "What varies, such as batch-size=1..256x2 or hw=h100-sxm,a100-sxm-80gb.")
  List<String> vary = new ArrayList<>();

  public SweepCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  String name() {
    return "sweep";
  }

  @Override
  List<Variation> variations() {
    if (vary.isEmpty()) {
      throw new InputException("--vary is missing, such as --vary batch-size=1..256x2");
    }
    List<String> names = new ArrayList<>();
    for (String name : Arguments.names(spec)) {
      if (name.startsWith("--") && !BatchFile.isOfWholeBatch(name) && !name.equals("--vary")) {
        names.add(name.substring(2));
      }
    }
    List<Variation> variations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String text : vary) {
      Variation variation = Variation.parse(text, names);
      if (!seen.add(variation.name())) {
        throw new InputException("--vary " + variation.name() + " is given twice");
      }
      variations.add(variation);
    }
    return variations;
  }

  @Override
  List<String> variedBy() {
    return List.of("--vary");
  }
}
