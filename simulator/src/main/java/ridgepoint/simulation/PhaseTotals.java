package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.Energy;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.report.RunResult.EnergySplit;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;

/**
 * Adds up the executions of one phase, operator by operator.
 *
 * <p>Latencies lie on the critical path. Operations and bytes are those of one device (of each
 * pipeline stage, so that a whole model is seen); energy is that of all devices, the waiting ones
 * included.
 */
final class PhaseTotals {
  private final String name;
  private final Map<String, OperatorTotals> rows = new LinkedHashMap<>();
  private final HostTotals host = new HostTotals();

  PhaseTotals(String name) {
    this.name = name;
  }

  /**
   * Adds one execution of a graph.
   *
   * @param names whether shapes and mappings shown are to be those of this execution
   */
  void add(GraphCost cost, Repetition repetition, boolean names) {
    host.add(cost.hostSeconds(), repetition);
    var nodes = cost.graph().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      var node = nodes.get(i);
      OperatorTotals row =
          rows.computeIfAbsent(
              node.block() + "/" + node.name() + "/" + node.operator().kind(),
              key -> new OperatorTotals(node));
      row.add(node, cost.estimates().get(i), cost.exposure().get(i), repetition, names);
    }
  }

  double latencySeconds() {
    double seconds = host.latencySeconds();
    for (OperatorTotals row : rows.values()) {
      seconds += row.latencySeconds();
    }
    return seconds;
  }

  Energy energy() {
    Energy energy = host.energy();
    for (OperatorTotals row : rows.values()) {
      energy = energy.plus(row.energy());
    }
    return energy;
  }

  /** What limits the phase for most of its time. */
  Bound bound() {
    EnumMap<Bound, Double> secondsByBound = new EnumMap<>(Bound.class);
    for (OperatorTotals row : rows.values()) {
      row.addSecondsByBound(secondsByBound);
    }
    secondsByBound.merge(Bound.OVERHEAD, host.latencySeconds(), Double::sum);
    return largest(secondsByBound);
  }

  /**
   * The phase as reports show it.
   *
   * @param steps how often the phase's graph ran
   * @param stages pipeline stages the counted work is spread over
   */
  PhaseResult result(double steps, int stages, SystemSpec system) {
    EnumMap<Bound, Double> secondsByBound = new EnumMap<>(Bound.class);
    List<OperatorRow> operators = new ArrayList<>(rows.size());
    double operations = 0;
    double bytes = 0;
    double streamed = 0;
    double secondsAtPeak = 0;
    for (OperatorTotals row : rows.values()) {
      row.addSecondsByBound(secondsByBound);
      OperatorRow shown = row.result();
      operators.add(shown);
      operations += shown.operations();
      bytes += shown.bytes().total();
      streamed += shown.bytes().weight() + shown.bytes().kvCache();
      secondsAtPeak += row.matrixOperations() / Peaks.product(system.device(), row.computeType());
    }
    host.row()
        .ifPresent(
            row -> {
              operators.add(row);
              secondsByBound.merge(Bound.OVERHEAD, row.latencySeconds(), Double::sum);
            });
    double seconds = latencySeconds();
    double bandwidth = Peaks.streaming(system);
    Energy energy = energy();
    return new PhaseResult(
        name,
        steps,
        seconds,
        energy.totalJoules(),
        split(energy),
        seconds == 0 ? "none" : largest(secondsByBound).id(),
        operations,
        bytes,
        fraction(secondsAtPeak / stages, seconds),
        fraction(streamed / stages / bandwidth, seconds),
        operators);
  }

  static Bound largest(Map<Bound, Double> secondsByBound) {
    Bound largest = Bound.OVERHEAD;
    double most = -1;
    for (Map.Entry<Bound, Double> entry : secondsByBound.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        largest = entry.getKey();
      }
    }
    return largest;
  }

  static EnergySplit split(Energy energy) {
    return new EnergySplit(
        energy.compute(),
        energy.onChipMemory(),
        energy.mainMemory(),
        energy.links(),
        energy.idle());
  }

  private static double fraction(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
