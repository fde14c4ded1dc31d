package ridgepoint.spark;

import java.io.Serializable;
import java.util.List;

/**
 * Points that are evaluated together, as they travel to an executor.
 *
 * @param first number of the first one
 */
record PointTask(long first, List<String[]> points) implements Serializable {}
