package ridgepoint.execution;

/** Every token beside the one before it, across passes. */
final class TokenShift {
  private TokenShift() {}

  /** The token before each of [batch, queries, width]; the last ones are kept for the next pass. */
  static float[][] before(KeyValueCache cache, String name, Turn turn, int width, float[][] x) {
    float[][] last = cache.state(name, x.length, turn.batch() * width);
    float[][] before = new float[x.length][];
    float[][] kept = new float[x.length][turn.batch() * width];
    for (int device = 0; device < x.length; device++) {
      before[device] = new float[x[device].length];
      for (int batch = 0; batch < turn.batch(); batch++) {
        int from = batch * turn.queries() * width;
        System.arraycopy(last[device], batch * width, before[device], from, width);
        int rest = (turn.queries() - 1) * width;
        System.arraycopy(x[device], from, before[device], from + width, rest);
        System.arraycopy(x[device], from + rest, kept[device], batch * width, width);
      }
    }
    cache.keep(name, kept);
    return before;
  }
}
