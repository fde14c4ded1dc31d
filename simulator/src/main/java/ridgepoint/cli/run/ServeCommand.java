package ridgepoint.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.FiguresCommand;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.option.MachineOptions;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.operator.Operator;
import ridgepoint.report.text.Figures;
import ridgepoint.serving.Deployment;
import ridgepoint.serving.DisaggregatedServer;
import ridgepoint.serving.DisaggregatedServer.Pool;
import ridgepoint.serving.Handover;
import ridgepoint.serving.Load;
import ridgepoint.serving.Replica;
import ridgepoint.serving.Server;
import ridgepoint.serving.StepTimes;
import ridgepoint.simulation.Version;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Workload;

/** {@code ridgepoint serve}: clients that wait for answers of a server, simulated. */
@Command(
    name = "serve",
    sortOptions = false,
    description = {
      "Serves a closed load of clients on a simulated server: continuous batching as the stack does it,",
      "room for keys and values, time of the host. Prints mean times to the first token and per token.",
      "With --disaggregated, workers of their own read prompts and hand keys and values to others that",
      "generate; --tp, --pp, --ep and --dp are then of one of the latter."
    })
public final class ServeCommand extends FiguresCommand {
  private static final long MOST_CLIENTS = 1 << 16;
  private static final int MOST_WORKERS = 4096;

  @Mixin MachineOptions machine = new MachineOptions();

  @Option(
      names = {"-m", "--model", "--model-path"},
      paramLabel = "ID|FILE",
      description = "Model: an id of 'ridgepoint models', or a description in a file.")
  String model;

  @Option(
      names = {"--clients", "--concurrency"},
      paramLabel = "N",
      description = "Clients, each with one request in flight (default: ${DEFAULT-VALUE}).")
  long clients = 16;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Answers that each client waits for (default: ${DEFAULT-VALUE}).")
  long rounds = 10;

  @Option(
      names = "--shortest",
      paramLabel = "SHARE",
      description =
          "Prompts and answers are of lengths between this share of those given and these"
              + " (default: ${DEFAULT-VALUE}).")
  double shortest = 1;

  @Mixin WorkloadOptions workload = new WorkloadOptions();

  @Mixin TechniqueOptions techniques = new TechniqueOptions();

  @Mixin PoolOptions pools = new PoolOptions();

  public ServeCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  public Figures compute() {
    check();
    Checkpoint checkpoint = workbench.checkpoint(model);
    SoftwareStack stack = workbench.stack(machine.stack);
    SystemSpec system = machine.system(workbench, devices());
    Workload asked =
        techniques
            .apply(workload.workload(system.device(), checkpoint), checkpoint.model(), system)
            .withBatchSize(clients);
    CostModel costs = remembering(system, stack);
    Deployment decoding = new Deployment(system, checkpoint.model(), asked, stack);
    requireRoom(decoding, "");
    Replica replica = replica(decoding, costs);
    Server.Latency latency =
        pools.disaggregated
            ? disaggregated(decoding, replica, costs)
            : Server.serve(replica.times(), stack, load(decoding, asked.parallelism().data()));
    return figures(system, stack, asked, latency);
  }

  private void check() {
    if (model == null) {
      throw new InputException("--model is missing; 'ridgepoint models' lists them");
    }
    if (workload.batchSize != 1) {
      throw new InputException("--batch-size: a server makes its own batches; give --clients");
    }
    Sizes.within("--clients", clients, 1, MOST_CLIENTS);
    Sizes.within("--rounds", rounds, 1, MOST_CLIENTS);
    if (!(shortest > 0 && shortest <= 1)) {
      throw new InputException("--shortest: " + shortest + " is not above 0 and at most 1");
    }
    pools.check(MOST_WORKERS);
  }

  private int devices() {
    int one = workload.parallelism().devices();
    return pools.disaggregated ? pools.devices(one) : one;
  }

  private static void requireRoom(Deployment worker, String which) {
    if (!worker.fits()) {
      throw new InputException(
          "%s does not fit %son %d of %s: use more devices or narrower weights"
              .formatted(
                  worker.model().id(),
                  which,
                  worker.workload().parallelism().devices(),
                  worker.system().device().id()));
    }
  }

  private CostModel remembering(SystemSpec system, SoftwareStack stack) {
    CostModel costs =
        workbench.costs(system, machine.fidelity(), stack, machine.cycles.settings(system));
    Map<Operator, OperatorEstimate> known = new ConcurrentHashMap<>();
    return operator -> known.computeIfAbsent(operator, costs::estimate);
  }

  private static Replica replica(Deployment worker, CostModel costs) {
    return new Replica(
        new StepTimes(worker.model(), worker.workload(), worker.stack(), costs), worker.stack());
  }

  /** The load of one of so many replicas. */
  private Load load(Deployment worker, int replicas) {
    return new Load(
        Math.max(1, clients / replicas),
        worker.roomTokens(),
        workload.inputLength,
        worker.workload().outputLength(),
        shortest,
        rounds);
  }

  private Server.Latency disaggregated(Deployment decoding, Replica replica, CostModel costs) {
    Workload reading = decoding.workload().withParallelism(pools.prefill());
    Deployment reader =
        new Deployment(decoding.system(), decoding.model(), reading, decoding.stack());
    requireRoom(reader, "for prompts ");
    int data = decoding.workload().parallelism().data();
    return DisaggregatedServer.serve(
        new Pool(pools.prefillWorkers * pools.prefill().data(), replica(reader, costs)),
        new Pool(pools.decodeWorkers * data, replica),
        Handover.between(
            decoding.system(), decoding.model(), decoding.workload().precision(), devices()),
        load(decoding, 1));
  }

  private Figures figures(
      SystemSpec system, SoftwareStack stack, Workload asked, Server.Latency latency) {
    double later = asked.outputLength() * (1 + shortest) / 2 - 1;
    double request = latency.ttftSeconds() + later * latency.tpotSeconds();
    double tokens = clients * (later + 1) / request;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("version", Version.current());
    figures.put("hw", system.id());
    figures.put("model", model);
    figures.put("stack", stack.id());
    figures.put("clients", clients);
    figures.put("input_len", asked.inputLength());
    figures.put("output_len", asked.outputLength());
    figures.put("devices", (long) devices());
    pools.echo(figures);
    figures.put("ttft_s", latency.ttftSeconds());
    figures.put("tpot_s", latency.tpotSeconds());
    figures.put("request_s", request);
    figures.put("tokens_per_s", tokens);
    figures.put("tokens_per_s_per_device", tokens / devices());
    return new Figures("ridgepoint.serve/1", figures);
  }

  @Override
  protected ServeCommand another() {
    return new ServeCommand(terminal, workbench);
  }
}
