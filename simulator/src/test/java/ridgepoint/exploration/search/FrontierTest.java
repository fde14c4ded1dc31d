package ridgepoint.exploration.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrontierTest {
  @Property(tries = 100)
  void aPointIsOnTheFrontierExactlyWhenNoneIsBetter(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 99) Integer> numbers) {
    Frontier frontier = new Frontier();
    double[][] costs = new double[numbers.size()][];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = new double[] {numbers.get(i) / 10, numbers.get(i) % 10};
      frontier.add(i, costs[i]);
    }
    List<Long> members = frontier.members().stream().map(Frontier.Member::id).sorted().toList();
    for (int i = 0; i < costs.length; i++) {
      boolean beaten = false;
      for (int k = 0; k < costs.length; k++) {
        boolean atMost = costs[k][0] <= costs[i][0] && costs[k][1] <= costs[i][1];
        boolean equal = costs[k][0] == costs[i][0] && costs[k][1] == costs[i][1];
        beaten |= atMost && (!equal || k < i);
      }
      assertEquals(!beaten, members.contains((long) i));
      assertTrue(frontier.dominates(costs[i]));
    }
    assertFalse(frontier.dominates(new double[] {-1, -1}));
  }
}
