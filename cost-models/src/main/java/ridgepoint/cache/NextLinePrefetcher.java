package ridgepoint.cache;

import java.util.function.LongConsumer;

/** Asks for the next line when lines ascend one by one (Intel's DCU prefetcher). */
public final class NextLinePrefetcher implements Prefetcher {
  private final long pageLines;
  private long last = Long.MIN_VALUE;

  /**
   * @param pageLines lines of a page
   */
  public NextLinePrefetcher(long pageLines) {
    this.pageLines = pageLines;
  }

  @Override
  public void observe(long line, int instruction, boolean hit, LongConsumer wanted) {
    if (line == last + 1 && (line + 1) % pageLines != 0) {
      wanted.accept(line + 1);
    }
    last = line;
  }
}
