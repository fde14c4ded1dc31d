package ridgepoint.exploration.sensitivity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;

class SobolIndicesTest {
  /** Ishigami and Homma (1990) with a = 7, b = 0.1, whose indices are known. */
  private static double ishigami(String[] point) {
    double x = Double.parseDouble(point[0]);
    double y = Double.parseDouble(point[1]);
    double z = Double.parseDouble(point[2]);
    return Math.sin(x) + 7 * Math.pow(Math.sin(y), 2) + 0.1 * Math.pow(z, 4) * Math.sin(x);
  }

  @Test
  void indicesOfTheIshigamiFunctionAreThoseOfTheLiterature() {
    Values range = new Values.Interval(-Math.PI, Math.PI, "", false, false, 2);
    List<Axis> axes =
        List.of(
            new Axis("x", range, List.of()),
            new Axis("y", range, List.of()),
            new Axis("z", range, List.of()));
    IndexPlan plan = new IndexPlan(axes, 8192);
    SobolIndices indices = new SobolIndices(3);
    for (long id = 0; id < plan.size(); id++) {
      indices.add(ishigami(plan.point(id)));
    }
    double[] first = {0.3139, 0.4424, 0};
    double[] total = {0.5576, 0.4424, 0.2437};
    for (int axis = 0; axis < 3; axis++) {
      assertEquals(first[axis], indices.firstOrder(axis), 0.01);
      assertEquals(total[axis], indices.total(axis), 0.01);
    }
  }
}
