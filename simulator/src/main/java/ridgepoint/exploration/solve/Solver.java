package ridgepoint.exploration.solve;

import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.expression.Expression;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;

/**
 * Finds the value of the one axis of an experiment at which a quantity is what is wanted: where it
 * changes sides between two of some values tried, by Brent's method (1973) over the axis' unit
 * interval.
 */
public final class Solver {
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_EVALUATIONS = 200;
  private static final int TRIED = 17;

  private final Evaluator evaluator;
  private final Expression quantity;
  private final double target;
  private final Values axis;
  private int evaluations;

  /**
   * @param evaluator of an experiment of one axis, a range
   * @param target of the quantity, in its column's unit
   */
  public Solver(Evaluator evaluator, Expression quantity, double target) {
    this.evaluator = evaluator;
    this.quantity = quantity;
    this.target = target;
    axis = evaluator.experiment().axes().get(0).values();
  }

  /**
   * The value that just meets the target, or the one that comes nearest.
   *
   * @throws InputException when no value of the axis has a result
   */
  public Solution solve() {
    double nearest = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    double before = Double.NaN;
    for (int i = 0; i < TRIED; i++) {
      double at = (double) i / (TRIED - 1);
      double difference = difference(at);
      if (difference == 0 || before * difference < 0) {
        double from = (double) Math.max(0, i - 1) / (TRIED - 1);
        return solution(true, difference == 0 ? at : root(from, at, before < 0));
      }
      if (Math.abs(difference) < least) {
        least = Math.abs(difference);
        nearest = at;
      }
      before = difference;
    }
    if (Double.isNaN(nearest)) {
      throw new InputException("no value of the axis has a result: " + failure(0));
    }
    return solution(false, nearest);
  }

  /** Between two values with the target between them; from the side that keeps to its sign. */
  private double root(double low, double high, boolean rising) {
    try {
      double root = new BrentSolver(TOLERANCE).solve(MOST_EVALUATIONS, this::difference, low, high);
      // The quantity may jump where tilings change: rather the side that meets the target.
      double meets =
          rising ? Math.max(low, root - 2 * TOLERANCE) : Math.min(high, root + 2 * TOLERANCE);
      return difference(root) <= 0 ? root : meets;
    } catch (TooManyEvaluationsException e) {
      throw new InputException("no value was found in " + MOST_EVALUATIONS + " evaluations", e);
    }
  }

  /** How far the quantity is from the target, as a logarithm where both are positive. */
  private double difference(double at) {
    double value = quantity.evaluate(evaluate(at).rows()[0]);
    return value > 0 && target > 0 ? Math.log(value / target) : value - target;
  }

  private Batch evaluate(double at) {
    evaluations++;
    return evaluator.evaluate(0, List.<String[]>of(new String[] {axis.within(at)}));
  }

  private String failure(double at) {
    return evaluate(at).failures().getOrDefault(0, "unknown");
  }

  private Solution solution(boolean met, double at) {
    Batch batch = evaluate(at);
    return new Solution(
        met,
        axis.within(at),
        quantity.evaluate(batch.rows()[0]),
        batch.prefillBound(0),
        batch.decodeBound(0),
        evaluations);
  }
}
