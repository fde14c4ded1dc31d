package ridgepoint.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ridgepoint.estimate.CostModel;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.operator.Graph;
import ridgepoint.simulation.StepSampling.Weighted;
import ridgepoint.software.Host;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

/** Times the phases of one generation: a prefill, then decode steps of growing context. */
final class Generation {
  private final PhaseGraphs phases;
  private final Workload workload;
  private final Schedule schedule;
  private final CostModel costs;
  private final Host host;
  private final double idleWatts;
  private Optional<StepCost> last = Optional.empty();

  Generation(PhaseGraphs phases, Workload workload, SystemSpec system, CostModel costs) {
    this.phases = phases;
    this.workload = workload;
    this.schedule = Schedule.of(workload);
    this.costs = costs;
    this.host = phases.stack().host();
    this.idleWatts = system.device().power().idleWatts();
  }

  PhaseTotals prefill() {
    PhaseTotals totals = new PhaseTotals("prefill");
    StepCost cost =
        cost(
            phases.prefill(schedule.workload()),
            Optional.empty(),
            workload.inputLength() - workload.cachedPrefix());
    Repetition repetition = schedule.prefill(cost.slowestShare(), idleWatts);
    for (GraphCost stage : cost.stages()) {
      totals.add(stage, repetition, true);
    }
    return totals;
  }

  /**
   * All decode steps.
   *
   * @param notes receives the rule by which steps were summed, unless all were
   */
  PhaseTotals decode(List<String> notes) {
    PhaseTotals totals = new PhaseTotals("decode");
    long steps = Math.max(0, workload.outputLength() - 1);
    StepSampling<StepCost> sampling =
        StepSampling.over(steps, this::step, StepCost::latencySeconds);
    double tokensPerStep =
        workload.speculation().map(Speculation::expectedTokensPerStep).orElse(1.0);
    for (Map.Entry<Long, Weighted<StepCost>> sample : sampling.samples().entrySet()) {
      StepCost cost = sample.getValue().value();
      Repetition repetition =
          schedule
              .decodeStep(cost.slowestShare(), idleWatts)
              .times(sample.getValue().steps() / tokensPerStep);
      for (GraphCost stage : cost.stages()) {
        totals.add(stage, repetition, sample.getKey() <= steps / 2);
      }
    }
    if (steps > StepSampling.EXACT_STEPS) {
      notes.add(rule(steps, sampling));
    }
    return totals;
  }

  private static String rule(long steps, StepSampling<StepCost> sampling) {
    return String.format(
        Locale.ROOT,
        "decode: %d steps from %d computed ones, linear in between; one more halving of the intervals would change the sum by about %.2g%%",
        steps,
        sampling.samples().size(),
        100 * sampling.relativeError());
  }

  /** The step that follows {@code step} earlier ones; every token before the last is cached. */
  private StepCost step(long step) {
    long tokens = workload.speculation().map(each -> each.draftLength() + 1L).orElse(1L);
    StepCost cost =
        cost(phases.decodeStep(schedule.workload(), workload.inputLength() + step), last, tokens);
    last = Optional.of(cost);
    return cost;
  }

  private StepCost cost(List<Graph> stages, Optional<StepCost> earlier, long tokensEach) {
    long replicas = workload.parallelism().data();
    long sequences = (schedule.workload().batchSize() + replicas - 1) / replicas;
    return StepCost.of(stages, costs, workload.placement().overlapped(), earlier)
        .withHost(host, sequences, sequences * tokensEach);
  }
}
