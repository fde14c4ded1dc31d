package ridgepoint.exploration.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.space.Plan;
import ridgepoint.input.InputException;

/**
 * The cores of this machine. A few batches per core are under way, however many points there are.
 */
public final class LocalEngine implements Engine {
  private static final int BATCHES_PER_THREAD = 3;

  private final Evaluator evaluator;
  private final int threads;
  private final ExecutorService pool;

  public LocalEngine(Evaluator evaluator, int threads) {
    this.evaluator = evaluator;
    this.threads = threads;
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "exploration");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void evaluate(Plan plan, long from, long to, int batch, Consumer<Batch> inOrder) {
    Queue<Future<Batch>> underWay = new ArrayDeque<>();
    long next = from;
    try {
      while (next < to || !underWay.isEmpty()) {
        while (next < to && underWay.size() < threads * BATCHES_PER_THREAD) {
          long first = next;
          long last = Math.min(to, first + batch);
          underWay.add(pool.submit(() -> evaluator.evaluate(first, plan.points(first, last))));
          next = last;
        }
        inOrder.accept(underWay.remove().get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted", e);
    } finally {
      underWay.forEach(future -> future.cancel(true));
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
