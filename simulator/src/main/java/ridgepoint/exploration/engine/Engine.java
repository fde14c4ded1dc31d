package ridgepoint.exploration.engine;

import java.util.function.Consumer;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.space.Plan;

/** Evaluates points of a plan. Every engine gives the same results, to the bit. */
public interface Engine extends AutoCloseable {

  /**
   * Evaluates points in batches.
   *
   * @param from the first point
   * @param to after the last one
   * @param batch points that are evaluated together
   * @param inOrder receives every batch once, in the order of the points, one at a time
   */
  void evaluate(Plan plan, long from, long to, int batch, Consumer<Batch> inOrder);

  @Override
  void close();
}
