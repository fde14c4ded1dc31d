package ridgepoint.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelLibrary;
import ridgepoint.model.ModelSpec;
import ridgepoint.operator.Operator;
import ridgepoint.report.RunResult;
import ridgepoint.simulation.RunRequest;
import ridgepoint.simulation.Simulator;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Workload;

/**
 * Serving at a constant number of requests in flight.
 *
 * <p>In the steady state every request that ends is followed by the prefill of another. Over the
 * life of a request all others end once and interrupt it by one prefill each: time per token = step
 * + requests x prefill / output length. A new request meets the server busy with other prefills for
 * a share u = requests x prefill / (that + output length x step) of the time, and waits u / (2 (1 -
 * u)) prefills (M/D/1), and for the step that runs.
 *
 * <p>A benchmark starts all requests at once: in its first round the last request has its token
 * after the prefill of all, the average one after half of it, and those that have begun wait for
 * the rest. Of the rounds a benchmark runs, one is such.
 */
final class Serving {
  /**
   * Requests of a benchmark over requests in flight. Not recorded in the rows; customary are 3 to
   * 10, and 5 suits the rows best of 2, 3, 5 and 10.
   */
  private static final double ROUNDS = 5;

  private final Fidelity fidelity;
  private final Map<Machine, CostModel> costs = new ConcurrentHashMap<>();
  private final Map<Case, Steady> steady = new ConcurrentHashMap<>();
  private final Map<String, ModelSpec> models = new ConcurrentHashMap<>();

  Serving(Fidelity fidelity) {
    this.fidelity = fidelity;
  }

  private record Case(SystemSpec system, SoftwareStack stack, String model, Workload workload) {}

  private record Machine(SystemSpec system, SoftwareStack stack) {}

  /**
   * The two figures of a steady state, and what decoding is bound by.
   *
   * @param bytes that one step moves
   */
  record Steady(double ttftSeconds, double tpotSeconds, String bound, double bytes) {}

  Steady of(SystemSpec system, SoftwareStack stack, String model, Workload workload) {
    return steady.computeIfAbsent(new Case(system, stack, model, workload), this::compute);
  }

  private Steady compute(Case asked) {
    Workload all = asked.workload;
    int replicas = all.parallelism().data();
    RunResult together = run(asked, all);
    Workload alone = all.withBatchSize(Math.min(replicas, all.batchSize()));
    double prefill = run(asked, oneToken(alone)).ttftSeconds();
    double step = together.tpotSeconds();
    double requests = Math.max(1, (double) all.batchSize() / replicas);
    double outputs = Math.max(1, all.outputLength());
    double prefills = requests * prefill;
    double busy = prefills / (prefills + outputs * step);
    double first = together.ttftSeconds();
    RunResult.PhaseResult decode = together.phase("decode");
    return new Steady(
        rounds((first + prefill) / 2, prefill * (1 + busy / (2 * (1 - busy))) + step),
        step + rounds((first - prefill) / 2, prefills) / outputs,
        decode.bound(),
        decode.bytes() / outputs);
  }

  /** A cost model that estimates every distinct operator once. */
  private CostModel remembering(Machine machine) {
    CostModel model =
        CostModels.of(fidelity, machine.system, OperatingConditions.of(machine.stack));
    Map<Operator, OperatorEstimate> known = new ConcurrentHashMap<>();
    return operator -> known.computeIfAbsent(operator, model::estimate);
  }

  /** Mean of one first round and the steady ones after it. */
  private static double rounds(double first, double later) {
    return (first + (ROUNDS - 1) * later) / ROUNDS;
  }

  private static Workload oneToken(Workload asked) {
    return new Workload(
        asked.batchSize(),
        asked.inputLength(),
        1,
        asked.cachedPrefix(),
        asked.precision(),
        asked.parallelism(),
        asked.kernels(),
        asked.placement(),
        asked.speculation());
  }

  private RunResult run(Case asked, Workload workload) {
    CostModel model =
        costs.computeIfAbsent(new Machine(asked.system, asked.stack), this::remembering);
    ModelSpec spec = models.computeIfAbsent(asked.model, ModelLibrary::load);
    try {
      // Served models fit, whatever the estimate of their footprint says.
      return new Simulator(asked.system, asked.stack, model, fidelity.id(), "")
          .run(new RunRequest(spec, Optional.empty(), workload, true, true, Map.of(), List.of()));
    } catch (InputException e) {
      throw new Family.OutOfScope("the simulator refuses it: " + e.getMessage());
    }
  }
}
