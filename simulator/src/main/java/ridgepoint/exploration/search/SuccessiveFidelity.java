package ridgepoint.exploration.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.expression.Objective;
import ridgepoint.exploration.space.Extended;
import ridgepoint.exploration.space.Grid;
import ridgepoint.exploration.space.Plan;

/**
 * The frontier of a grid at a dear fidelity, most of the grid seen only at a cheap one.
 *
 * <p>Every point is evaluated at the first fidelity; what keeps a constraint at the next ones keeps
 * it there, so that points which do not are left out. Where that is a lower bound of the next one
 * in every objective, as the roofline is of times, a point whose bound is no better than a result
 * at the next fidelity cannot be on the frontier there and is left out; the others are evaluated
 * from the most promising on until none is left, so that the frontier is that of the whole grid. Of
 * fidelities after the second only the frontier of the one before is looked at: they confirm it, or
 * thin it out where a design beats another after all, but a design that was not on it is not found.
 */
public final class SuccessiveFidelity {
  private final Grid grid;
  private final List<String> fidelities;
  private final List<Objective> objectives;
  private final Evaluations evaluations;
  private final Map<Long, Long> lastEvaluation = new HashMap<>();

  /**
   * @param grid of all axes but the fidelity, which is the last value of every point asked for
   * @param fidelities from cheap to dear
   */
  public SuccessiveFidelity(
      Grid grid, List<String> fidelities, List<Objective> objectives, Evaluations evaluations) {
    this.grid = grid;
    this.fidelities = List.copyOf(fidelities);
    this.objectives = objectives;
    this.evaluations = evaluations;
  }

  /** Evaluates what has to be; the frontier at the last fidelity, by number of evaluation. */
  public Frontier run(int batch) {
    double[][] bounds = new double[(int) grid.size()][];
    for (long from = 0; from < grid.size(); from += batch) {
      long to = Math.min(grid.size(), from + batch);
      List<Long> ids = new ArrayList<>();
      for (long id = from; id < to; id++) {
        ids.add(id);
      }
      evaluate(ids, 0, (id, costs, feasible) -> bounds[(int) id] = feasible ? costs : null);
    }
    Frontier frontier = ranked(bounds, batch);
    for (int fidelity = 2; fidelity < fidelities.size(); fidelity++) {
      Frontier confirmed = new Frontier();
      List<Long> ids = frontier.members().stream().map(Frontier.Member::id).sorted().toList();
      evaluate(ids, fidelity, keeping(confirmed));
      frontier = confirmed;
    }
    Frontier evaluated = new Frontier();
    for (Frontier.Member member : frontier.members()) {
      evaluated.add(lastEvaluation.get(member.id()), member.costs());
    }
    return evaluated;
  }

  private Frontier ranked(double[][] bounds, int batch) {
    Frontier found = new Frontier();
    boolean[] done = new boolean[bounds.length];
    while (true) {
      Frontier promising = new Frontier();
      for (int id = 0; id < bounds.length; id++) {
        if (!done[id]) {
          if (bounds[id] == null || found.dominates(bounds[id])) {
            done[id] = true;
          } else {
            promising.add(id, bounds[id]);
          }
        }
      }
      List<Long> next =
          promising.members().stream().map(Frontier.Member::id).limit(batch).sorted().toList();
      if (next.isEmpty()) {
        return found;
      }
      next.forEach(id -> done[id.intValue()] = true);
      evaluate(next, 1, keeping(found));
    }
  }

  /** Takes the result of a point. */
  private interface Taker {
    void take(long id, double[] costs, boolean feasible);
  }

  private static Taker keeping(Frontier frontier) {
    return (id, costs, feasible) -> {
      if (feasible) {
        frontier.add(id, costs);
      }
    };
  }

  private void evaluate(List<Long> ids, int fidelity, Taker taker) {
    Plan plan = new Extended(grid, fidelities.get(fidelity));
    List<String[]> points = ids.stream().map(plan::point).toList();
    int index = 0;
    for (Batch batch : evaluations.of(points)) {
      for (int i = 0; i < batch.size(); i++) {
        double[] costs = new double[objectives.size()];
        for (int k = 0; k < costs.length; k++) {
          costs[k] = objectives.get(k).cost(batch.rows()[i]);
        }
        long id = ids.get(index++);
        if (fidelity > 0) {
          lastEvaluation.put(id, batch.first() + i);
        }
        taker.take(id, costs, batch.isFeasible(i));
      }
    }
  }
}
