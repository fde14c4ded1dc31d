package ridgepoint.exploration.space;

import java.util.Arrays;

/**
 * The points of a plan with one more value, the same for all.
 *
 * @param value the last one of every point
 */
public record Extended(Plan plan, String value) implements Plan {
  @Override
  public long size() {
    return plan.size();
  }

  @Override
  public String[] point(long id) {
    String[] shorter = plan.point(id);
    String[] point = Arrays.copyOf(shorter, shorter.length + 1);
    point[shorter.length] = value;
    return point;
  }
}
