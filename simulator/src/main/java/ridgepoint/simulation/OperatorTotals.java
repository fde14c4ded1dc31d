package ridgepoint.simulation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.Energy;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.number.DataType;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Work;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.RoleBytes;

/** Sums of one operator over its executions in a phase. */
final class OperatorTotals {
  private Graph.Node node;
  private OperatorEstimate estimate;
  private double exposure;

  /** Executions of {@link #estimate} that are not in the sums yet: steps mostly repeat. */
  private double pendingLatency;

  private double pendingWork;
  private double pendingDevices;
  private double pendingIdleJoules;

  private Graph.Node shown;
  private OperatorEstimate shownEstimate;
  private double count;
  private double latencySeconds;
  private Energy energy = Energy.ZERO;
  private double matrixOperations;
  private double operations;
  private Bytes bytes = Bytes.ZERO;
  private final EnumMap<Bound, Double> secondsByBound = new EnumMap<>(Bound.class);
  private final Map<String, Double> traffic = new LinkedHashMap<>();
  private final Map<String, Double> parts = new LinkedHashMap<>();
  private final Map<String, Double> resources = new LinkedHashMap<>();

  OperatorTotals(Graph.Node node) {
    this.node = node;
  }

  @SuppressWarnings("ReferenceEquality")
  void add(
      Graph.Node executed,
      OperatorEstimate cost,
      double visible,
      Repetition repetition,
      boolean names) {
    boolean sameEstimate = cost == estimate; // the very same object: a cheap test, made per step
    if (estimate != null
        && (!sameEstimate
            || visible != exposure
            || executed.count() != node.count()
            || pendingDevices != repetition.busyDevices())) {
      flush();
    }
    node = executed;
    estimate = cost;
    exposure = visible;
    pendingDevices = repetition.busyDevices();
    double seconds = cost.latencySeconds() * visible * executed.count();
    pendingLatency += repetition.latencyFactor();
    pendingWork += repetition.workFactor();
    pendingIdleJoules +=
        seconds * repetition.workFactor() * repetition.idleDevices() * repetition.idleWatts();
    if (names || shown == null) {
      shown = executed;
      shownEstimate = cost;
    }
  }

  private void flush() {
    double times = pendingWork * node.count();
    double seconds = estimate.latencySeconds() * exposure * node.count() * pendingLatency;
    count += times;
    latencySeconds += seconds;
    secondsByBound.merge(estimate.bound(), seconds, Double::sum);
    Energy one = estimate.energy();
    Energy visible =
        new Energy(
            one.compute(),
            one.onChipMemory(),
            one.mainMemory(),
            one.links(),
            one.idle() * exposure);
    energy =
        energy
            .plus(visible.times(times * pendingDevices))
            .plus(new Energy(0, 0, 0, 0, pendingIdleJoules));
    Work work = estimate.work();
    matrixOperations += work.matrixOperations() * times;
    operations += work.operations() * times;
    bytes = bytes.plus(work.bytes().times(times));
    for (OperatorEstimate.Traffic level : estimate.traffic()) {
      traffic.merge(level.level(), level.bytes() * times, Double::sum);
    }
    addParts(parts, estimate.parts(), exposure * node.count() * pendingLatency);
    addParts(resources, estimate.resources(), times);
    pendingLatency = 0;
    pendingWork = 0;
    pendingIdleJoules = 0;
  }

  private static void addParts(
      Map<String, Double> sums, List<OperatorEstimate.Part> parts, double factor) {
    for (OperatorEstimate.Part part : parts) {
      sums.merge(part.name(), part.seconds() * factor, Double::sum);
    }
  }

  private void settle() {
    if (pendingWork != 0) {
      flush();
    }
  }

  double latencySeconds() {
    settle();
    return latencySeconds;
  }

  Energy energy() {
    settle();
    return energy;
  }

  double matrixOperations() {
    settle();
    return matrixOperations;
  }

  DataType computeType() {
    return shownEstimate.work().matrixType();
  }

  void addSecondsByBound(EnumMap<Bound, Double> sums) {
    settle();
    secondsByBound.forEach((bound, seconds) -> sums.merge(bound, seconds, Double::sum));
  }

  OperatorRow result() {
    settle();
    Bound bound = PhaseTotals.largest(secondsByBound);
    double moved = bytes.total();
    return new OperatorRow(
        shown.name(),
        shown.block(),
        shown.operator().kind(),
        shown.operator().shape(),
        matrixOperations > 0 ? computeType().id() : "",
        count,
        latencySeconds,
        energy.totalJoules(),
        PhaseTotals.split(energy),
        operations,
        new RoleBytes(
            bytes.weight(), bytes.activation(), bytes.kvCache(), bytes.state() + bytes.index()),
        moved == 0 ? 0 : operations / moved,
        bound.id(),
        bound == shownEstimate.bound() ? shownEstimate.boundDetail() : bound.id(),
        traffic,
        parts,
        resources,
        shownEstimate.mapping(),
        shownEstimate.reason());
  }
}
