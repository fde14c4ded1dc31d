package ridgepoint.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;

/** Runs something again and again and takes its time. */
final class Repetition {
  private static final double NANOSECOND = 1e-9;
  private static final int TRIALS = 40;
  private static final double TRIAL_SECONDS = 5e-3;

  /** Long enough for the last compiler to be done. */
  private static final double WARM_UP_SECONDS = 0.3;

  /** Share of an execution that threads may wait for a core. */
  private static final double UNDISTURBED = 0.02;

  private static final double PATIENCE_SECONDS = 2;

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
    return seconds(threads, bodies, 0);
  }

  /** The same in the median of the trials: with whatever else goes on in the machine. */
  static double usualSeconds(int threads, IntFunction<Body> bodies) {
    return seconds(threads, bodies, TRIALS / 2);
  }

  /** Of the slowest thread, each in its trial of so many faster ones. */
  private static double seconds(int threads, IntFunction<Body> bodies, int faster) {
    double[] seconds = new double[threads];
    CyclicBarrier barrier = new CyclicBarrier(threads);
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int thread = i;
      running[i] =
          new Thread(() -> seconds[thread] = trials(bodies.apply(thread), barrier)[faster]);
      running[i].start();
    }
    for (Thread thread : running) {
      join(thread);
    }
    return Arrays.stream(seconds).max().orElseThrow();
  }

  /** Seconds of one execution in each trial, ascending. */
  private static double[] trials(Body body, CyclicBarrier barrier) {
    long executions = executionsFor(body, WARM_UP_SECONDS, TRIAL_SECONDS);
    double[] seconds = new double[TRIALS];
    for (int trial = 0; trial < TRIALS; trial++) {
      await(barrier);
      seconds[trial] = seconds(body, executions) / executions;
    }
    Arrays.sort(seconds);
    return seconds;
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

  /** One timed execution, and how long its threads waited for a core meanwhile. */
  private record Run(double seconds, double waitedSeconds) {
    double disturbance() {
      return waitedSeconds / seconds;
    }
  }

  /**
   * Median seconds of {@code runs} executions, after a warm-up. Executions during which the system
   * took a core away do not count, as long as others can be had; otherwise the quarter that was
   * disturbed least does.
   */
  static double medianSeconds(Body body, int runs) {
    warmUp(body);
    List<Run> all = new ArrayList<>();
    int undisturbed = 0;
    double spent = 0;
    while (all.size() < runs || (undisturbed < runs && spent < PATIENCE_SECONDS)) {
      double before = Interference.waitedSeconds();
      double taken = seconds(body, 1);
      Run run = new Run(taken, Interference.waitedSeconds() - before);
      all.add(run);
      spent += taken;
      undisturbed += run.disturbance() <= UNDISTURBED ? 1 : 0;
    }
    all.sort(Comparator.comparingDouble(Run::disturbance));
    int counted = Math.max(undisturbed, (all.size() + 3) / 4);
    double[] seconds =
        all.subList(0, counted).stream().mapToDouble(Run::seconds).sorted().toArray();
    return (seconds[(counted - 1) / 2] + seconds[counted / 2]) / 2;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
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
