package ridgepoint.exploration.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.evaluation.Layout;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.Goal;

/**
 * What would move a design: every step along one axis, evaluated. For each goal, the step that
 * helps it most.
 */
final class DesignMoves {
  private static final String FIDELITY = "fidelity";

  /** A change that is not worth a word. */
  private static final double NOTHING = 5e-4;

  private final Evaluator evaluator;
  private final ShownColumns shown;
  private final List<AxisSteps> axes = new ArrayList<>();

  DesignMoves(Evaluator evaluator, ShownColumns shown) {
    this.evaluator = evaluator;
    this.shown = shown;
    for (int i = 0; i < evaluator.layout().axes(); i++) {
      Layout.Column column = evaluator.layout().columns().get(i);
      axes.add(new AxisSteps(evaluator.experiment().axes().get(i), column.unit(), column.texts()));
    }
  }

  /** One step. */
  private record Step(int axis, String from, String to) {}

  /** A sentence for each goal. */
  List<String> of(double[] row) {
    String[] design = new String[axes.size()];
    for (int i = 0; i < design.length; i++) {
      design[i] = axes.get(i).text(row[i]);
    }
    List<String[]> points = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    points.add(design);
    for (int i = 0; i < design.length; i++) {
      if (!evaluator.experiment().axes().get(i).target().equals(FIDELITY)) {
        for (String to : axes.get(i).next(row[i])) {
          String[] point = design.clone();
          point[i] = to;
          points.add(point);
          steps.add(new Step(i, design[i], to));
        }
      }
    }
    Batch batch = evaluator.evaluate(0, points);
    List<String> moves = new ArrayList<>();
    for (Goal goal : shown.goals()) {
      moves.add(move(goal, batch, steps));
    }
    return moves;
  }

  private String move(Goal goal, Batch batch, List<Step> steps) {
    int best = best(goal, batch, true);
    int wished = best(goal, batch, false);
    String name = shown.columns().get(goal.column()).name();
    if (best == 0) {
      return wished == 0
          ? name + ": no step along one axis helps"
          : name
              + " "
              + change(goal, batch, wished)
              + " would take "
              + step(steps.get(wished - 1))
              + ", which breaks a constraint";
    }
    List<String> costs = new ArrayList<>();
    for (Goal other : shown.goals()) {
      if (!other.equals(goal)) {
        costs.add(shown.columns().get(other.column()).name() + " " + change(other, batch, best));
      }
    }
    return name
        + " "
        + change(goal, batch, best)
        + " by "
        + step(steps.get(best - 1))
        + (costs.isEmpty() ? "" : " (" + String.join(", ", costs) + ")");
  }

  /** Index of the best point of a goal among those a step away; 0 when none is better. */
  private int best(Goal goal, Batch batch, boolean feasible) {
    int best = 0;
    double least = shown.value(goal.column(), batch.rows()[0]);
    double start = least;
    for (int i = 1; i < batch.size(); i++) {
      double value = shown.value(goal.column(), batch.rows()[i]);
      boolean counts = !Double.isNaN(value) && (!feasible || batch.isFeasible(i));
      if (counts
          && goal.better(value, least)
          && Math.abs(value - start) > NOTHING * Math.abs(start)) {
        best = i;
        least = value;
      }
    }
    return best;
  }

  private String change(Goal goal, Batch batch, int index) {
    double before = shown.value(goal.column(), batch.rows()[0]);
    double after = shown.value(goal.column(), batch.rows()[index]);
    double share = after / before - 1;
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%+.1f%%", 100 * share)
        : text(goal, after);
  }

  private String text(Goal goal, double value) {
    Column column = shown.columns().get(goal.column());
    return column.text(value);
  }

  private String step(Step step) {
    return shown.columns().get(step.axis()).name() + " " + step.from() + " → " + step.to();
  }
}
