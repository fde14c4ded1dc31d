package ridgepoint.exploration.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.evaluation.Layout;
import ridgepoint.exploration.evaluation.Measure;
import ridgepoint.exploration.expression.Expression;
import ridgepoint.exploration.expression.Objective;
import ridgepoint.quantity.Dimension;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.Goal;
import ridgepoint.report.ExplorationResult.Role;

/** Columns of a report: the axes, what designs are compared by, and what is always worth a look. */
final class ShownColumns {
  private static final List<Measure> STANDARD =
      List.of(
          Measure.TTFT,
          Measure.TPOT,
          Measure.THROUGHPUT,
          Measure.ENERGY_PER_TOKEN,
          Measure.AREA,
          Measure.PRICE,
          Measure.COST);
  private static final List<String> WITHOUT_OBJECTIVES = List.of("tpot", "ttft");

  private final Layout layout;
  private final List<Column> columns = new ArrayList<>();
  private final List<Expression> values = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();

  ShownColumns(Evaluator evaluator) {
    layout = evaluator.layout();
    for (int i = 0; i < layout.axes(); i++) {
      Layout.Column axis = layout.columns().get(i);
      columns.add(
          new Column(
              axis.source(),
              Role.AXIS,
              axis.unit().map(ShownColumns::unit).orElse(""),
              axis.texts()));
      values.add(null);
    }
    for (Objective objective : evaluator.objectives()) {
      goals.add(new Goal(columns.size(), objective.maximized()));
      add(objective.text(), Role.OBJECTIVE, evaluator);
    }
    if (goals.isEmpty()) {
      for (String formula : WITHOUT_OBJECTIVES) {
        goals.add(new Goal(columns.size(), false));
        add(formula, Role.OBJECTIVE, evaluator);
      }
    }
    for (Measure measure : STANDARD) {
      if (goals.stream().noneMatch(goal -> names(measure, columns.get(goal.column()).name()))) {
        add(measure.shortNames().get(0), Role.QUANTITY, evaluator);
      }
    }
    for (String name : evaluator.experiment().derived().keySet()) {
      if (columns.stream().noneMatch(column -> column.name().equals(name))) {
        add(name, Role.QUANTITY, evaluator);
      }
    }
  }

  private void add(String formula, Role role, Evaluator evaluator) {
    columns.add(new Column(formula, role, unitOf(formula), List.of()));
    values.add(evaluator.formula(formula));
  }

  List<Column> columns() {
    return columns;
  }

  List<Goal> goals() {
    return goals;
  }

  /** Columns of the stored table that a goal is made of. */
  List<Integer> positions(Goal goal) {
    List<Integer> positions = new ArrayList<>();
    for (int position : values.get(goal.column()).positions()) {
      positions.add(position);
    }
    return positions;
  }

  double value(int column, double[] row) {
    return values.get(column) == null ? row[column] : values.get(column).evaluate(row);
  }

  List<Double> values(double[] row) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      numbers.add(value(i, row));
    }
    return numbers;
  }

  /** The unit of a formula that is the name of one measure; empty for all others. */
  static String unitOf(String formula) {
    for (Measure measure : Measure.values()) {
      if (names(measure, formula)) {
        return measure == Measure.AREA ? "mm²" : unit(measure.dimension());
      }
    }
    return "";
  }

  private static boolean names(Measure measure, String formula) {
    return measure.column().equals(formula) || measure.shortNames().contains(formula);
  }

  /** The unit whose factor is 1. */
  private static String unit(Dimension dimension) {
    Optional<String> base =
        dimension.factors().entrySet().stream()
            .filter(unit -> unit.getValue() == 1)
            .map(java.util.Map.Entry::getKey)
            .findFirst();
    return dimension == Dimension.JOULES_PER_BYTE ? "J/B" : base.orElse("");
  }
}
