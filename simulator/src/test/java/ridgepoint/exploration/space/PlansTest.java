package ridgepoint.exploration.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PlansTest {
  private static Axis axis(String name, double from, double to) {
    return new Axis(name, new Values.Interval(from, to, "", false, false, 5), List.of());
  }

  @Test
  void theFirstAxisOfAGridVariesSlowest() {
    Grid grid =
        new Grid(
            List.of(
                new Axis("a", new Values.Listed(List.of("x", "y")), List.of()),
                new Axis("b", new Values.Listed(List.of("1", "2", "3")), List.of())));
    assertEquals(6, grid.size());
    assertArrayEquals(new String[] {"x", "3"}, grid.point(2));
    assertArrayEquals(new String[] {"y", "1"}, grid.point(3));
  }

  @Test
  void endsOfRangesAreExactAndLogarithmicRangesHaveEqualFactors() {
    Values values = new Values.Interval(1, 8, "TB/s", true, false, 4);
    assertEquals("1TB/s", values.at(0));
    assertEquals("2TB/s", values.at(1));
    assertEquals("8TB/s", values.at(3));
    assertEquals("3", new Values.Interval(1, 8, "", true, true, 3).at(1), "2.83 as a whole number");
  }

  @Property(tries = 60)
  void everySliceOfALatinHypercubeHasOneSample(
      @ForAll @IntRange(min = 1, max = 700) int size, @ForAll long seed) {
    LatinHypercube cube = new LatinHypercube(2, size, seed);
    for (int axis = 0; axis < 2; axis++) {
      Set<Long> slices = new HashSet<>();
      for (long sample = 0; sample < size; sample++) {
        slices.add(cube.slice(axis, sample));
        double at = cube.of(sample)[axis];
        assertEquals(cube.slice(axis, sample), (long) Math.floor(at * size), "within its slice");
      }
      assertEquals(size, slices.size());
    }
  }

  @Property(tries = 60)
  void samplesDependOnNothingButTheirNumber(
      @ForAll @LongRange(min = 0, max = 100_000) long id, @ForAll long seed) {
    List<Axis> axes = List.of(axis("a", 0, 1), axis("b", 1, 9));
    for (int kind = 0; kind < 3; kind++) {
      String[] one = plan(kind, axes, seed).point(id);
      Plan other = plan(kind, axes, seed);
      other.point(7);
      assertArrayEquals(one, other.point(id));
    }
  }

  private static Plan plan(int kind, List<Axis> axes, long seed) {
    return switch (kind) {
      case 0 -> Samples.random(axes, 100_001, seed);
      case 1 -> Samples.latinHypercube(axes, 100_001, seed);
      default -> Samples.sobol(axes, 100_001);
    };
  }

  @Test
  void sobolPointsFillTheSquareEvenly() {
    Samples.Coordinates sequence = Samples.sobolCoordinates(2);
    int[] quarters = new int[4];
    for (int i = 0; i < 256; i++) {
      double[] at = sequence.of(i);
      quarters[(at[0] < 0.5 ? 0 : 1) + (at[1] < 0.5 ? 0 : 2)]++;
    }
    assertArrayEquals(new int[] {64, 64, 64, 64}, quarters);
  }

  @Test
  void uniformDrawsHaveTheirMean() {
    UniformDraws draws = new UniformDraws(1, 3);
    double sum = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += draws.of(i)[0];
    }
    assertTrue(Math.abs(sum / 20_000 - 0.5) < 0.01);
  }
}
