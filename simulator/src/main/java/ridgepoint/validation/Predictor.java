package ridgepoint.validation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.energy.OperandData;
import ridgepoint.energy.Throttled;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.network.CollectiveCost;
import ridgepoint.network.Network;
import ridgepoint.network.Protocols;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.family.Question;
import ridgepoint.wave.CacheState;

/**
 * Answers questions with the models, each distinct estimate computed once. Safe for use by many
 * threads.
 */
final class Predictor {
  private final Fidelity fidelity;
  private final Map<Machine, Costs> devices = new ConcurrentHashMap<>();
  private final Map<Software, KindParameters> parameters = new ConcurrentHashMap<>();
  private final Map<List<Object>, Network> networks = new ConcurrentHashMap<>();
  private final Serving serving;

  Predictor(Fidelity fidelity) {
    this.fidelity = fidelity;
    serving = new Serving(fidelity);
  }

  private record Software(DeviceSpec device, SoftwareStack stack) {}

  private record Machine(DeviceSpec device, OperatingConditions conditions) {}

  /** What is kept of an estimate. */
  private record Kept(double seconds, double joules, Bound bound, String detail) {
    static Kept of(OperatorEstimate estimate) {
      return new Kept(
          estimate.latencySeconds(),
          estimate.energy().totalJoules(),
          estimate.bound(),
          estimate.boundDetail());
    }
  }

  private record Costs(CostModel model, Map<Operator, Kept> kept) {
    Kept of(Operator operator) {
      return kept.computeIfAbsent(operator, each -> Kept.of(model.estimate(each)));
    }
  }

  /**
   * A predicted figure.
   *
   * @param bound what limits the longest kernel
   * @param bytes all have to move at least
   */
  record Answer(double value, String bound, double bytes) {}

  /** Figures of kernels of a software on one device. */
  Answer kernels(Question.Kernels question, DeviceSpec device, SoftwareStack stack) {
    return kernels(question, costs(device, conditions(question, stack)), device, stack);
  }

  private static Answer kernels(
      Question.Kernels question, Costs costs, DeviceSpec device, SoftwareStack stack) {
    double seconds = 0;
    double bytes = 0;
    Kept longest = null;
    for (Operator operator : question.operators()) {
      Kept kept = costs.of(operator);
      seconds += kept.seconds;
      bytes += operator.work().bytes().total();
      longest = longest == null || kept.seconds > longest.seconds ? kept : longest;
    }
    double calls =
        switch (question.timing()) {
          case GRAPH, PROFILER -> 0;
          case EAGER -> question.calls() * callSeconds(device, stack);
          case QUEUED -> question.calls() * device.control().hostCallSeconds();
        };
    double total =
        question.timing() == Question.Timing.QUEUED ? Math.max(calls, seconds) : calls + seconds;
    return new Answer(total, calls > seconds ? "launch, calls of the host" : bound(longest), bytes);
  }

  /** What a call takes on the host: what the software needs, which is more than the driver does. */
  private static double callSeconds(DeviceSpec device, SoftwareStack stack) {
    return Math.max(stack.host().callSeconds(), device.control().hostCallSeconds());
  }

  /** Energy of kernels that repeat long enough for clocks to settle, as a meter reads it. */
  Answer joules(Question.Joules question, DeviceSpec device, SoftwareStack stack) {
    OperatingConditions conditions = conditions(question.kernels(), stack);
    Costs costs = costs(device, conditions.withData(question.data()));
    Answer alone = kernels(question.kernels(), costs, device, stack);
    Drawn drawn = drawn(question, costs, alone.value);
    double waiting = device.power().idleWatts() * drawn.seconds;
    double read = drawn.joules + question.idleShare() * (waiting - drawn.joules);
    return new Answer(read, alone.bound, alone.bytes);
  }

  private record Drawn(double seconds, double joules) {}

  /** The power limit holds for the average of kernels that repeat one after another. */
  private static Drawn drawn(Question.Joules question, Costs costs, double secondsAlone) {
    List<Operator> operators = question.kernels().operators();
    if (costs.model instanceof PipelineModel model) {
      Throttled loop = model.repeated(operators, each -> question.zeros().getOrDefault(each, 0.0));
      return new Drawn(loop.latencySeconds(), loop.energy().totalJoules());
    }
    return new Drawn(
        secondsAlone, operators.stream().mapToDouble(each -> costs.of(each).joules).sum());
  }

  /**
   * Time of a collective among devices of a system.
   *
   * @param device that the devices are
   * @param hostSeconds between calls from the host, which is ahead or behind; 0 in a graph
   */
  Answer exchange(
      Question.Exchange question, SystemSpec system, DeviceSpec device, double hostSeconds) {
    Network network =
        networks.computeIfAbsent(
            List.of(system, question.software().libraries()),
            key -> new Network(system, Protocols.shipped().of(question.software().libraries())));
    CollectiveCost cost = network.cost(question.placed(system));
    double seconds = cost.seconds();
    if (question.software().copies()) {
      Costs costs = costs(device, OperatingConditions.usual().withCaches(CacheState.WARM));
      seconds += costs.of(question.copy()).seconds;
    }
    return new Answer(
        Math.max(seconds, hostSeconds),
        "network, " + cost.slowestLevel() + " (" + cost.algorithm() + ")",
        question.collective().bufferBytes());
  }

  /** Time to the first token or per token of a served model. */
  Answer serving(Question.Serving question, SystemSpec system, SoftwareStack stack) {
    Serving.Steady steady = serving.of(system, stack, question);
    return new Answer(
        question.first() ? steady.ttftSeconds() : steady.tpotSeconds(),
        steady.bound(),
        steady.bytes());
  }

  /** A served model as it is set up to answer that. */
  Serving.Prepared prepared(Question.Serving question, SystemSpec system, SoftwareStack stack) {
    return serving.prepared(system, stack, question);
  }

  private static OperatingConditions conditions(Question.Kernels question, SoftwareStack stack) {
    return new OperatingConditions(
        stack, question.caches(), question.duration(), OperandData.RANDOM);
  }

  private Costs costs(DeviceSpec device, OperatingConditions conditions) {
    return devices.computeIfAbsent(
        new Machine(device, conditions),
        each -> new Costs(model(each.device, each.conditions), new ConcurrentHashMap<>()));
  }

  /** Parameters are read once, however many states of the caches there are. */
  private CostModel model(DeviceSpec device, OperatingConditions conditions) {
    if (fidelity != Fidelity.PIPELINE || device.kind() != DeviceKind.GPU) {
      return CostModels.of(fidelity, device, conditions);
    }
    KindParameters known =
        parameters.computeIfAbsent(
            new Software(device, conditions.stack()),
            each -> GpuMachine.parameters(each.device, each.stack));
    return CostModels.gpu(device, known, conditions);
  }

  private static String bound(Kept kept) {
    boolean detailed = !kept.detail.isEmpty() && !kept.detail.equals(kept.bound.id());
    return kept.bound.id() + (detailed ? ", " + kept.detail : "");
  }
}
