package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Transfer;
import ridgepoint.software.Host;

/**
 * What one execution of a graph costs on one device.
 *
 * @param estimates of one execution of each node, in the graph's order
 * @param exposure fraction of each node's time that the critical path sees: 1, or less for
 *     transfers that run under the computation of their block
 * @param hostSeconds that the device waits for the host beside that
 */
record GraphCost(
    Graph graph, List<OperatorEstimate> estimates, List<Double> exposure, double hostSeconds) {
  GraphCost {
    estimates = List.copyOf(estimates);
    exposure = List.copyOf(exposure);
  }

  /**
   * Estimates every node.
   *
   * @param overlapped whether transfers run under the computation of the block they belong to
   * @param earlier the cost of a graph of the same model; nodes that did not change are taken from
   *     it instead of being estimated again
   */
  static GraphCost of(
      Graph graph, CostModel costs, boolean overlapped, Optional<GraphCost> earlier) {
    List<Graph.Node> nodes = graph.nodes();
    List<OperatorEstimate> estimates = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      estimates.add(estimate(nodes.get(i), i, costs, earlier));
    }
    return new GraphCost(graph, estimates, exposure(nodes, estimates, overlapped), 0);
  }

  /**
   * The same with a host beside the device.
   *
   * @param sequences in the pass
   * @param tokens that pass the layers
   */
  GraphCost withHost(Host host, long sequences, long tokens) {
    double kernels = 0;
    for (Graph.Node node : graph.nodes()) {
      kernels += node.count();
    }
    double exposed = host.exposedSeconds(latencySeconds(), kernels, sequences, tokens);
    return new GraphCost(graph, estimates, exposure, exposed);
  }

  /** Seconds one execution of the graph takes. */
  double latencySeconds() {
    double seconds = hostSeconds;
    for (int i = 0; i < estimates.size(); i++) {
      seconds += nodeSeconds(i);
    }
    return seconds;
  }

  /** Seconds a node adds to the critical path, with all its repetitions. */
  double nodeSeconds(int index) {
    return estimates.get(index).latencySeconds()
        * exposure.get(index)
        * graph.nodes().get(index).count();
  }

  private static OperatorEstimate estimate(
      Graph.Node node, int index, CostModel costs, Optional<GraphCost> earlier) {
    if (earlier.isPresent()) {
      List<Graph.Node> before = earlier.get().graph.nodes();
      if (index < before.size() && before.get(index).operator().equals(node.operator())) {
        return earlier.get().estimates.get(index);
      }
    }
    return costs.estimate(node.operator());
  }

  private static List<Double> exposure(
      List<Graph.Node> nodes, List<OperatorEstimate> estimates, boolean overlapped) {
    Map<String, Double> computing = new HashMap<>();
    Map<String, Double> moving = new HashMap<>();
    if (overlapped) {
      for (int i = 0; i < nodes.size(); i++) {
        Graph.Node node = nodes.get(i);
        boolean transfer = node.operator() instanceof Transfer;
        (transfer ? moving : computing)
            .merge(node.block(), node.count() * estimates.get(i).latencySeconds(), Double::sum);
      }
    }
    List<Double> exposure = new ArrayList<>(nodes.size());
    for (Graph.Node node : nodes) {
      double hidden = computing.getOrDefault(node.block(), 0.0);
      double moved = moving.getOrDefault(node.block(), 0.0);
      boolean hides = node.operator() instanceof Transfer && moved > 0;
      exposure.add(hides ? Math.max(0, moved - hidden) / moved : 1.0);
    }
    return exposure;
  }
}
