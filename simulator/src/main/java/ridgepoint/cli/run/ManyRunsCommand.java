package ridgepoint.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ridgepoint.cli.frame.Arguments;
import ridgepoint.cli.frame.Cases;
import ridgepoint.cli.frame.ErrorLine;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Progress;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.input.InputException;
import ridgepoint.report.Comparison;
import ridgepoint.report.RunResult;
import ridgepoint.report.directory.ReportDirectory;
import ridgepoint.report.text.ComparisonTable;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonReport;
import ridgepoint.simulation.Version;

/**
 * Runs that differ in some options. A case that does not work (it does not fit, the device lacks a
 * type) is shown with its reason; names that do not exist are an error of the whole command.
 */
abstract class ManyRunsCommand implements Callable<Integer> {
  private static final int MOST_CASES = 100_000;

  private final Terminal terminal;
  private final Workbench workbench;

  @Mixin RunOptions options = new RunOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write a page, charts and numbers there.")
  Path report;

  @Spec CommandSpec spec;

  protected ManyRunsCommand(Terminal terminal, Workbench workbench) {
    this.terminal = terminal;
    this.workbench = workbench;
  }

  /** What the command is called in its results: their schema and files are named after it. */
  abstract String name();

  /** What differs, the first varying slowest. */
  abstract List<Variation> variations();

  /** Longest names of options that say what differs. */
  abstract List<String> variedBy();

  /** The options of one case. */
  @Command
  private static final class OneRun {
    @Mixin RunOptions options = new RunOptions();
  }

  /** A case, and the inputs of its run if there was one. */
  private record Point(Comparison.Case result, Map<String, String> inputs) {}

  @Override
  public final Integer call() {
    output.check();
    List<Variation> variations = variations();
    List<Map<String, String>> cases = combinations(variations);
    List<String> shared = shared();
    List<Point> points;
    try (Progress progress = new Progress(terminal, name(), cases.size(), output.quiet)) {
      points =
          Cases.inOrder(
              cases.size(), output.threads, progress, i -> point(cases.get(i), variations, shared));
    }
    write(comparison(variations, points));
    return 0;
  }

  private List<String> shared() {
    List<String> except = new ArrayList<>(variedBy());
    except.addAll(
        List.of("--format", "--output", "--report", "--quiet", "--no-color", "--threads"));
    return Arguments.given(spec, except);
  }

  private static List<Map<String, String>> combinations(List<Variation> variations) {
    List<Map<String, String>> cases = new ArrayList<>();
    cases.add(new LinkedHashMap<>());
    for (Variation variation : variations) {
      if ((long) cases.size() * variation.values().size() > MOST_CASES) {
        throw new InputException("more than " + MOST_CASES + " cases: vary less at once");
      }
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : cases) {
        for (String value : variation.values()) {
          Map<String, String> next = new LinkedHashMap<>(before);
          next.put(variation.name(), value);
          longer.add(next);
        }
      }
      cases = longer;
    }
    return cases;
  }

  private Point point(Map<String, String> values, List<Variation> variations, List<String> shared) {
    List<String> arguments = new ArrayList<>(shared);
    for (Variation variation : variations) {
      arguments.addAll(variation.arguments(values.get(variation.name())));
    }
    OneRun one = new OneRun();
    Arguments.parse(one, terminal, arguments);
    one.options.checkNames(workbench);
    try {
      RunResult result = one.options.prepare(workbench).run();
      return new Point(Comparison.Case.of(values, result), result.inputs());
    } catch (RuntimeException e) {
      if (!ErrorLine.isUsers(e)) {
        throw e;
      }
      return new Point(Comparison.Case.failed(values, ErrorLine.message(e)), Map.of());
    }
  }

  private Comparison comparison(List<Variation> variations, List<Point> points) {
    List<String> varied = variations.stream().map(Variation::name).toList();
    Map<String, String> common = null;
    for (Point point : points) {
      if (!point.inputs().isEmpty()) {
        if (common == null) {
          common = new LinkedHashMap<>(point.inputs());
        } else {
          common.entrySet().retainAll(point.inputs().entrySet());
        }
      }
    }
    Map<String, String> inputs = common == null ? new LinkedHashMap<>() : common;
    inputs.keySet().removeAll(varied);
    return new Comparison(
        Version.current(), name(), inputs, varied, points.stream().map(Point::result).toList());
  }

  private void write(Comparison comparison) {
    if (report != null) {
      ReportDirectory.write(comparison, report);
    }
    output.write(
        terminal,
        switch (output.formatOr(OutputFormat.TABLE)) {
          case TABLE -> new ComparisonTable(output.table(terminal)).comparison(comparison);
          case JSON -> JsonReport.comparison(comparison);
          case CSV -> CsvReport.comparison(comparison);
        });
  }
}
