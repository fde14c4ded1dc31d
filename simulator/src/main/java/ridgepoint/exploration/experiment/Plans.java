package ridgepoint.exploration.experiment;

import ridgepoint.exploration.space.Grid;
import ridgepoint.exploration.space.Plan;
import ridgepoint.exploration.space.Samples;

/** The plans of experiments whose points do not depend on results. */
public final class Plans {
  private Plans() {}

  /**
   * The points of an experiment, in order.
   *
   * @throws IllegalArgumentException when they depend on results
   */
  public static Plan of(Experiment experiment) {
    Search search = experiment.search();
    return switch (search.method()) {
      case GRID -> new Grid(experiment.axes());
      case RANDOM -> Samples.random(experiment.axes(), search.points(), search.seed());
      case LATIN_HYPERCUBE ->
          Samples.latinHypercube(experiment.axes(), search.points(), search.seed());
      case SOBOL -> Samples.sobol(experiment.axes(), search.points());
      default -> throw new IllegalArgumentException(search.method().id());
    };
  }
}
