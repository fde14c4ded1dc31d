package ridgepoint.exploration.experiment;

import java.util.List;
import java.util.Locale;

/**
 * Which points of a space are looked at.
 *
 * @param method how they are chosen
 * @param points samples of a sampling plan, or evaluations of an evolutionary search
 * @param population of an evolutionary search
 * @param seed of everything drawn
 * @param fidelities of a successive search, each dearer than the one before
 */
public record Search(
    Method method, long points, int population, long seed, List<String> fidelities) {
  /** Population of a genetic search, its evaluations, and samples, where nothing is said. */
  public static final int STANDARD_POPULATION = 100;

  public static final long STANDARD_EVALUATIONS = 20_000;
  public static final long STANDARD_SAMPLES = 1000;

  public static final Search GRID = new Search(Method.GRID, 0, 0, 0, List.of());

  public Search {
    fidelities = List.copyOf(fidelities);
  }

  /** Ways of choosing points. */
  public enum Method {
    /** Every combination. */
    GRID,
    /** Independent draws. */
    RANDOM,
    /** One sample in each slice of every axis (McKay 1979). */
    LATIN_HYPERCUBE,
    /** A low-discrepancy sequence (Sobol 1967). */
    SOBOL,
    /** A genetic search for the frontier of few objectives (Deb 2002). */
    NSGA2,
    /** The same with reference directions, for many objectives (Deb and Jain 2014). */
    NSGA3,
    /** The grid at a cheap fidelity, its promising part at dearer ones. */
    SUCCESSIVE,
    /** The base, and each axis at its ends with the others at the base. */
    TORNADO,
    /** Shares of variance by axis (Saltelli 2010). */
    SOBOL_INDICES;

    /** As in a file: {@code latin-hypercube}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether the points follow from the experiment alone, not from results of earlier ones. */
  public boolean isPlanned() {
    return switch (method) {
      case NSGA2, NSGA3, SUCCESSIVE -> false;
      default -> true;
    };
  }
}
