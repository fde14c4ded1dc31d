package ridgepoint.tile;

/**
 * The range [begin, end) walked in steps; the last step may be shorter. A machine that records runs
 * a full step once and repeats it in its books, so a loop body may depend on its offset only
 * through where it loads, stores and masks (the first key of a mask advances with the offset).
 */
public record Span(long begin, long end, int step) {
  public Span {
    if (begin < 0 || end < begin || step <= 0) {
      throw new IllegalArgumentException("span [" + begin + ", " + end + ") by " + step);
    }
  }

  public static Span of(long extent, int step) {
    return new Span(0, extent, step);
  }

  public long extent() {
    return end - begin;
  }

  public long fullSteps() {
    return extent() / step;
  }

  /** Length of the last, shorter step; 0 when there is none. */
  public int remainder() {
    return (int) (extent() % step);
  }
}
