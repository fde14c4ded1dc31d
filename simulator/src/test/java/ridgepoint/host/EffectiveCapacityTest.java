package ridgepoint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import ridgepoint.host.EffectiveCapacity.Point;

class EffectiveCapacityTest {
  private static final double CACHE = 200e9;
  private static final double MEMORY = 40e9;

  /** What is found of each working set. */
  private static List<Point> curve(double free, double... sets) {
    return DoubleStream.of(sets)
        .mapToObj(
            set -> {
              double share = Math.min(1, free / set);
              return new Point(set, 1 / (share / CACHE + (1 - share) / MEMORY));
            })
        .toList();
  }

  @Test
  void whatIsFoundAgainIsTheCapacity() {
    List<Point> curve = curve(12e6, 4e6, 8e6, 16e6, 32e6);
    assertEquals(12e6, EffectiveCapacity.of(curve, 32e6, CACHE, MEMORY), 1);
  }

  @Test
  void aCacheIsNoLargerThanTheSystemSays() {
    List<Point> curve = curve(50e6, 16e6, 32e6, 48e6);
    assertEquals(32e6, EffectiveCapacity.of(curve, 32e6, CACHE, MEMORY));
  }

  /** Of a stream that drives itself out nothing is found; what fits before that counts. */
  @Test
  void aKneeIsWhereTheLastSetFits() {
    List<Point> curve =
        List.of(new Point(8e6, CACHE), new Point(16e6, MEMORY), new Point(32e6, MEMORY));
    assertEquals(8e6, EffectiveCapacity.of(curve, 32e6, CACHE, MEMORY), 1);
  }
}
