package ridgepoint.cli.explore;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.experiment.Search;
import ridgepoint.input.InputException;

/** How a space is searched, from options that change what is described. */
final class SearchOptions {
  @Option(
      names = "--search",
      paramLabel = "METHOD",
      description =
          "grid (default), random, latin-hypercube, sobol, nsga2, nsga3, successive, tornado or"
              + " sobol-indices.")
  String search;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Samples, or evaluations of nsga2 and nsga3.")
  Long points;

  @Option(names = "--population", paramLabel = "N", description = "Of nsga2 (default: 100).")
  Integer population;

  @Option(names = "--seed", paramLabel = "N", description = "Of everything drawn (default: 1).")
  Long seed;

  @Option(
      names = "--fidelities",
      paramLabel = "A,B",
      split = ",",
      description = "Of a successive search, from cheap to dear (default: roofline,pipeline).")
  List<String> fidelities = new ArrayList<>();

  /** Where the method and the fidelities are written. */
  Origins origins(Origins described) {
    Origins origins = described;
    if (search != null) {
      origins = origins.with("search.method", "--search " + search);
    }
    if (!fidelities.isEmpty()) {
      origins = origins.with("search.fidelities", "--fidelities " + String.join(",", fidelities));
    }
    return origins;
  }

  /**
   * A search.
   *
   * @param described what holds where no option says otherwise
   * @throws InputException when an option is impossible
   */
  Search search(Search described) {
    Search.Method method =
        search == null
            ? described.method()
            : Names.parse("--search", search, Search.Method.values());
    boolean evolves = method == Search.Method.NSGA2 || method == Search.Method.NSGA3;
    boolean same = search == null || method == described.method();
    long standard = evolves ? Search.STANDARD_EVALUATIONS : Search.STANDARD_SAMPLES;
    long count =
        points != null ? points : same && described.points() > 0 ? described.points() : standard;
    int size =
        population != null
            ? population
            : described.population() > 0 ? described.population() : Search.STANDARD_POPULATION;
    if (count < 1 || size < 4) {
      throw new InputException("--points must be at least 1, and --population at least 4");
    }
    List<String> levels = fidelities.isEmpty() ? described.fidelities() : fidelities;
    return new Search(
        method, count, size, seed != null ? seed : Math.max(1, described.seed()), levels);
  }
}
