package ridgepoint.validation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.operator.Operator;
import ridgepoint.serving.Deployment;
import ridgepoint.serving.DisaggregatedServer;
import ridgepoint.serving.DisaggregatedServer.Pool;
import ridgepoint.serving.Handover;
import ridgepoint.serving.Load;
import ridgepoint.serving.Replica;
import ridgepoint.serving.Server;
import ridgepoint.serving.StepTimes;
import ridgepoint.software.Batching;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.family.Benchmark;
import ridgepoint.validation.family.Family;
import ridgepoint.validation.family.Question;
import ridgepoint.validation.family.Question.Serving.Pools;
import ridgepoint.workload.Workload;

/** Models on servers, as benchmarks of a constant number of requests in flight measure them. */
final class Serving {
  /** Pools are simulated for no more requests, as many clients settle in few rounds. */
  private static final long MOST_REQUESTS = 8192;

  private static final long FEWEST_ROUNDS = 2;

  private final Fidelity fidelity;
  private final Map<Machine, CostModel> costs = new ConcurrentHashMap<>();
  private final Map<Run, Steady> steady = new ConcurrentHashMap<>();
  private final Map<Case, StepTimes> steps = new ConcurrentHashMap<>();
  private final Map<String, ModelSpec> models = new ConcurrentHashMap<>();

  Serving(Fidelity fidelity) {
    this.fidelity = fidelity;
  }

  private record Case(SystemSpec system, SoftwareStack stack, String model, Workload workload) {}

  private record Run(Case served, Benchmark benchmark, Optional<Pools> pools) {}

  private record Machine(SystemSpec system, SoftwareStack stack) {}

  /**
   * The two figures of a steady state, and what decoding is bound by.
   *
   * @param bytes that one step moves
   */
  record Steady(double ttftSeconds, double tpotSeconds, String bound, double bytes) {}

  Steady of(SystemSpec system, SoftwareStack stack, Question.Serving question) {
    Case served = new Case(system, stack, question.model(), question.workload());
    return steady.computeIfAbsent(
        new Run(served, question.benchmark(), question.pools()), this::compute);
  }

  private Steady compute(Run asked) {
    Case served = asked.served;
    try {
      Prepared prepared = prepare(asked);
      Server.Latency latency =
          asked.pools.isPresent()
              ? disaggregated(asked, prepared, asked.pools.get())
              : Server.serve(prepared.times, prepared.software, prepared.load);
      MemoryFootprint one = deployment(served).footprint();
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
      return prepare(new Run(served, question.benchmark(), question.pools()));
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
    // A server that was measured did run, whatever the estimate of its footprint says.
    double room = deployment(served).roomTokens();
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

  /** Replicas that read prompts and others that generate, on machines of the same kind. */
  private Server.Latency disaggregated(Run asked, Prepared decoding, Pools pools) {
    Case served = asked.served;
    Workload reading = served.workload.withParallelism(pools.prefill());
    StepTimes times =
        steps.computeIfAbsent(
            new Case(served.system, served.stack, served.model, any(reading)), this::steps);
    Load one = decoding.load;
    long clients = served.workload.batchSize();
    int replicas = pools.decodeWorkers() * served.workload.parallelism().data();
    // A server that was measured did run its share of the clients.
    double held = Math.ceil((double) clients / replicas) * (one.input() + one.output());
    Load all =
        new Load(
            clients,
            Math.max(one.tokens(), held),
            one.input(),
            one.output(),
            one.shortest(),
            Math.max(FEWEST_ROUNDS, Math.min(one.rounds(), MOST_REQUESTS / clients)));
    return DisaggregatedServer.serve(
        new Pool(
            pools.prefillWorkers() * pools.prefill().data(), new Replica(times, decoding.software)),
        new Pool(replicas, new Replica(decoding.times, decoding.software)),
        Handover.between(
            served.system,
            models.computeIfAbsent(served.model, ModelLibrary::load),
            served.workload.precision(),
            pools.prefillWorkers() * pools.prefill().devices()
                + pools.decodeWorkers() * served.workload.parallelism().devices()),
        all);
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

  private Deployment deployment(Case asked) {
    return new Deployment(
        asked.system,
        models.computeIfAbsent(asked.model, ModelLibrary::load),
        asked.workload,
        asked.stack);
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
