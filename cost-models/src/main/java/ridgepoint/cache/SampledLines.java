package ridgepoint.cache;

import java.util.function.LongConsumer;

/**
 * Lines that a walk through caches follows, each of which stands for its group and counts as one
 * larger line.
 *
 * @param lineBytes of the machine's own lines
 * @param every lines in a group; a power of two
 */
public record SampledLines(long lineBytes, int every) {
  private static final int MOST_TRAINING = 8;

  /** Bytes that a line stands for. */
  public long groupBytes() {
    return lineBytes * every;
  }

  /** Tells the groups of those lines, of some that follow one another, that are followed. */
  public void each(long from, long bytes, LongConsumer groups) {
    long last = (from + bytes - 1) / lineBytes;
    new Sampling(every).each(from / lineBytes, last, (group, line) -> groups.accept(group));
  }

  /** The group of a line. */
  public long group(long line) {
    return line / every;
  }

  /** Whether a line is the one of its group that is followed. */
  public boolean follows(long line) {
    return new Sampling(every).follows(line);
  }

  /** Whether they are few enough for prefetchers to be trained by all lines, followed or not. */
  public boolean trains() {
    return every <= MOST_TRAINING;
  }
}
