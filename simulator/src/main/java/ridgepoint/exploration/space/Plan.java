package ridgepoint.exploration.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Which points of a space are looked at, in which order. A pure function of the point's number, so
 * that any part of a plan can be computed anywhere.
 */
public interface Plan {

  /** Points there are. */
  long size();

  /** The values of a point, one for each axis. */
  String[] point(long id);

  /** Points from one to before another. */
  default List<String[]> points(long first, long last) {
    List<String[]> points = new ArrayList<>((int) (last - first));
    for (long id = first; id < last; id++) {
      points.add(point(id));
    }
    return points;
  }
}
