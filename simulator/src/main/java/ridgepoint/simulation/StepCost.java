package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.estimate.CostModel;
import ridgepoint.operator.Graph;
import ridgepoint.software.Host;

/** What one pass through all pipeline stages costs. */
record StepCost(List<GraphCost> stages) {
  StepCost {
    stages = List.copyOf(stages);
  }

  /** Estimates every stage; what did not change since {@code earlier} is taken from there. */
  static StepCost of(
      List<Graph> graphs, CostModel costs, boolean overlapped, Optional<StepCost> earlier) {
    List<GraphCost> stages = new ArrayList<>(graphs.size());
    for (int i = 0; i < graphs.size(); i++) {
      int stage = i;
      Optional<GraphCost> before =
          earlier.isPresent()
              ? earlier.map(cost -> cost.stages().get(stage))
              : i == 0 ? Optional.empty() : Optional.of(stages.get(i - 1));
      stages.add(GraphCost.of(graphs.get(i), costs, overlapped, before));
    }
    return new StepCost(stages);
  }

  /** The same with a host that prepares the pass of every stage. */
  StepCost withHost(Host host, long sequences, long tokens) {
    return new StepCost(
        stages.stream().map(stage -> stage.withHost(host, sequences, tokens)).toList());
  }

  double latencySeconds() {
    double seconds = 0;
    for (GraphCost stage : stages) {
      seconds += stage.latencySeconds();
    }
    return seconds;
  }

  /** Time of the slowest stage over that of all. */
  double slowestShare() {
    double slowest = 0;
    for (GraphCost stage : stages) {
      slowest = Math.max(slowest, stage.latencySeconds());
    }
    double all = latencySeconds();
    return all == 0 ? 1 : slowest / all;
  }
}
