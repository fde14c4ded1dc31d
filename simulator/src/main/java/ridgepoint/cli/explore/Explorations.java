package ridgepoint.cli.explore;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.experiment.DescribedExperiment;
import ridgepoint.exploration.experiment.ExperimentReader;
import ridgepoint.exploration.experiment.Origins;

/** Compiles experiments apart from a command line, as members of a cluster do. */
public final class Explorations {
  private Explorations() {}

  /**
   * The evaluator of an experiment.
   *
   * @param text as {@link ridgepoint.exploration.experiment.ExperimentText} writes it
   */
  public static Evaluator evaluator(String text) {
    return new Evaluator(
        new DescribedExperiment(ExperimentReader.read("experiment", text), Origins.NONE),
        questions());
  }

  /** Questions of which nothing is printed. */
  static RunQuestions questions() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    Terminal terminal =
        new Terminal(
            new Terminal.ResultStream(nowhere),
            new PrintStream(nowhere, true, StandardCharsets.UTF_8),
            false,
            false);
    return new RunQuestions(terminal, new Workbench());
  }
}
