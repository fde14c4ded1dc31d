package ridgepoint.exploration.space;

import java.util.List;

/** Points of a space at given coordinates of the unit cube. */
public record Samples(List<Axis> axes, long size, Coordinates coordinates) implements Plan {

  /** Coordinates in the unit cube. */
  public interface Coordinates {
    /**
     * Those of a sample: a number from 0 to below 1 (to 1 for the ends of an axis) for each axis.
     */
    double[] of(long sample);
  }

  public Samples {
    axes = List.copyOf(axes);
  }

  /** Independent uniform draws. */
  public static Samples random(List<Axis> axes, long size, long seed) {
    return new Samples(axes, size, new UniformDraws(axes.size(), seed));
  }

  /** One sample in each of {@code size} equal slices of every axis (McKay 1979). */
  public static Samples latinHypercube(List<Axis> axes, long size, long seed) {
    return new Samples(axes, size, new LatinHypercube(axes.size(), size, seed));
  }

  /** The low-discrepancy sequence of Sobol, with the directions of Joe and Kuo (2008). */
  public static Samples sobol(List<Axis> axes, long size) {
    return new Samples(axes, size, new SobolSequence(axes.size()));
  }

  /** Sobol's sequence in a cube of so many dimensions. */
  public static Coordinates sobolCoordinates(int dimensions) {
    return new SobolSequence(dimensions);
  }

  @Override
  public String[] point(long id) {
    double[] at = coordinates.of(id);
    String[] point = new String[axes.size()];
    for (int i = 0; i < point.length; i++) {
      point[i] = axes.get(i).values().within(at[i]);
    }
    return point;
  }
}
