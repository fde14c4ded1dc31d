package ridgepoint.execution;

/**
 * Which keys a query sees.
 *
 * @param window keys, the query's own included; 0 for all
 * @param sinkTokens first tokens that the window never drops
 * @param causal whether later keys are hidden
 */
record WindowedKeys(long window, long sinkTokens, boolean causal) {

  boolean sees(int query, int key) {
    boolean past = !causal || key <= query;
    boolean near = !causal || window == 0 || query - key < window;
    return past && (near || key < sinkTokens);
  }

  /** Positions of {@code count} keys that hold all which the queries of a turn see. */
  int[] seen(Turn turn, int count) {
    int[] keys = new int[count];
    int sinks = count == turn.keys() ? 0 : (int) sinkTokens;
    for (int i = 0; i < count; i++) {
      keys[i] = i < sinks ? i : turn.keys() - count + i;
    }
    return keys;
  }
}
