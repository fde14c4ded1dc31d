package ridgepoint.exploration.search;

import java.util.List;
import ridgepoint.exploration.evaluation.Batch;

/** Evaluates the points that a search asks for next, in their order. */
public interface Evaluations {
  /** The results of points, in as many batches as suits. */
  List<Batch> of(List<String[]> points);
}
