package ridgepoint.cache;

/**
 * Which of many numbers, of lines or of rows, a walk through caches follows: of so many neighbours
 * one, another one of every such group, that stands for all. Caches with as many fewer lines then
 * find of them what whole ones find of all (set sampling: Kessler, Hill and Wood 1994, "A
 * comparison of trace-sampling techniques for multi-megabyte caches").
 *
 * @param every numbers in a group; a power of two
 */
public record Sampling(int every) {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** Follows all. */
  public static final Sampling ALL = new Sampling(1);

  public Sampling {
    if (Integer.bitCount(every) != 1) {
      throw new IllegalArgumentException("one of every " + every + ", not a power of two");
    }
  }

  /** Told of a number that is followed. */
  @FunctionalInterface
  public interface Followed {
    void accept(long group, long number);
  }

  /** Tells those of some numbers, from the first to the last, that are followed. */
  public void each(long first, long last, Followed to) {
    for (long group = first / every; group <= last / every; group++) {
      long followed = followed(group);
      if (followed >= first && followed <= last) {
        to.accept(group, followed);
      }
    }
  }

  private long followed(long group) {
    return group * every + (group * GOLDEN_RATIO >>> Integer.SIZE & every - 1);
  }

  /** Whether a number is the one of its group that is followed. */
  public boolean follows(long number) {
    return every == 1 || number == followed(number / every);
  }
}
