package ridgepoint.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ridgepoint.exploration.Exploration;
import ridgepoint.exploration.engine.Engine;
import ridgepoint.exploration.engine.LocalEngine;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.ExperimentReader;
import ridgepoint.exploration.experiment.Plans;
import ridgepoint.exploration.result.ResultFile;
import ridgepoint.exploration.result.Stored;
import ridgepoint.exploration.space.Plan;
import ridgepoint.input.InputException;

/** {@code ridgepoint explore}: many designs, searched and stored. */
@Command(
    name = "explore",
    sortOptions = false,
    description = "Explore a design space: evaluate the points of an experiment and keep them.")
final class ExploreCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Workbench workbench;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "What varies, from which base.")
  Path file;

  @Option(
      names = "--results",
      paramLabel = "FILE.duckdb",
      description = "Where every point goes; by default the experiment's name beside it.")
  Path results;

  @Option(names = "--resume", description = "Continue a run that was cut off.")
  boolean resume;

  @Option(names = "--dry-run", description = "Say how many points and how long; run nothing.")
  boolean dryRun;

  @Option(names = "--top", paramLabel = "N", description = "Show the N best feasible points.")
  int top = 10;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Also write the table as .parquet or .csv.")
  Path export;

  @Option(names = "--quiet", description = "Show no progress.")
  boolean quiet;

  @Option(names = "--threads", paramLabel = "N", description = "Threads; all cores by default.")
  int threads = Runtime.getRuntime().availableProcessors();

  ExploreCommand(Terminal terminal, Workbench workbench) {
    this.terminal = terminal;
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    if (file == null) {
      throw new InputException("an experiment file is wanted");
    }
    Experiment experiment = ExperimentReader.read(file);
    Evaluator evaluator = new Evaluator(experiment, new RunQuestions(terminal, workbench));
    Plan plan = Plans.of(experiment);
    double seconds = Exploration.secondsPerPoint(evaluator, plan);
    if (dryRun) {
      terminal.print(
          String.format(
              Locale.ROOT,
              "%d points, about %.1f s on %d threads%n",
              plan.size(),
              plan.size() * seconds / threads,
              threads));
      return 0;
    }
    Path target = results == null ? Path.of(experiment.name() + ".duckdb") : results;
    try (ResultFile stored =
            resume
                ? ResultFile.resume(target, experiment, evaluator.layout(), Ridgepoint.version())
                : ResultFile.create(target, experiment, evaluator.layout(), Ridgepoint.version());
        Engine engine = new LocalEngine(evaluator, threads);
        Progress progress = new Progress(terminal, "explore", plan.size(), quiet)) {
      new Exploration(engine, stored, progress::reached).run(plan, Exploration.batch(seconds));
      if (export != null) {
        stored.stored().export(export);
      }
      show(stored.stored());
    }
    return 0;
  }

  private void show(Stored stored) {
    stored.query(
        "SELECT count(*) AS points, count(*) FILTER (feasible) AS feasible FROM points",
        names -> {},
        row -> terminal.print(row.get(0) + " points, " + row.get(1) + " feasible\n"));
  }
}
