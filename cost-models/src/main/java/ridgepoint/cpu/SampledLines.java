package ridgepoint.cpu;

import java.util.function.LongConsumer;

/**
 * Which lines a walk through caches follows: of so many neighbouring lines one, another one of
 * every such group, that stands for all. Caches with as many fewer lines then find of them what
 * whole ones find of all lines (set sampling: Kessler, Hill and Wood 1994, "A comparison of
 * trace-sampling techniques for multi-megabyte caches").
 *
 * @param lineBytes of the machine's own lines
 * @param every lines in a group; a power of two
 */
record SampledLines(long lineBytes, int every) {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** Bytes that a line stands for. */
  long groupBytes() {
    return lineBytes * every;
  }

  /** Tells the groups of those lines, of some that follow one another, that are followed. */
  void each(long from, long bytes, LongConsumer groups) {
    long first = from / lineBytes;
    long last = (from + bytes - 1) / lineBytes;
    for (long group = first / every; group <= last / every; group++) {
      long followed = group * every + (group * GOLDEN_RATIO >>> Integer.SIZE & every - 1);
      if (followed >= first && followed <= last) {
        groups.accept(group);
      }
    }
  }
}
