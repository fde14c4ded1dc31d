package ridgepoint.simulation;

import java.util.Map;
import java.util.Optional;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.Energy;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.RoleBytes;

/** Sums of the time that devices wait for their host in a phase. */
final class HostTotals {
  private double passes;
  private double latencySeconds;
  private double idleJoules;

  /**
   * @param seconds waited in one pass of one stage
   */
  void add(double seconds, Repetition repetition) {
    double waiting = repetition.busyDevices() + repetition.idleDevices();
    passes += seconds > 0 ? repetition.workFactor() : 0;
    latencySeconds += seconds * repetition.latencyFactor();
    idleJoules += seconds * repetition.workFactor() * waiting * repetition.idleWatts();
  }

  double latencySeconds() {
    return latencySeconds;
  }

  Energy energy() {
    return new Energy(0, 0, 0, 0, idleJoules);
  }

  /** As reports show it, beside the operators; empty when nothing waited. */
  Optional<OperatorRow> row() {
    if (latencySeconds == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new OperatorRow(
            "host",
            "step",
            "host",
            "",
            "",
            passes,
            latencySeconds,
            idleJoules,
            PhaseTotals.split(energy()),
            0,
            new RoleBytes(0, 0, 0, 0),
            0,
            Bound.OVERHEAD.id(),
            "host",
            Map.of(),
            Map.of("host", latencySeconds),
            Map.of(),
            "",
            "scheduling and launching that the devices wait for"));
  }
}
