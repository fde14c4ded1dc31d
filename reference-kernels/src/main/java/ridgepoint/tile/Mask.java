package ridgepoint.tile;

/**
 * Which entries of a score tile are visible. Entry (row, column) belongs to query {@code firstQuery
 * + row % queries} and key {@code firstKey + column}, both as positions in the sequence.
 *
 * <p>Rows may stack several heads of {@code queries} queries each (grouped-query attention).
 *
 * @param window keys a query sees, itself included; 0 for all
 * @param sinkTokens first tokens that are always visible
 */
public record Mask(
    long firstQuery, int queries, long firstKey, boolean causal, long window, long sinkTokens) {

  /** Whether the entry may be attended to. */
  public boolean visible(int row, int column) {
    if (!causal) {
      return true;
    }
    long query = firstQuery + row % queries;
    long key = firstKey + column;
    return key <= query && (window == 0 || key > query - window || key < sinkTokens);
  }

  /** Visible entries of {@code rows} rows and {@code columns} keys, in closed form. */
  public long visibleEntries(int rows, long columns) {
    if (!causal) {
      return rows * columns;
    }
    long heads = rows / queries;
    int rest = rows % queries;
    return heads * visibleInRows(queries, columns) + visibleInRows(rest, columns);
  }

  /** Keys up to the query, less those before the window, plus the sinks among those. */
  private long visibleInRows(int rows, long columns) {
    long past = sumOfClamped(firstQuery + 1 - firstKey, rows, columns);
    if (window == 0) {
      return past;
    }
    long beforeWindow = firstQuery + 1 - window - firstKey;
    long sinks = Math.max(0, Math.min(columns, sinkTokens - firstKey));
    return past
        - sumOfClamped(beforeWindow, rows, columns)
        + sumOfClamped(beforeWindow, rows, sinks);
  }

  /** Sum over i in [0, count) of first + i, each clamped to [0, limit]. */
  private static long sumOfClamped(long first, int count, long limit) {
    long begin = Math.max(first, 0);
    long last = first + count - 1;
    long rising = Math.min(last, limit);
    long sum = begin <= rising ? (rising - begin + 1) * (begin + rising) / 2 : 0;
    long saturated = last - Math.max(limit, first - 1);
    return sum + Math.max(0, saturated) * limit;
  }
}
