package ridgepoint.host;

import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;

/** Runs something again and again and takes its time. */
final class Repetition {
  private static final double NANOSECOND = 1e-9;
  private static final int TRIALS = 40;
  private static final double TRIAL_SECONDS = 5e-3;

  /** Long enough for the last compiler to be done. */
  private static final double WARM_UP_SECONDS = 0.3;

  private Repetition() {}

  /** What is repeated. */
  @FunctionalInterface
  interface Body {
    void run();
  }

  /** Seconds of one execution in the best of some trials, after the compiler has done its work. */
  static double bestSeconds(Body body) {
    return bestSeconds(1, thread -> body);
  }

  /** The same with as many threads at a time, each with a body of its own. */
  static double bestSeconds(int threads, IntFunction<Body> bodies) {
    double[] best = new double[threads];
    CyclicBarrier barrier = new CyclicBarrier(threads);
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int thread = i;
      running[i] = new Thread(() -> best[thread] = best(bodies.apply(thread), barrier));
      running[i].start();
    }
    for (Thread thread : running) {
      join(thread);
    }
    return Arrays.stream(best).max().orElseThrow();
  }

  private static double best(Body body, CyclicBarrier barrier) {
    long executions = executionsFor(body, WARM_UP_SECONDS, TRIAL_SECONDS);
    double best = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < TRIALS; trial++) {
      await(barrier);
      best = Math.min(best, seconds(body, executions) / executions);
    }
    return best;
  }

  /** Runs a body for a while, and says how often it runs in so many seconds after that. */
  private static long executionsFor(Body body, double warmUpSeconds, double wanted) {
    double spent = 0;
    double taken = 0;
    long executions = 1;
    while (spent < warmUpSeconds) {
      taken = seconds(body, executions);
      spent += taken;
      executions = taken < wanted / 2 ? 2 * executions : executions;
    }
    return Math.max(1, (long) Math.ceil(executions * Math.min(1, wanted / taken)));
  }

  private static double seconds(Body body, long executions) {
    long before = System.nanoTime();
    for (long i = 0; i < executions; i++) {
      body.run();
    }
    return (System.nanoTime() - before) * NANOSECOND;
  }

  /** Runs a body for a while. */
  static void warmUp(Body body) {
    executionsFor(body, WARM_UP_SECONDS, TRIAL_SECONDS);
  }

  /** Median seconds of {@code runs} executions, after a warm-up. */
  static double medianSeconds(Body body, int runs) {
    double[] seconds = new double[runs];
    warmUp(body);
    for (int run = 0; run < runs; run++) {
      seconds[run] = seconds(body, 1);
    }
    Arrays.sort(seconds);
    return (seconds[(runs - 1) / 2] + seconds[runs / 2]) / 2;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
