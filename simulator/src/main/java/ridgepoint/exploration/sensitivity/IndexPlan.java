package ridgepoint.exploration.sensitivity;

import java.util.List;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Plan;
import ridgepoint.exploration.space.Samples;

/**
 * The points of Saltelli et al. (2010), "Variance based sensitivity analysis of model output": for
 * each sample a point A, an independent point B, and A with one coordinate of B for each axis.
 */
public final class IndexPlan implements Plan {
  private final List<Axis> axes;
  private final long samples;
  private final Samples.Coordinates coordinates;

  /**
   * @param samples of A; every one takes two points and one more for each axis
   */
  public IndexPlan(List<Axis> axes, long samples) {
    this.axes = List.copyOf(axes);
    this.samples = samples;
    coordinates = Samples.sobolCoordinates(2 * axes.size());
  }

  /** Points of one sample. */
  public int pointsPerSample() {
    return axes.size() + 2;
  }

  @Override
  public long size() {
    return samples * pointsPerSample();
  }

  @Override
  public String[] point(long id) {
    double[] both = coordinates.of(id / pointsPerSample());
    int which = (int) (id % pointsPerSample());
    String[] point = new String[axes.size()];
    for (int i = 0; i < point.length; i++) {
      boolean fromB = which == 1 || which == i + 2;
      point[i] = axes.get(i).values().within(both[fromB ? i + point.length : i]);
    }
    return point;
  }
}
