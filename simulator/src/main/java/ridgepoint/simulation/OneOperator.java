package ridgepoint.simulation;

import java.util.List;
import java.util.Map;
import ridgepoint.estimate.CostModel;
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
    Graph.Node node = new Graph.Node(operator.kind(), "", operator, 1, List.of());
    OperatorTotals totals = new OperatorTotals(node);
    int devices = operator instanceof Collective collective ? collective.devices() : 1;
    totals.add(node, costs.estimate(operator), 1, new Repetition(1, 1, devices, 0, 0), true);
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
