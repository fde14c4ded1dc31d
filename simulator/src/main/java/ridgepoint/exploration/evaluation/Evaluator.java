package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.exploration.experiment.DescribedExperiment;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.expression.Constraint;
import ridgepoint.exploration.expression.Expression;
import ridgepoint.exploration.expression.Objective;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemVariants;
import ridgepoint.input.InputException;
import ridgepoint.simulation.Figures;
import ridgepoint.simulation.PreparedRun;

/**
 * Evaluates points of one experiment. What does not change from point to point is made once: parsed
 * descriptions, graphs of a workload, recorded kernels. A pure function of the point; safe for use
 * by many threads.
 */
public final class Evaluator {
  /** Workloads kept. */
  private static final int MOST_WORKLOADS = 4096;

  private final Experiment experiment;
  private final Questions questions;
  private final Layout layout;
  private final ExperimentAxes axes;
  private final List<Expression> derived = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Objective> objectives = new ArrayList<>();
  private final Map<List<String>, Asked> asked = new ConcurrentHashMap<>();
  private final Map<FamilyKey, Family> families = new ConcurrentHashMap<>();

  private record FamilyKey(String hardware, String fidelity, String stack) {}

  /** A workload, and the machines it is asked of. */
  private record Asked(
      PreparedRun run, Family family, Changes changes, int devices, boolean mayExceedMemory) {}

  /**
   * Compiles an experiment.
   *
   * @throws InputException when a name, path, unit or formula is wrong; with its place in the file
   */
  public Evaluator(DescribedExperiment described, Questions questions) {
    experiment = described.experiment();
    this.questions = questions;
    Origins origins = described.origins();
    axes = new ExperimentAxes(experiment, origins, questions);
    layout = Layout.of(experiment, origins, axes.units());
    experiment
        .derived()
        .forEach((name, text) -> derived.add(origins.in("derived." + name, () -> formula(text))));
    for (int i = 0; i < experiment.constraints().size(); i++) {
      String text = experiment.constraints().get(i);
      constraints.add(origins.in("constraints[" + i + "]", () -> constraint(text)));
    }
    for (int i = 0; i < experiment.objectives().size(); i++) {
      Experiment.Goal goal = experiment.objectives().get(i);
      Expression value = origins.in("objectives[" + i + "]", () -> formula(goal.formula()));
      objectives.add(new Objective(goal.formula(), value, goal.maximized()));
    }
    new PointChecks(experiment, origins, this).check();
  }

  public Layout layout() {
    return layout;
  }

  public Experiment experiment() {
    return experiment;
  }

  /** What is to be small or large, for one thread. */
  public List<Objective> objectives() {
    return objectives.stream().map(Objective::copy).toList();
  }

  /** A formula over the columns of a row, for one thread. */
  public Expression formula(String text) {
    return Expression.parse(text, layout.names(derived.size()));
  }

  /** The base's value of an axis: as described, as asked for, or else the middle of the axis. */
  public String base(int index) {
    return axes.base(index);
  }

  /** A comparison over the columns of a row, for one thread. */
  public Constraint constraint(String text) {
    return Constraint.parse(text, layout.names(derived.size()));
  }

  private Asked asked(String[] point) {
    List<String> key = axes.optionValues(point);
    Asked known = asked.get(key);
    if (known == null) {
      known = ask(point);
      if (asked.size() >= MOST_WORKLOADS) {
        asked.clear();
      }
      asked.put(key, known);
    }
    return known;
  }

  private Asked ask(String[] point) {
    Question question = questions.of(axes.options(point));
    Family family =
        families.computeIfAbsent(
            new FamilyKey(question.hardware(), question.fidelity().id(), question.stack().id()),
            key -> new Family(questions, key.hardware(), question.fidelity(), question.stack()));
    SystemSpec described = family.variants().with(List.of());
    return new Asked(
        new PreparedRun(question.request(), question.stack(), described.device()),
        family,
        new Changes(experiment, Origins.NONE, layout, family.variants(), question.changes()),
        question.request().workload().parallelism().devices(),
        question.request().allowOversubscription());
  }

  /**
   * Checks what a point names, not whether it works.
   *
   * @throws InputException when an option, a key or a unit is wrong
   */
  void checkNames(String[] point, Origins origins) {
    double[] row = new double[layout.columns().size()];
    axes.fill(point, row);
    Question question = questions.of(axes.options(point));
    SystemVariants variants = questions.variants(question.hardware());
    variants.with(
        new Changes(experiment, origins, layout, variants, question.changes()).of(point, row));
  }

  /**
   * Points of a plan.
   *
   * @param first number of the first one
   */
  public Batch evaluate(long first, List<String[]> points) {
    int count = points.size();
    Batch batch =
        new Batch(
            first,
            new double[count][],
            new double[count],
            new byte[count],
            new byte[count],
            new HashMap<>());
    List<Expression> formulas = derived.stream().map(Expression::copy).toList();
    List<Constraint> bounds = constraints.stream().map(Constraint::copy).toList();
    for (int i = 0; i < count; i++) {
      evaluate(points.get(i), batch, i, formulas, bounds);
    }
    return batch;
  }

  /**
   * Results of points whose rows are known, such as stored ones, but for what bounds them.
   *
   * @param first number of the first one
   * @param points of which the first ones are known
   * @throws InputException when the rows are those of other points
   */
  public Batch known(long first, List<String[]> points, double[][] rows) {
    double[] violations = new double[rows.length];
    double[] asked = new double[layout.columns().size()];
    List<Constraint> bounds = constraints.stream().map(Constraint::copy).toList();
    for (int i = 0; i < rows.length; i++) {
      String[] point = points.get(i);
      axes.fill(point, asked);
      if (!Arrays.equals(asked, 0, layout.axes(), rows[i], 0, layout.axes())) {
        throw new InputException(
            "point %d is stored with other values than this search asks for: %s"
                .formatted(first + i, String.join(", ", point)));
      }
      boolean failed = Double.isNaN(rows[i][layout.position(Measure.FITS)]);
      violations[i] =
          failed
              ? Double.POSITIVE_INFINITY
              : violation(rows[i], bounds, asked(point).mayExceedMemory());
    }
    byte[] none = new byte[rows.length];
    Arrays.fill(none, (byte) -1);
    return new Batch(first, rows, violations, none, none, Map.of());
  }

  private void evaluate(
      String[] point, Batch batch, int index, List<Expression> formulas, List<Constraint> bounds) {
    double[] row = new double[layout.columns().size()];
    Arrays.fill(row, Double.NaN);
    batch.rows()[index] = row;
    batch.prefillBounds()[index] = -1;
    batch.decodeBounds()[index] = -1;
    boolean mayExceedMemory;
    try {
      axes.fill(point, row);
      Asked question = asked(point);
      mayExceedMemory = question.mayExceedMemory();
      Family.Machine machine =
          question.family().machine(question.changes().of(point, row), question.devices());
      Figures figures = question.run().on(machine.system(), machine.costs());
      Measures.fill(row, layout, figures, machine, question.family().economics());
      batch.prefillBounds()[index] = (byte) figures.prefillBound().ordinal();
      if (figures.laterTokens() > 0) {
        batch.decodeBounds()[index] = (byte) figures.decodeBound().ordinal();
      }
    } catch (InputException | UnsupportedOperatorException e) {
      batch.failures().put(index, String.valueOf(e.getMessage()));
      batch.violations()[index] = Double.POSITIVE_INFINITY;
      return;
    }
    for (int i = 0; i < formulas.size(); i++) {
      row[layout.firstDerived() + i] = formulas.get(i).evaluate(row);
    }
    batch.violations()[index] = violation(row, bounds, mayExceedMemory);
  }

  private double violation(double[] row, List<Constraint> bounds, boolean mayExceedMemory) {
    double memory = row[layout.position(Measure.MEMORY)];
    double capacity = row[layout.position(Measure.CAPACITY)];
    boolean fits = mayExceedMemory || row[layout.position(Measure.FITS)] == 1;
    double violation = fits ? 0 : Math.max(Double.MIN_NORMAL, memory / capacity - 1);
    for (Constraint bound : bounds) {
      violation = Math.min(Double.MAX_VALUE, violation + bound.violation(row));
    }
    return violation;
  }
}
