package ridgepoint.spark;

import java.io.Serializable;
import ridgepoint.cli.explore.Explorations;
import ridgepoint.exploration.evaluation.Evaluator;

/**
 * An experiment as it is sent to executors. What it compiles to cannot travel: each executor
 * compiles it when it is first needed, once for all of its tasks.
 */
final class CompiledExperiment implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;
  private transient Evaluator evaluator;

  CompiledExperiment(String text) {
    this.text = text;
  }

  synchronized Evaluator evaluator() {
    if (evaluator == null) {
      evaluator = Explorations.evaluator(text);
    }
    return evaluator;
  }
}
