package ridgepoint.cache;

import java.util.function.LongConsumer;

/** Completes the aligned pair of a line that misses (Intel's spatial prefetcher). */
public record AdjacentLinePrefetcher() implements Prefetcher {
  @Override
  public void observe(long line, int instruction, boolean hit, LongConsumer wanted) {
    if (!hit) {
      wanted.accept(line ^ 1);
    }
  }
}
