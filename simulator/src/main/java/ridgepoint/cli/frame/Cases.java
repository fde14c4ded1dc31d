package ridgepoint.cli.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import ridgepoint.input.InputException;

/** Computes independent cases on several threads; results come in the order of the cases. */
public final class Cases {
  private Cases() {}

  /**
   * All results.
   *
   * @param compute the case of an index; the failure of the first failing case, in order, is thrown
   */
  public static <R> List<R> inOrder(
      int count, int threads, Progress progress, IntFunction<R> compute) {
    if (threads < 1) {
      throw new InputException("--threads must be at least 1, got " + threads);
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, count)));
    try {
      List<Future<R>> pending = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int index = i;
        pending.add(
            pool.submit(
                () -> {
                  R result = compute.apply(index);
                  progress.step();
                  return result;
                }));
      }
      List<R> results = new ArrayList<>(count);
      for (Future<R> future : pending) {
        results.add(future.get());
      }
      return results;
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
      throw new InputException("interrupted");
    } finally {
      pool.shutdownNow();
    }
  }
}
