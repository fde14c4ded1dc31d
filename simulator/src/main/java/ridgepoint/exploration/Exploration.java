package ridgepoint.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import ridgepoint.exploration.engine.Engine;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.expression.Objective;
import ridgepoint.exploration.result.ResultFile;
import ridgepoint.exploration.result.StoredPoints.StoredPoint;
import ridgepoint.exploration.search.Evaluations;
import ridgepoint.exploration.search.Frontier;
import ridgepoint.exploration.space.Plan;
import ridgepoint.input.InputException;

/** Evaluates points in their order, stores them as they come and keeps the frontier. */
public final class Exploration implements Evaluations {
  /** What is lost at most when the process is killed: this long, or this many points. */
  private static final long COMMIT_NANOSECONDS = 1_000_000_000L;

  private static final int MOST_UNCOMMITTED = 50_000;

  /** Few points, such as a generation, go in so many parts that every core has some. */
  private static final int LEAST_PARTS = 16;

  private final Evaluator evaluator;
  private final Engine engine;
  private final ResultFile results;
  private final LongConsumer progress;
  private final int batch;
  private final List<Objective> objectives;
  private final Frontier frontier = new Frontier();
  private long committed = System.nanoTime();
  private long uncommitted;
  private long next;

  /**
   * @param batch points evaluated together
   * @param progress receives how many points are done, as they are
   */
  public Exploration(
      Evaluator evaluator, Engine engine, ResultFile results, int batch, LongConsumer progress) {
    this.evaluator = evaluator;
    this.engine = engine;
    this.results = results;
    this.batch = batch;
    this.progress = progress;
    objectives = evaluator.objectives();
  }

  /** Evaluates and stores the points of a plan that are not stored yet. */
  public void run(Plan plan) {
    if (!objectives.isEmpty() && results.next() > 0) {
      results.each(point -> consider(point.id(), point.row(), point.feasible()));
    }
    engine.evaluate(plan, results.next(), plan.size(), batch, this::store);
    results.commit();
  }

  /**
   * Evaluates the points that follow those asked for before. Those that are stored already are not
   * evaluated again.
   *
   * @throws InputException when what is stored are other points
   */
  @Override
  public List<Batch> of(List<String[]> points) {
    List<Batch> batches = new ArrayList<>();
    long first = next;
    next += points.size();
    long unknown = Math.max(first, Math.min(next, results.next()));
    if (unknown > first) {
      double[][] rows =
          results.points(first, unknown).stream().map(StoredPoint::row).toArray(double[][]::new);
      Batch known = evaluator.known(first, points, rows);
      consider(known);
      batches.add(known);
    }
    engine.evaluate(
        new Listed(first, points),
        unknown,
        next,
        Math.max(1, Math.min(batch, points.size() / LEAST_PARTS)),
        each -> {
          store(each);
          batches.add(each);
        });
    return batches;
  }

  /** Points whose numbers begin somewhere. */
  private record Listed(long first, List<String[]> points) implements Plan {
    @Override
    public long size() {
      return first + points.size();
    }

    @Override
    public String[] point(long id) {
      return points.get((int) (id - first));
    }
  }

  private void store(Batch points) {
    consider(points);
    results.append(points);
    uncommitted += points.size();
    long now = System.nanoTime();
    if (uncommitted >= MOST_UNCOMMITTED || now - committed >= COMMIT_NANOSECONDS) {
      results.commit();
      committed = now;
      uncommitted = 0;
    }
    progress.accept(points.first() + points.size());
  }

  private void consider(Batch points) {
    for (int i = 0; i < points.size(); i++) {
      consider(points.first() + i, points.rows()[i], points.isFeasible(i));
    }
  }

  private void consider(long id, double[] row, boolean feasible) {
    if (feasible && !objectives.isEmpty()) {
      double[] costs = new double[objectives.size()];
      for (int i = 0; i < costs.length; i++) {
        costs[i] = objectives.get(i).cost(row);
      }
      frontier.add(id, costs);
    }
  }

  /**
   * Makes another frontier the one that is stored: that of the dearest fidelity.
   *
   * @param dearest with the numbers of the points that were evaluated last for it
   */
  public void keepOnly(Frontier dearest) {
    frontier.replaceBy(dearest);
  }

  /** Stores the frontier as it is now, in a table of its own. */
  public Frontier finish() {
    results.commit();
    List<List<Object>> rows = new ArrayList<>();
    List<Frontier.Member> members = frontier.members();
    for (int rank = 0; rank < members.size(); rank++) {
      rows.add(List.of(rank, members.get(rank).id()));
    }
    results.table("frontier", List.of("rank INTEGER", "id BIGINT"), rows);
    return frontier;
  }
}
