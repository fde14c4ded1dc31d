package ridgepoint.exploration.sensitivity;

import java.util.List;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Plan;

/** The base, then each axis at its first and its last value with the others at the base. */
public record TornadoPlan(List<Axis> axes, List<String> base) implements Plan {
  public TornadoPlan {
    axes = List.copyOf(axes);
    base = List.copyOf(base);
  }

  @Override
  public long size() {
    return 1 + 2L * axes.size();
  }

  @Override
  public String[] point(long id) {
    String[] point = base.toArray(String[]::new);
    if (id > 0) {
      int axis = (int) ((id - 1) / 2);
      var values = axes.get(axis).values();
      point[axis] = values.at((id - 1) % 2 == 0 ? 0 : values.count() - 1);
    }
    return point;
  }
}
