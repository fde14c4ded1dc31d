package ridgepoint.exploration.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Points than which none is better in every objective (Pareto). Of points with equal objectives the
 * first stays.
 */
public final class Frontier {
  private final List<Member> members = new ArrayList<>();

  /**
   * A point on it.
   *
   * @param costs of the objectives; smaller is better
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Member(long id, double[] costs) {}

  /** Takes a point into account; what is not a number is left out. */
  public void add(long id, double[] costs) {
    for (double cost : costs) {
      if (Double.isNaN(cost)) {
        return;
      }
    }
    for (int i = 0; i < members.size(); i++) {
      if (isAtMost(members.get(i).costs(), costs)) {
        // What rejects one point mostly rejects the next ones too.
        members.add(0, members.remove(i));
        return;
      }
    }
    members.removeIf(member -> isAtMost(costs, member.costs()));
    members.add(new Member(id, costs));
  }

  /** Becomes another one. */
  public void replaceBy(Frontier other) {
    members.clear();
    members.addAll(other.members);
  }

  /** Whether a point of it is at least as good in every objective. */
  public boolean dominates(double[] costs) {
    for (Member member : members) {
      if (isAtMost(member.costs(), costs)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtMost(double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      if (!(left[i] <= right[i])) {
        return false;
      }
    }
    return true;
  }

  /** Its points, the best in the first objective first. */
  public List<Member> members() {
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort(
        Comparator.<Member>comparingDouble(member -> member.costs()[0])
            .thenComparingLong(Member::id));
    return sorted;
  }
}
