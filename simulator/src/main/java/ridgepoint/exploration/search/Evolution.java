package ridgepoint.exploration.search;

import java.util.ArrayList;
import java.util.List;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.algorithm.NSGAIII;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.problem.AbstractProblem;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.experiment.Search;
import ridgepoint.exploration.expression.Objective;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;

/**
 * Genetic search for the frontier: NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) or NSGA-III
 * (Deb and Jain 2014) of the MOEA Framework, with simulated binary crossover and polynomial
 * mutation over the axes' unit interval. Points lie on the grid. The same seed asks for the same
 * points.
 */
public final class Evolution {
  private final List<Axis> axes;
  private final List<Objective> objectives;
  private final Search search;
  private final Evaluations evaluations;

  /**
   * Checks that a search has something to look for.
   *
   * @throws InputException when there are no objectives, or one only for NSGA-III
   */
  public static void check(Search search, int objectives) {
    int least = search.method() == Search.Method.NSGA3 ? 2 : 1;
    if (objectives < least) {
      throw new InputException(
          "search " + search.method().id() + " needs " + least + " or more objectives");
    }
  }

  public Evolution(
      List<Axis> axes, List<Objective> objectives, Search search, Evaluations evaluations) {
    this.axes = axes;
    this.objectives = objectives;
    this.search = search;
    this.evaluations = evaluations;
  }

  /** Asks for points until so many were evaluated. */
  public void run() {
    PRNG.setSeed(search.seed());
    Designs designs = new Designs();
    NSGAII algorithm =
        search.method() == Search.Method.NSGA3 ? new ThirdOrder(designs) : new SecondOrder(designs);
    if (search.method() == Search.Method.NSGA2) {
      algorithm.setInitialPopulationSize(search.population());
    }
    while (designs.left > 0) {
      algorithm.step();
    }
  }

  /** NSGA-II that evaluates a generation at once. */
  private static final class SecondOrder extends NSGAII {
    SecondOrder(Designs designs) {
      super(designs);
    }

    @Override
    public void evaluateAll(Iterable<Solution> solutions) {
      numberOfEvaluations += ((Designs) problem).evaluate(solutions);
    }
  }

  /** NSGA-III that does so. */
  private static final class ThirdOrder extends NSGAIII {
    ThirdOrder(Designs designs) {
      super(designs);
    }

    @Override
    public void evaluateAll(Iterable<Solution> solutions) {
      numberOfEvaluations += ((Designs) problem).evaluate(solutions);
    }
  }

  /** The space as a problem of the framework: a real variable for every axis, one constraint. */
  private final class Designs extends AbstractProblem {
    private long left = search.points();

    Designs() {
      super(axes.size(), objectives.size(), 1);
    }

    @Override
    public Solution newSolution() {
      Solution solution = new Solution(axes.size(), objectives.size(), 1);
      for (int i = 0; i < axes.size(); i++) {
        solution.setVariable(i, new RealVariable(0, 1));
      }
      return solution;
    }

    @Override
    public void evaluate(Solution solution) {
      evaluate(List.of(solution));
    }

    /** All of a generation; what is beyond the last evaluation counts as infeasible. */
    int evaluate(Iterable<Solution> solutions) {
      List<Solution> asked = new ArrayList<>();
      List<String[]> points = new ArrayList<>();
      for (Solution solution : solutions) {
        if (points.size() < left) {
          asked.add(solution);
          points.add(point(solution));
        } else {
          refuse(solution, Double.MAX_VALUE);
        }
      }
      int index = 0;
      for (Batch batch : evaluations.of(points)) {
        for (int i = 0; i < batch.size(); i++) {
          take(asked.get(index++), batch, i);
        }
      }
      left -= points.size();
      return points.size();
    }

    private String[] point(Solution solution) {
      String[] point = new String[axes.size()];
      for (int i = 0; i < point.length; i++) {
        Values values = axes.get(i).values();
        double coordinate = RealVariable.getReal(solution.getVariable(i));
        point[i] = values.at(Math.min(values.count() - 1, (int) (coordinate * values.count())));
      }
      return point;
    }

    private void take(Solution solution, Batch batch, int index) {
      double violation = batch.violations()[index];
      for (int k = 0; k < objectives.size(); k++) {
        double cost = objectives.get(k).cost(batch.rows()[index]);
        if (Double.isNaN(cost)) {
          refuse(solution, Double.MAX_VALUE);
          return;
        }
        solution.setObjectiveValue(k, cost);
      }
      solution.setConstraintValue(0, Math.min(violation, Double.MAX_VALUE));
    }

    private void refuse(Solution solution, double violation) {
      for (int k = 0; k < objectives.size(); k++) {
        solution.setObjectiveValue(k, Double.MAX_VALUE);
      }
      solution.setConstraintValue(0, violation);
    }
  }
}
