package ridgepoint.exploration.space;

import java.util.List;
import ridgepoint.input.InputException;

/** Every combination of the axes' values; the first axis varies slowest. */
public final class Grid implements Plan {
  private final String[][] values;
  private final long size;

  public Grid(List<Axis> axes) {
    values = new String[axes.size()][];
    long product = 1;
    for (int i = 0; i < values.length; i++) {
      Values of = axes.get(i).values();
      values[i] = new String[of.count()];
      for (int k = 0; k < values[i].length; k++) {
        values[i][k] = of.at(k);
      }
      try {
        product = Math.multiplyExact(product, values[i].length);
      } catch (ArithmeticException e) {
        throw new InputException("the grid has more points than can be counted", e);
      }
    }
    size = product;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public String[] point(long id) {
    String[] point = new String[values.length];
    long rest = id;
    for (int i = values.length - 1; i >= 0; i--) {
      point[i] = values[i][(int) (rest % values[i].length)];
      rest /= values[i].length;
    }
    return point;
  }

  /** The number of the point at an index of each axis. */
  public long id(int... indices) {
    long id = 0;
    for (int i = 0; i < values.length; i++) {
      id = id * values[i].length + indices[i];
    }
    return id;
  }

  /** The values of the point at an index of each axis. */
  public String[] at(int... indices) {
    return point(id(indices));
  }
}
