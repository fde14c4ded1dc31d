package ridgepoint.cli.run;

import java.util.List;
import java.util.Map;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.execution.Tally;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;

/**
 * The executions of one name beside what they are estimated to cost on a machine.
 *
 * @param latencySeconds of one device that executes its share of them
 * @param energyJoules of all devices
 */
record ExecutedOperator(Tally tally, double latencySeconds, double energyJoules) {

  static List<ExecutedOperator> of(List<Tally> tallies, CostModel costs, int devices) {
    return tallies.stream().map(tally -> of(tally, costs, devices)).toList();
  }

  private static ExecutedOperator of(Tally tally, CostModel costs, int devices) {
    double latency = 0;
    double energy = 0;
    for (Map.Entry<Operator, Integer> executed : tally.executions().entrySet()) {
      OperatorEstimate estimate = costs.estimate(executed.getKey());
      // A collective is one program over the buffers of all devices.
      boolean together = executed.getKey() instanceof Collective;
      double perDevice = together ? executed.getValue() : (double) executed.getValue() / devices;
      latency += estimate.latencySeconds() * perDevice;
      energy += estimate.energy().totalJoules() * perDevice * devices;
    }
    return new ExecutedOperator(tally, latency, energy);
  }

  boolean passes() {
    return tally.resultsAreRight() && tally.differences().isEmpty();
  }

  String verdict() {
    if (!tally.resultsAreRight()) {
      return "WRONG RESULT";
    }
    return tally.differences().isEmpty() ? "pass" : "WRONG WORK";
  }
}
