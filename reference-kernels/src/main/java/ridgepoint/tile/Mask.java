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

  /** Visible entries of a tile of the given shape. */
  public long visibleEntries(int rows, int columns) {
    if (!causal) {
      return (long) rows * columns;
    }
    long heads = rows / queries;
    long rest = rows % queries;
    return heads * visibleInRows(queries, columns) + visibleInRows(rest, columns);
  }

  private long visibleInRows(long rows, int columns) {
    long total = 0;
    for (long row = 0; row < rows; row++) {
      total += visibleInRow(firstQuery + row, columns);
    }
    return total;
  }

  private long visibleInRow(long query, int columns) {
    long end = Math.min(firstKey + columns, query + 1);
    if (window == 0) {
      return Math.max(0, end - firstKey);
    }
    long windowStart = Math.max(firstKey, query - window + 1);
    long inWindow = Math.max(0, end - windowStart);
    long sinksEnd = Math.min(Math.min(end, sinkTokens), windowStart);
    return inWindow + Math.max(0, sinksEnd - firstKey);
  }
}
