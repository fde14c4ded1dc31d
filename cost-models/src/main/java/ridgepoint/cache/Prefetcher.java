package ridgepoint.cache;

import java.util.function.LongConsumer;

/**
 * A hardware prefetcher of one core: it watches the lines that reach a cache and asks for others.
 * None goes beyond a page, as what follows it in memory is another one.
 */
public sealed interface Prefetcher
    permits AdjacentLinePrefetcher, NextLinePrefetcher, StridePrefetcher, StreamPrefetcher {

  /**
   * A line is asked of the cache.
   *
   * @param instruction that asks, such as the load of one operand
   * @param hit whether the cache has it
   * @param wanted told of lines to bring, whether the cache has them or not
   */
  void observe(long line, int instruction, boolean hit, LongConsumer wanted);
}
