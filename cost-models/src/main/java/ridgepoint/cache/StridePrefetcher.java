package ridgepoint.cache;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Keeps the last line and the stride of each instruction, and asks for the next one when a stride
 * came twice (Baer and Chen 1991, "An effective on-chip preloading scheme"; Intel's IP prefetcher).
 */
public final class StridePrefetcher implements Prefetcher {
  private final long pageLines;
  private final long[] last;
  private final long[] stride;

  /**
   * @param instructions that are remembered; further ones share their places
   * @param pageLines lines of a page
   */
  public StridePrefetcher(int instructions, long pageLines) {
    this.pageLines = pageLines;
    last = new long[instructions];
    Arrays.fill(last, Long.MIN_VALUE / 2);
    stride = new long[instructions];
  }

  @Override
  public void observe(long line, int instruction, boolean hit, LongConsumer wanted) {
    int at = Math.floorMod(instruction, last.length);
    long step = line - last[at];
    if (step == 0) {
      return;
    }
    long next = line + step;
    if (step == stride[at] && Math.floorDiv(next, pageLines) == Math.floorDiv(line, pageLines)) {
      wanted.accept(next);
    }
    stride[at] = step;
    last[at] = line;
  }
}
