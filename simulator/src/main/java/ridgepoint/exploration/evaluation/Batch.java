package ridgepoint.exploration.evaluation;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import ridgepoint.estimate.Bound;

/**
 * Results of consecutive points.
 *
 * @param first number of the first point
 * @param rows numbers of each point as the {@link Layout} orders them
 * @param violations how far each point is from keeping the constraints; 0 when it keeps them
 * @param prefillBounds ordinals of {@link Bound}; -1 for none
 * @param decodeBounds the same
 * @param failures by index of the point, for those without results
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    long first,
    double[][] rows,
    double[] violations,
    byte[] prefillBounds,
    byte[] decodeBounds,
    Map<Integer, String> failures)
    implements Serializable {
  private static final List<Bound> BOUNDS = List.of(Bound.values());

  /** How many points. */
  public int size() {
    return rows.length;
  }

  /** Whether a point has results and keeps all constraints. */
  public boolean isFeasible(int index) {
    return violations[index] == 0;
  }

  /** What limits the prefill of a point; null when there is none. */
  public String prefillBound(int index) {
    return bound(prefillBounds[index]);
  }

  /** What limits decoding at a point; null when there is none. */
  public String decodeBound(int index) {
    return bound(decodeBounds[index]);
  }

  private static String bound(byte ordinal) {
    return ordinal < 0 ? null : BOUNDS.get(ordinal).id();
  }
}
