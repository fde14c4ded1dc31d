package ridgepoint.cli.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ridgepoint.cli.frame.Arguments;
import ridgepoint.cli.frame.ErrorLine;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.run.RunOptions;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.evaluation.Questions;
import ridgepoint.exploration.experiment.AxisText;
import ridgepoint.exploration.experiment.DescribedExperiment;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.experiment.Search;
import ridgepoint.exploration.expression.Constraint;
import ridgepoint.exploration.solve.Solution;
import ridgepoint.exploration.solve.Solver;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Dimension;
import ridgepoint.quantity.Quantity;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonText;

/** {@code ridgepoint solve}: the value of one number that just meets a target. */
@Command(
    name = "solve",
    sortOptions = false,
    description = {
      "Find the value of one number of the hardware or workload that just meets a target, or say",
      "that none does and what then limits. All options of 'run' hold."
    })
public final class SolveCommand implements Callable<Integer> {
  /** How far from its described value a number is varied when no range is given. */
  private static final double STANDARD_FACTOR = 100;

  private final Terminal terminal;
  private final Workbench workbench;

  @Mixin RunOptions options = new RunOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--target",
      paramLabel = "NAME=VALUE",
      description = "What is wanted, such as tpot=20ms, throughput=500 or power=300W.")
  String target;

  @Option(
      names = "--vary",
      paramLabel = "NAME[=LOW..HIGH]",
      description =
          "What varies: a key of the hardware description, by default from a hundredth to a hundred"
              + " times its value, or an option of 'run' with a range.")
  String vary;

  @Spec CommandSpec spec;

  public SolveCommand(Terminal terminal, Workbench workbench) {
    this.terminal = terminal;
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    output.check();
    if (target == null || vary == null) {
      throw new InputException(
          "--target and --vary are wanted, such as --target tpot=20ms --vary memory.hbm.bandwidth");
    }
    Questions questions = new RunQuestions(terminal, workbench);
    Map<String, List<String>> base = base();
    Axis axis = axis(questions, base);
    Evaluator evaluator =
        new Evaluator(
            new DescribedExperiment(
                new Experiment(
                    "solve",
                    base,
                    List.of(axis),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    Search.GRID),
                Origins.NONE.with("axes." + axis.target(), "--vary " + vary)),
            questions);
    Constraint wanted = wanted(evaluator);
    double value = wanted.right().evaluate(new double[evaluator.layout().columns().size()]);
    Solution solution = new Solver(evaluator, wanted.left(), value).solve();
    output.write(terminal, text(axis, solution));
    return solution.met() ? 0 : ErrorLine.USER_ERROR;
  }

  private Map<String, List<String>> base() {
    Map<String, List<String>> base = new LinkedHashMap<>();
    List<String> own =
        List.of("--target", "--vary", "--format", "--output", "--quiet", "--no-color", "--threads");
    for (String argument : Arguments.given(spec, own)) {
      int equals = argument.indexOf('=');
      base.computeIfAbsent(argument.substring(2, equals), key -> new ArrayList<>())
          .add(argument.substring(equals + 1));
    }
    return base;
  }

  private Constraint wanted(Evaluator evaluator) {
    int equals = target.indexOf('=');
    if (equals < 1 || equals == target.length() - 1) {
      throw new InputException("--target " + target + ": NAME=VALUE is wanted, such as tpot=20ms");
    }
    try {
      return evaluator.constraint(
          target.substring(0, equals) + " == " + target.substring(equals + 1));
    } catch (InputException e) {
      throw new InputException("--target " + target + ": " + e.getMessage(), e);
    }
  }

  private Axis axis(Questions questions, Map<String, List<String>> base) {
    int equals = vary.indexOf('=');
    String name = equals < 0 ? vary : vary.substring(0, equals);
    try {
      if (equals >= 0) {
        String[] ends = vary.substring(equals + 1).split("[.][.]", 2);
        if (ends.length < 2) {
          throw new InputException("LOW..HIGH is wanted");
        }
        return new Axis(name, range(ends[0].strip(), ends[1].strip()), List.of());
      }
      if (!name.contains(".")) {
        throw new InputException("a range is wanted, such as " + name + "=1..1024");
      }
      return new Axis(name, around(questions, base, name), List.of());
    } catch (InputException e) {
      throw new InputException("--vary " + vary + ": " + e.getMessage(), e);
    }
  }

  private static Values range(String low, String high) {
    boolean positive =
        (!low.startsWith("0") && !low.startsWith("-")) || low.matches("0[.]0*[1-9].*");
    return AxisText.interval(low, high, 2, positive);
  }

  private static Values around(Questions questions, Map<String, List<String>> base, String name) {
    var variants = questions.variants(questions.of(base).hardware());
    String text = variants.text(name).orElse("");
    Dimension dimension =
        variants
            .dimension(name)
            .orElseThrow(
                () ->
                    new InputException(
                        "no number of the description is called so"
                            + ridgepoint.input.NearMatch.hint(name, variants.paths())));
    String unit = text.strip().replaceFirst("^[+-]?[0-9.]+([eE][+-]?\\d+)?", "").strip();
    double value = Quantity.parse(text, dimension) / dimension.factors().get(unit);
    return new Values.Interval(
        value / STANDARD_FACTOR, value * STANDARD_FACTOR, unit, true, false, 2);
  }

  private String text(Axis axis, Solution solution) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("target", target);
    facts.put("vary", axis.target());
    facts.put("met", Boolean.toString(solution.met()));
    facts.put("value", solution.value());
    facts.put("reached", Double.toString(solution.reached()));
    facts.put("prefill_bound", solution.prefillBound());
    facts.put("decode_bound", solution.decodeBound() == null ? "" : solution.decodeBound());
    return switch (output.formatOr(OutputFormat.TABLE)) {
      case JSON ->
          JsonText.pretty(
              json ->
                  json.put("schema", "ridgepoint.solution/1")
                      .put("target", target)
                      .put("vary", axis.target())
                      .put("met", solution.met())
                      .put("value", solution.value())
                      .put("reached", solution.reached())
                      .put("prefill_bound", solution.prefillBound())
                      .put("decode_bound", facts.get("decode_bound"))
                      .put("evaluations", solution.evaluations()));
      case CSV -> CsvReport.table(List.of(facts));
      case TABLE -> sentence(axis, solution);
    };
  }

  private String sentence(Axis axis, Solution solution) {
    String bounds =
        solution.decodeBound() == null
            ? "prefill is bound by " + solution.prefillBound()
            : "prefill is bound by %s, decoding by %s"
                .formatted(solution.prefillBound(), solution.decodeBound());
    return solution.met()
        ? String.format(
            Locale.ROOT,
            "%s=%s meets %s (%.6g); %s there%n",
            axis.target(),
            solution.value(),
            target,
            solution.reached(),
            bounds)
        : String.format(
            Locale.ROOT,
            "%s cannot be met: %s=%s comes nearest with %.6g, where %s%n",
            target,
            axis.target(),
            solution.value(),
            solution.reached(),
            bounds);
  }
}
