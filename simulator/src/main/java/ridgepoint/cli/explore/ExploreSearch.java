package ridgepoint.cli.explore;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.exploration.Exploration;
import ridgepoint.exploration.Timing;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.evaluation.Questions;
import ridgepoint.exploration.experiment.DescribedExperiment;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.experiment.Plans;
import ridgepoint.exploration.experiment.Search;
import ridgepoint.exploration.experiment.Search.Method;
import ridgepoint.exploration.result.ResultFile;
import ridgepoint.exploration.search.Evolution;
import ridgepoint.exploration.search.Frontier;
import ridgepoint.exploration.search.SuccessiveFidelity;
import ridgepoint.exploration.sensitivity.IndexPlan;
import ridgepoint.exploration.sensitivity.SensitivityTable;
import ridgepoint.exploration.sensitivity.TornadoPlan;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Extended;
import ridgepoint.exploration.space.Grid;
import ridgepoint.exploration.space.Plan;
import ridgepoint.exploration.space.Samples;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;

/**
 * The search of an experiment.
 *
 * @param experiment as asked
 * @param evaluator of it; of a successive search, with the fidelity as a last axis
 */
record ExploreSearch(Experiment experiment, Evaluator evaluator) {
  private static final String FIDELITY = "fidelity";
  private static final List<String> STANDARD_FIDELITIES = List.of("roofline", "pipeline");

  /** Points of the grid that a successive search can hold in memory. */
  private static final long LARGEST_SUCCESSIVE = 50_000_000;

  /** Points of the grid that are looked at together in a successive search. */
  private static final int SUCCESSIVE_BATCH = 20_000;

  /**
   * Compiles an experiment.
   *
   * @throws InputException when something is wrong in it
   */
  static ExploreSearch of(DescribedExperiment described, Questions questions) {
    Experiment experiment = described.experiment();
    Origins origins = described.origins();
    Search search = experiment.search();
    if (search.method() != Method.SUCCESSIVE) {
      if (search.method() == Method.NSGA2 || search.method() == Method.NSGA3) {
        int objectives = experiment.objectives().size();
        origins.check("search.method", () -> Evolution.check(search, objectives));
      }
      return new ExploreSearch(experiment, new Evaluator(described, questions));
    }
    if (experiment.axes().stream().anyMatch(axis -> axis.target().equals(FIDELITY))) {
      throw origins.at(
          "axes." + FIDELITY,
          new InputException("a successive search varies the fidelity itself: drop that axis"));
    }
    List<String> levels = search.fidelities().isEmpty() ? STANDARD_FIDELITIES : search.fidelities();
    origins.check("search.method", () -> checkSuccessive(experiment, levels));
    return new ExploreSearch(
        experiment,
        new Evaluator(
            new DescribedExperiment(
                withFidelity(experiment, levels),
                origins.with("axes." + FIDELITY, origins.places().get("search.fidelities"))),
            questions));
  }

  private static void checkSuccessive(Experiment experiment, List<String> levels) {
    if (experiment.objectives().isEmpty()) {
      throw new InputException("search successive needs at least one objective");
    }
    if (levels.size() < 2) {
      throw new InputException(
          "search successive needs two or more fidelities, from cheap to dear");
    }
    if (new Grid(experiment.axes()).size() > LARGEST_SUCCESSIVE) {
      throw new InputException(
          "search successive takes grids of up to " + LARGEST_SUCCESSIVE + " points");
    }
  }

  private static Experiment withFidelity(Experiment experiment, List<String> levels) {
    List<Axis> axes = new ArrayList<>(experiment.axes());
    axes.add(new Axis(FIDELITY, new Values.Listed(levels), List.of()));
    return new Experiment(
        experiment.name(),
        experiment.base(),
        axes,
        experiment.linked(),
        experiment.derived(),
        experiment.constraints(),
        experiment.objectives(),
        experiment.search());
  }

  /** Points that are evaluated, at most. */
  long size() {
    return switch (experiment.search().method()) {
      case NSGA2, NSGA3 -> experiment.search().points();
      case SUCCESSIVE -> new Grid(experiment.axes()).size();
      default -> plan().size();
    };
  }

  /** How long points take; of a successive search, those of the first fidelity. */
  Timing timing() {
    return switch (experiment.search().method()) {
      case NSGA2, NSGA3 -> Timing.of(evaluator, Samples.random(experiment.axes(), size(), 1));
      case SUCCESSIVE -> timing(fidelities().get(0));
      default -> Timing.of(evaluator, plan());
    };
  }

  /** How long a point of a successive search takes at one of its fidelities. */
  Timing timing(String fidelity) {
    return Timing.of(evaluator, new Extended(new Grid(experiment.axes()), fidelity));
  }

  /** Of a successive search, from cheap to dear; none of another one. */
  List<String> fidelities() {
    return experiment.search().method() == Method.SUCCESSIVE
        ? ((Values.Listed) evaluator.experiment().axes().get(experiment.axes().size()).values())
            .texts()
        : List.of();
  }

  private Plan plan() {
    List<Axis> axes = experiment.axes();
    return switch (experiment.search().method()) {
      case TORNADO -> {
        List<String> base = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
          base.add(evaluator.base(i));
        }
        yield new TornadoPlan(axes, base);
      }
      case SOBOL_INDICES -> new IndexPlan(axes, experiment.search().points());
      default -> Plans.of(experiment);
    };
  }

  void run(Exploration exploration, ResultFile stored) {
    switch (experiment.search().method()) {
      case NSGA2, NSGA3 ->
          new Evolution(experiment.axes(), evaluator.objectives(), experiment.search(), exploration)
              .run();
      case SUCCESSIVE -> {
        Frontier frontier =
            new SuccessiveFidelity(
                    new Grid(experiment.axes()), fidelities(), evaluator.objectives(), exploration)
                .run(SUCCESSIVE_BATCH);
        exploration.keepOnly(frontier);
      }
      default -> exploration.run(plan());
    }
    new SensitivityTable(evaluator).store(experiment.search(), stored);
  }
}
