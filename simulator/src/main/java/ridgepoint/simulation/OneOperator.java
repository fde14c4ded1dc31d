package ridgepoint.simulation;

import java.util.List;
import java.util.Map;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Operator;
import ridgepoint.report.OperatorResult;
import ridgepoint.report.RunResult.OperatorRow;

/** A single execution of one operator. */
public final class OneOperator {
  private OneOperator() {}

  /** What the operator costs on one device of the system; a collective on all of its devices. */
  public static OperatorRow cost(CostModel costs, Operator operator) {
    return cost(costs, operator, 0, 0);
  }

  /**
   * The same called alone from the host.
   *
   * @param callSeconds until the call has reached the device; 0 when a graph is replayed
   * @param idleWatts of the device meanwhile
   */
  public static OperatorRow cost(
      CostModel costs, Operator operator, double callSeconds, double idleWatts) {
    Graph.Node node = new Graph.Node(operator.kind(), "", operator, 1, List.of());
    OperatorTotals totals = new OperatorTotals(node);
    int devices = operator instanceof Collective collective ? collective.devices() : 1;
    OperatorEstimate own = costs.estimate(operator);
    OperatorEstimate estimate = callSeconds > 0 ? own.calledIn(callSeconds, idleWatts) : own;
    totals.add(node, estimate, 1, new Repetition(1, 1, devices, 0, 0), true);
    return totals.result();
  }

  /** The same as a result to report. */
  public static OperatorResult result(
      String version,
      Map<String, String> inputs,
      SystemSpec system,
      String fidelity,
      OperatorRow cost,
      List<String> notes) {
    return new OperatorResult(version, inputs, Peaks.machine(system), fidelity, cost, notes);
  }
}
