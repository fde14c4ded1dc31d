package ridgepoint.exploration;

import java.util.List;
import java.util.function.LongConsumer;
import ridgepoint.exploration.engine.Engine;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.result.ResultFile;
import ridgepoint.exploration.space.Plan;

/** Runs what is left of a plan, and stores it as it comes. */
public final class Exploration {
  /** What is lost at most when the process is killed: this long, or this many points. */
  private static final long COMMIT_NANOSECONDS = 1_000_000_000L;

  private static final int MOST_UNCOMMITTED = 50_000;

  /** Points evaluated together take about so long, so that cores neither wait nor run dry. */
  private static final double BATCH_SECONDS = 0.1;

  private static final int LARGEST_BATCH = 2000;
  private static final int TIMED_POINTS = 64;

  private final Engine engine;
  private final ResultFile results;
  private final LongConsumer progress;
  private long committed = System.nanoTime();
  private long uncommitted;

  /**
   * @param progress receives how many points are done, as they are
   */
  public Exploration(Engine engine, ResultFile results, LongConsumer progress) {
    this.engine = engine;
    this.results = results;
    this.progress = progress;
  }

  /**
   * Evaluates and stores the points that are not stored yet.
   *
   * @param batch points evaluated together
   */
  public void run(Plan plan, int batch) {
    engine.evaluate(plan, results.next(), plan.size(), batch, this::store);
    results.commit();
  }

  private void store(Batch batch) {
    results.append(batch);
    uncommitted += batch.size();
    long now = System.nanoTime();
    if (uncommitted >= MOST_UNCOMMITTED || now - committed >= COMMIT_NANOSECONDS) {
      results.commit();
      committed = now;
      uncommitted = 0;
    }
    progress.accept(batch.first() + batch.size());
  }

  /** Seconds one point takes on one core, of points spread over a plan. */
  public static double secondsPerPoint(Evaluator evaluator, Plan plan) {
    int count = (int) Math.min(TIMED_POINTS, plan.size());
    long spread = Math.max(1, plan.size() / count);
    double best = Double.POSITIVE_INFINITY;
    long deadline = System.nanoTime() + COMMIT_NANOSECONDS;
    for (int round = 0; round < 4 && (round == 0 || System.nanoTime() < deadline); round++) {
      long start = System.nanoTime();
      int timed = 0;
      while (timed < count && (timed == 0 || System.nanoTime() < deadline)) {
        evaluator.evaluate(0, List.<String[]>of(plan.point(timed * spread)));
        timed++;
      }
      best = Math.min(best, (System.nanoTime() - start) * 1e-9 / timed);
    }
    return best;
  }

  /** How many points are to be evaluated together when one takes so long. */
  public static int batch(double secondsPerPoint) {
    return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_SECONDS / secondsPerPoint));
  }
}
