package ridgepoint.cli.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ridgepoint.cli.frame.Arguments;
import ridgepoint.exploration.experiment.AxisText;
import ridgepoint.exploration.experiment.DescribedExperiment;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.ExperimentReader;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.experiment.Search;
import ridgepoint.exploration.space.Axis;
import ridgepoint.input.InputException;

/** An experiment from a file, from options, or from a file with options that change it. */
final class ExperimentOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "What varies from which base; options of 'run' and those below change it.")
  Path file;

  @Option(
      names = "--axis",
      paramLabel = "NAME=VALUES",
      description =
          "What varies: an option of 'run' or a key of the hardware description; values separated"
              + " by commas, a..bxF, a..b+S, or LOW..HIGH:POINTS[:log], such as"
              + " memory.hbm.bandwidth=1TB/s..8TB/s:25:log.")
  List<String> axes = new ArrayList<>();

  @Option(
      names = "--derive",
      paramLabel = "NAME=FORMULA",
      description = "A quantity of one's own, such as tokens_per_usd=throughput/price.")
  List<String> derived = new ArrayList<>();

  @Option(
      names = "--constraint",
      paramLabel = "TEXT",
      description = "What designs have to keep, such as 'area <= 826 mm2'; repeatable.")
  List<String> constraints = new ArrayList<>();

  @Option(
      names = "--minimize",
      paramLabel = "FORMULA",
      description = "What is to be small, such as tpot; repeatable.")
  List<String> minimized = new ArrayList<>();

  @Option(
      names = "--maximize",
      paramLabel = "FORMULA",
      description = "What is to be large, such as throughput; repeatable.")
  List<String> maximized = new ArrayList<>();

  @Mixin SearchOptions searches = new SearchOptions();

  /** Options that are not of 'run'. */
  private static final List<String> OWN =
      List.of(
          "--axis",
          "--derive",
          "--constraint",
          "--minimize",
          "--maximize",
          "--search",
          "--points",
          "--population",
          "--seed",
          "--fidelities");

  /**
   * The experiment.
   *
   * @param others options of the command that are neither of 'run' nor of this
   * @throws InputException when there is neither a file nor an axis, or something is wrong in one
   */
  DescribedExperiment experiment(CommandSpec spec, List<String> others) {
    DescribedExperiment written =
        file != null
            ? ExperimentReader.read(file)
            : new DescribedExperiment(
                new Experiment(
                    "exploration",
                    Map.of(),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    Search.GRID),
                Origins.NONE);
    Experiment described = written.experiment();
    Experiment experiment =
        new Experiment(
            described.name(),
            base(described, spec, others),
            axes(described),
            described.linked(),
            derived(described),
            joined(described.constraints(), constraints),
            goals(described),
            searches.search(described.search()));
    if (experiment.axes().isEmpty()) {
      throw new InputException(
          "nothing varies: an experiment file is missing, or --axis such as --axis"
              + " batch-size=1..64x2");
    }
    return new DescribedExperiment(experiment, origins(written, experiment));
  }

  /** Where parts were written: in the file, or as options, which say themselves what they are. */
  private Origins origins(DescribedExperiment written, Experiment whole) {
    Origins origins = searches.origins(written.origins());
    for (String option : whole.base().keySet()) {
      if (!whole.base().get(option).equals(written.experiment().base().get(option))) {
        origins = origins.with("base." + option, null);
      }
    }
    for (String text : axes) {
      origins = origins.with("axes." + text.substring(0, text.indexOf('=')), "--axis " + text);
    }
    for (String text : derived) {
      origins = origins.with("derived." + text.substring(0, text.indexOf('=')), "--derive " + text);
    }
    int before = written.experiment().constraints().size();
    for (int i = 0; i < constraints.size(); i++) {
      String place = "--constraint " + constraints.get(i);
      origins = origins.with("constraints[" + (before + i) + "]", place);
    }
    List<String> goals = new ArrayList<>();
    minimized.forEach(formula -> goals.add("--minimize " + formula));
    maximized.forEach(formula -> goals.add("--maximize " + formula));
    for (int i = 0; i < goals.size(); i++) {
      origins = origins.with("objectives[" + i + "]", goals.get(i));
    }
    return origins;
  }

  private static Map<String, List<String>> base(
      Experiment described, CommandSpec spec, List<String> others) {
    List<String> except = new ArrayList<>(OWN);
    except.addAll(others);
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (String argument : Arguments.given(spec, except)) {
      int equals = argument.indexOf('=');
      given
          .computeIfAbsent(argument.substring(2, equals), key -> new ArrayList<>())
          .add(argument.substring(equals + 1));
    }
    Map<String, List<String>> base = new LinkedHashMap<>(described.base());
    base.putAll(given);
    return base;
  }

  private List<Axis> axes(Experiment described) {
    Map<String, Axis> byTarget = new LinkedHashMap<>();
    described.axes().forEach(axis -> byTarget.put(axis.target(), axis));
    for (String text : axes) {
      String[] parts = assignment("--axis", text, "memory.hbm.bandwidth=1TB/s..8TB/s:25:log");
      try {
        byTarget.put(parts[0], new Axis(parts[0], AxisText.parse(parts[1]), List.of()));
      } catch (InputException e) {
        throw new InputException("--axis " + text + ": " + e.getMessage(), e);
      }
    }
    return List.copyOf(byTarget.values());
  }

  private Map<String, String> derived(Experiment described) {
    Map<String, String> formulas = new LinkedHashMap<>(described.derived());
    for (String text : derived) {
      String[] parts = assignment("--derive", text, "tokens_per_usd=throughput/price");
      formulas.put(parts[0], parts[1]);
    }
    return formulas;
  }

  private static String[] assignment(String option, String text, String example) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new InputException(option + " " + text + ": NAME=VALUE is wanted, such as " + example);
    }
    return new String[] {text.substring(0, equals).strip(), text.substring(equals + 1).strip()};
  }

  private static List<String> joined(List<String> before, List<String> more) {
    List<String> all = new ArrayList<>(before);
    all.addAll(more);
    return all;
  }

  private List<Experiment.Goal> goals(Experiment described) {
    if (minimized.isEmpty() && maximized.isEmpty()) {
      return described.objectives();
    }
    List<Experiment.Goal> goals = new ArrayList<>();
    minimized.forEach(formula -> goals.add(new Experiment.Goal(formula, false)));
    maximized.forEach(formula -> goals.add(new Experiment.Goal(formula, true)));
    return goals;
  }
}
