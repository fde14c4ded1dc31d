package ridgepoint.exploration;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.space.Plan;

/**
 * How long points take, tried on a few of them.
 *
 * @param secondsPerPoint on one core
 */
public record Timing(double secondsPerPoint) {
  private static final long PATIENCE_NANOSECONDS = 1_000_000_000L;

  /** Points evaluated together take about so long, so that cores neither wait nor run dry. */
  private static final double BATCH_SECONDS = 0.1;

  private static final int LARGEST_BATCH = 2000;
  private static final int TRIED_POINTS = 64;
  private static final int ROUNDS = 4;

  /**
   * Tries points spread over a plan, for about a second of this thread's own time: what else runs
   * on the machine changes neither the estimate nor how many points go together.
   */
  public static Timing of(Evaluator evaluator, Plan plan) {
    int count = (int) Math.min(TRIED_POINTS, plan.size());
    long spread = Math.max(1, plan.size() / count);
    double best = Double.POSITIVE_INFINITY;
    evaluator.evaluate(0, List.<String[]>of(plan.point(0))); // classes are loaded, graphs built
    long deadline = now() + PATIENCE_NANOSECONDS;
    for (int round = 0; round < ROUNDS; round++) {
      long start = now();
      if (round > 0 && start > deadline) {
        break;
      }
      int tried = 0;
      while (tried < count && (tried == 0 || now() < deadline)) {
        evaluator.evaluate(0, List.<String[]>of(plan.point(tried * spread)));
        tried++;
      }
      best = Math.min(best, (now() - start) * 1e-9 / tried);
    }
    return new Timing(best);
  }

  /** How many points are to be evaluated together. */
  public int batch() {
    return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_SECONDS / secondsPerPoint));
  }

  private static long now() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
