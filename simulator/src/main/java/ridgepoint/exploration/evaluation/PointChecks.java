package ridgepoint.exploration.evaluation;

import java.util.List;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;

/** Looks at the values of every axis before anything runs. */
final class PointChecks {
  /** Values of one axis that are tried; of longer ones the ends and some between. */
  private static final int MOST_TRIED = 64;

  private final Experiment experiment;
  private final Evaluator evaluator;

  PointChecks(Experiment experiment, Evaluator evaluator) {
    this.experiment = experiment;
    this.evaluator = evaluator;
  }

  /**
   * Tries each axis' values with the other axes at their first.
   *
   * @throws InputException when a value names what does not exist, or is of a wrong unit or
   *     impossible
   */
  void check() {
    List<Axis> axes = experiment.axes();
    String[] first = new String[axes.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = axes.get(i).values().at(0);
    }
    evaluator.checkNames(first);
    for (int i = 0; i < first.length; i++) {
      Values values = axes.get(i).values();
      int step = Math.max(1, values.count() / MOST_TRIED);
      for (int k = 0; k < values.count(); k += step) {
        String[] point = first.clone();
        point[i] = values.at(k);
        evaluator.checkNames(point);
      }
    }
  }
}
