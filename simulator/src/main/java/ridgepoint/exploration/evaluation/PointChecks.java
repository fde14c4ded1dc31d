package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;

/** Looks at the values of every axis before anything runs. */
final class PointChecks {
  /** Values of one axis that are tried; of longer ones the ends and some between. */
  private static final int MOST_TRIED = 64;

  private final Experiment experiment;
  private final Origins origins;
  private final Evaluator evaluator;

  PointChecks(Experiment experiment, Origins origins, Evaluator evaluator) {
    this.experiment = experiment;
    this.origins = origins;
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
    checkFirst(first);
    for (int i = 0; i < first.length; i++) {
      Values values = axes.get(i).values();
      int step = Math.max(1, values.count() / MOST_TRIED);
      for (int k = 0; k < values.count(); k += step) {
        String[] point = first.clone();
        point[i] = values.at(k);
        check(point, axes.get(i));
      }
    }
  }

  private void check(String[] point, Axis axis) {
    try {
      evaluator.checkNames(point, origins);
    } catch (InputException e) {
      throw origins.at("axes." + axis.target(), e);
    }
  }

  /** An error of all axes together belongs to the one whose key or value it names. */
  private void checkFirst(String[] point) {
    try {
      evaluator.checkNames(point, origins);
    } catch (InputException e) {
      List<String> parts = new ArrayList<>();
      List<List<String>> words = new ArrayList<>();
      for (int i = 0; i < point.length; i++) {
        String target = experiment.axes().get(i).target();
        parts.add("axes." + target);
        words.add(List.of(target, "'" + point[i] + "'"));
      }
      throw origins.amongst(parts, words, e);
    }
  }
}
