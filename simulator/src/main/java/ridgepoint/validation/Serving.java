package ridgepoint.validation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.operator.Operator;
import ridgepoint.serving.Load;
import ridgepoint.serving.Server;
import ridgepoint.serving.StepTimes;
import ridgepoint.software.Batching;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.family.Benchmark;
import ridgepoint.validation.family.Family;
import ridgepoint.validation.family.Question;
import ridgepoint.workload.Workload;

/** Models on servers, as benchmarks of a constant number of requests in flight measure them. */
final class Serving {
  private final Fidelity fidelity;
  private final Map<Machine, CostModel> costs = new ConcurrentHashMap<>();
  private final Map<Run, Steady> steady = new ConcurrentHashMap<>();
  private final Map<Case, StepTimes> steps = new ConcurrentHashMap<>();
  private final Map<String, ModelSpec> models = new ConcurrentHashMap<>();

  Serving(Fidelity fidelity) {
    this.fidelity = fidelity;
  }

  private record Case(SystemSpec system, SoftwareStack stack, String model, Workload workload) {}

  private record Run(Case served, Benchmark benchmark) {}

  private record Machine(SystemSpec system, SoftwareStack stack) {}

  /**
   * The two figures of a steady state, and what decoding is bound by.
   *
   * @param bytes that one step moves
   */
  record Steady(double ttftSeconds, double tpotSeconds, String bound, double bytes) {}

  Steady of(SystemSpec system, SoftwareStack stack, Question.Serving question) {
    Case served = new Case(system, stack, question.model(), question.workload());
    return steady.computeIfAbsent(new Run(served, question.benchmark()), this::compute);
  }

  private Steady compute(Run asked) {
    Case served = asked.served;
    try {
      Prepared prepared = prepare(asked);
      Server.Latency latency = Server.serve(prepared.times, prepared.software, prepared.load);
      MemoryFootprint one = footprint(served);
      return new Steady(
          latency.ttftSeconds(),
          latency.tpotSeconds(),
          "steps of the server",
          one.weightBytes() + prepared.load.clients() * one.kvCacheBytes());
    } catch (InputException e) {
      throw refused(e);
    }
  }

  /** What a benchmark runs: the steps, the software as it was started, and the clients. */
  record Prepared(StepTimes times, SoftwareStack software, Load load) {}

  Prepared prepared(SystemSpec system, SoftwareStack stack, Question.Serving question) {
    Case served = new Case(system, stack, question.model(), question.workload());
    try {
      return prepare(new Run(served, question.benchmark()));
    } catch (InputException e) {
      throw refused(e);
    }
  }

  private static Family.OutOfScope refused(InputException e) {
    return new Family.OutOfScope("the simulator refuses it: " + e.getMessage());
  }

  private Prepared prepare(Run asked) {
    Case served = asked.served;
    Workload all = served.workload;
    StepTimes times =
        steps.computeIfAbsent(
            new Case(served.system, served.stack, served.model, any(all)), this::steps);
    Benchmark benchmark = asked.benchmark;
    long clients =
        benchmark.clients().orElse(Math.max(1, all.batchSize() / all.parallelism().data()));
    double room = roomFor(served);
    // A server keeps prompts as long as there is room for all that come again.
    boolean kept =
        benchmark.keptPrompts() > 0 && benchmark.keptPrompts() * (double) all.inputLength() <= room;
    Load load =
        new Load(
            clients,
            room,
            all.inputLength(),
            all.outputLength(),
            benchmark.shortest(),
            benchmark.rounds(),
            kept);
    return new Prepared(times, scheduled(served.stack, asked.benchmark), load);
  }

  /** The software as it was started for a benchmark. */
  private static SoftwareStack scheduled(SoftwareStack stack, Benchmark benchmark) {
    Batching batching = stack.batching();
    if (benchmark.tokensPerStep().isPresent()) {
      batching = batching.withTokensPerStep(benchmark.tokensPerStep().getAsLong());
    }
    if (benchmark.sequences().isPresent()) {
      batching = batching.withSequences(benchmark.sequences().getAsLong());
    }
    batching = batching.withWaitSteps(benchmark.waitSteps());
    return stack.withBatching(benchmark.mixed() ? batching.mixed() : batching);
  }

  /** Tokens of a replica whose keys and values have room beside the weights. */
  private double roomFor(Case asked) {
    MemoryFootprint one = footprint(asked);
    double room =
        asked.stack.batching().memoryFraction()
                * asked.system.device().mainMemory().totalCapacityBytes()
            - one.weightBytes()
            - one.activationBytes();
    double each = one.kvCacheBytes() + one.stateBytes();
    double tokens = asked.workload.inputLength() + asked.workload.outputLength();
    // A server that was measured did run, whatever the estimate of its footprint says.
    return each == 0 ? Double.POSITIVE_INFINITY : Math.max(1, room / each) * tokens;
  }

  /** Of one sequence per replica when it has its answer. */
  private MemoryFootprint footprint(Case asked) {
    Workload all = asked.workload;
    return ModelGraphs.footprint(
        models.computeIfAbsent(asked.model, ModelLibrary::load),
        all.withBatchSize(all.parallelism().data()),
        all.inputLength() + all.outputLength());
  }

  private StepTimes steps(Case asked) {
    return new StepTimes(
        models.computeIfAbsent(asked.model, ModelLibrary::load),
        asked.workload,
        asked.stack,
        costs.computeIfAbsent(new Machine(asked.system, asked.stack), this::remembering));
  }

  /** The same whatever its batch and lengths. */
  private static Workload any(Workload asked) {
    return new Workload(
        1,
        1,
        1,
        0,
        asked.precision(),
        asked.parallelism(),
        asked.kernels(),
        asked.placement(),
        asked.speculation(),
        asked.expertSkew());
  }

  /** A cost model that estimates every distinct operator once. */
  private CostModel remembering(Machine machine) {
    CostModel model =
        CostModels.of(fidelity, machine.system, OperatingConditions.of(machine.stack));
    Map<Operator, OperatorEstimate> known = new ConcurrentHashMap<>();
    return operator -> known.computeIfAbsent(operator, model::estimate);
  }
}
