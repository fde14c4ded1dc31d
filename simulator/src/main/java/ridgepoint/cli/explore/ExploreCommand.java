package ridgepoint.cli.explore;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Progress;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.run.RunOptions;
import ridgepoint.exploration.Exploration;
import ridgepoint.exploration.Timing;
import ridgepoint.exploration.engine.Engine;
import ridgepoint.exploration.engine.EngineProvider;
import ridgepoint.exploration.engine.LocalEngine;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.ExperimentText;
import ridgepoint.exploration.report.ExplorationReport;
import ridgepoint.exploration.result.ResultFile;
import ridgepoint.input.InputException;
import ridgepoint.report.directory.ReportDirectory;
import ridgepoint.simulation.Version;

/** {@code ridgepoint explore}: many designs, searched and stored. */
@Command(
    name = "explore",
    sortOptions = false,
    description = {
      "Explore a design space: evaluate the points of an experiment, keep them in one file and",
      "show the frontier. 'explore query FILE SQL' asks the file."
    })
public final class ExploreCommand implements Callable<Integer> {
  private static final String LOCAL = "local";

  private final Terminal terminal;
  private final Workbench workbench;

  @Mixin ExperimentOptions experiments = new ExperimentOptions();
  @Mixin RunOptions options = new RunOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--results",
      paramLabel = "FILE.duckdb",
      description = "Where every point goes; by default the experiment's name.")
  Path results;

  @Option(names = "--resume", description = "Continue a run that was cut off.")
  boolean resume;

  @Option(names = "--dry-run", description = "Say how many points and how long; run nothing.")
  boolean dryRun;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Show so many points of the frontier (default: ${DEFAULT-VALUE}).")
  int top = 10;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Also write all points as .parquet or .csv; repeatable.")
  List<Path> exports = List.of();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write a page and charts of what was found into a directory.")
  Path report;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "local (default), or spark: a cluster.")
  String engine = LOCAL;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Of the cluster, such as spark://host:7077.")
  String master;

  @Spec CommandSpec spec;

  public ExploreCommand(Terminal terminal, Workbench workbench) {
    this.terminal = terminal;
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    output.check();
    check();
    ExploreSearch search =
        ExploreSearch.of(
            experiments.experiment(
                spec,
                List.of(
                    "--results",
                    "--resume",
                    "--dry-run",
                    "--top",
                    "--export",
                    "--report",
                    "--engine",
                    "--master",
                    "--format",
                    "--output",
                    "--quiet",
                    "--no-color",
                    "--threads")),
            new RunQuestions(terminal, workbench));
    Timing timing = search.timing();
    if (dryRun) {
      output.write(terminal, estimate(search, timing));
      return 0;
    }
    Experiment experiment = search.experiment();
    Path target = results == null ? Path.of(experiment.name() + ".duckdb") : results;
    try (Engine where = engine(search.evaluator());
        ResultFile stored = open(target, search);
        Progress progress = new Progress(terminal, "explore", search.size(), output.quiet)) {
      Exploration exploration =
          new Exploration(search.evaluator(), where, stored, timing.batch(), progress::reached);
      search.run(exploration, stored);
      exploration.finish();
      exports.forEach(stored.stored()::export);
      if (report != null) {
        ReportDirectory.write(
            ExplorationReport.of(stored.stored(), search.evaluator(), experiment.search()), report);
      }
      output.write(terminal, new ExploreSummary(search, stored.stored(), target, top).text(output));
    }
    return 0;
  }

  private void check() {
    if (top < 0) {
      throw new InputException("--top must be at least 0, got " + top);
    }
    if (engine.equals(LOCAL) && master != null) {
      throw new InputException("--master is of a cluster: --engine spark --master " + master);
    }
    if (!engine.equals(LOCAL) && master == null) {
      throw new InputException("--engine " + engine + " needs --master, such as spark://host:7077");
    }
    if (report != null) {
      ReportDirectory.check(report);
    }
    for (Path export : exports) {
      if (!export.toString().matches(".*[.](parquet|csv)")) {
        throw new InputException("--export " + export + ": a name in .parquet or .csv is wanted");
      }
    }
  }

  private Engine engine(Evaluator evaluator) {
    return engine.equals(LOCAL)
        ? new LocalEngine(evaluator, output.threads)
        : EngineProvider.named(engine).start(ExperimentText.of(evaluator.experiment()), master);
  }

  private ResultFile open(Path target, ExploreSearch search) {
    Evaluator evaluator = search.evaluator();
    return resume
        ? ResultFile.resume(target, evaluator.experiment(), evaluator.layout(), Version.current())
        : ResultFile.create(target, evaluator.experiment(), evaluator.layout(), Version.current());
  }

  private String estimate(ExploreSearch search, Timing timing) {
    double seconds = (double) search.size() * timing.secondsPerPoint() / output.threads;
    if (output.formatOr(OutputFormat.TABLE) == OutputFormat.JSON) {
      return ridgepoint.report.text.JsonText.pretty(
          json ->
              json.put("schema", "ridgepoint.exploration-estimate/1")
                  .put("points", search.size())
                  .put("seconds", seconds)
                  .put("threads", output.threads)
                  .objects(
                      "fidelities",
                      search.fidelities(),
                      (item, fidelity) ->
                          item.put("fidelity", fidelity)
                              .put(
                                  "seconds_per_point", search.timing(fidelity).secondsPerPoint())));
    }
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d points, about %s on %d threads (%.3g ms a point)%n",
                search.size(),
                seconds < 120
                    ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
                    : String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60)),
                output.threads,
                1e3 * timing.secondsPerPoint()));
    search.fidelities().stream()
        .skip(1)
        .forEach(
            fidelity ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "then those that promise something at %s (%.3g ms a point)%n",
                        fidelity,
                        1e3 * search.timing(fidelity).secondsPerPoint())));
    return text.toString();
  }
}
