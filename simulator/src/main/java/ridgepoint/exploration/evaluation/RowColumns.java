package ridgepoint.exploration.evaluation;

import java.util.List;

/** Columns that every table of points has beside those of its layout. */
public final class RowColumns {
  /** Number of the point. */
  public static final String ID = "id";

  /** Whether all constraints are kept, and memory suffices unless that does not matter. */
  public static final String FEASIBLE = "feasible";

  /** What limits the prefill, and decoding. */
  public static final String PREFILL_BOUND = "prefill_bound";

  public static final String DECODE_BOUND = "decode_bound";

  /** Why there are no results, where there are none. */
  public static final String FAILURE = "failure";

  /** In the order of the table; the layout's columns stand after the first. */
  public static final List<String> NAMES =
      List.of(ID, FEASIBLE, PREFILL_BOUND, DECODE_BOUND, FAILURE);

  private RowColumns() {}
}
