package ridgepoint.tile;

/** One dimension cut into blocks of {@code step}, of which the last may be shorter. */
public record Axis(long extent, int step) {
  public Axis {
    if (extent <= 0 || step <= 0) {
      throw new IllegalArgumentException("axis of " + extent + " by " + step);
    }
  }

  public long blocks() {
    return (extent + step - 1) / step;
  }

  public long begin(long block) {
    return block * step;
  }

  public int size(long block) {
    return (int) Math.min(step, extent - block * step);
  }

  /** Blocks of the full size. */
  public long fullBlocks() {
    return extent / step;
  }

  public boolean hasEdge() {
    return extent % step != 0;
  }
}
