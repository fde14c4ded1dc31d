package ridgepoint.exploration.sensitivity;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Search;
import ridgepoint.exploration.expression.Expression;
import ridgepoint.exploration.result.ResultFile;

/** Stores what a sensitivity analysis found, in a table {@code sensitivity}. */
public final class SensitivityTable {
  private static final List<String> STANDARD = List.of("ttft_seconds", "tpot_seconds");

  private final Evaluator evaluator;
  private final Experiment experiment;

  public SensitivityTable(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.experiment = evaluator.experiment();
  }

  /** Computes it from stored points when the search was for it; does nothing otherwise. */
  public void store(Search search, ResultFile results) {
    switch (search.method()) {
      case TORNADO -> tornado(results);
      case SOBOL_INDICES -> indices(results);
      default -> {}
    }
  }

  private List<String> quantities() {
    List<String> objectives =
        experiment.objectives().stream().map(Experiment.Goal::formula).toList();
    return objectives.isEmpty() ? STANDARD : objectives;
  }

  private void tornado(ResultFile results) {
    int points = 1 + 2 * experiment.axes().size();
    List<List<Object>> rows = new ArrayList<>();
    for (String quantity : quantities()) {
      Expression formula = evaluator.formula(quantity);
      double[] values = new double[points];
      results.each(point -> values[(int) point.id()] = formula.evaluate(point.row()));
      for (int axis = 0; axis < experiment.axes().size(); axis++) {
        double low = values[1 + 2 * axis];
        double high = values[2 + 2 * axis];
        rows.add(
            row(
                quantity,
                experiment.axes().get(axis).name(),
                values[0],
                low,
                high,
                Math.abs(high - low)));
      }
    }
    results.table(
        "sensitivity",
        List.of(
            "quantity VARCHAR",
            "axis VARCHAR",
            "base DOUBLE",
            "low DOUBLE",
            "high DOUBLE",
            "swing DOUBLE"),
        rows);
  }

  private void indices(ResultFile results) {
    List<List<Object>> rows = new ArrayList<>();
    for (String quantity : quantities()) {
      Expression formula = evaluator.formula(quantity);
      SobolIndices indices = new SobolIndices(experiment.axes().size());
      results.each(point -> indices.add(formula.evaluate(point.row())));
      for (int axis = 0; axis < experiment.axes().size(); axis++) {
        rows.add(
            row(
                quantity,
                experiment.axes().get(axis).name(),
                indices.firstOrder(axis),
                indices.total(axis)));
      }
    }
    results.table(
        "sensitivity",
        List.of("quantity VARCHAR", "axis VARCHAR", "first_order DOUBLE", "total DOUBLE"),
        rows);
  }

  /** A row of a table; what is not a number is left empty. */
  private static List<Object> row(String quantity, String axis, double... numbers) {
    List<Object> row = new ArrayList<>(List.of(quantity, axis));
    for (double number : numbers) {
      row.add(Double.isNaN(number) ? null : (Object) number);
    }
    return row;
  }
}
