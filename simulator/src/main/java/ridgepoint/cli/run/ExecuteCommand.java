package ridgepoint.cli.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Progress;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.option.MachineOptions;
import ridgepoint.cycle.KernelExecution;
import ridgepoint.estimate.CostModel;
import ridgepoint.execution.EventRunner;
import ridgepoint.execution.Execution;
import ridgepoint.execution.ExecutionRequest;
import ridgepoint.execution.ModelExecution;
import ridgepoint.execution.RandomWeights;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.norm.NormKernel;
import ridgepoint.report.text.TableReport;
import ridgepoint.workload.Workload;

/** {@code ridgepoint execute}: a small model computed for real, every operator checked. */
@Command(
    name = "execute",
    description =
        "Execute a small model on random weights: every operator's kernel, checked and counted.",
    sortOptions = false,
    footerHeading = "%nWhat the figures mean:%n",
    footer = {
      "  max error  largest difference from a double-precision oracle on the same inputs",
      "  relative   that over the largest magnitude of the same output",
      "  of bound   largest share of what rounding in the operator's data types allows; passes to"
          + " 100%%",
      "Counted operations and bytes of every execution must equal the operator's formulas. Latency",
      "and energy are what the executed operators are estimated to take on the chosen machine.",
      "With --fidelity cycle each tile is computed when the events that time it complete it, what",
      "one operator writes is what the next one reads, and the outputs are also held against those",
      "of the functional machine.",
      "Exits with 1 when a check fails.",
    })
public final class ExecuteCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String USUAL_MACHINE = "h100-sxm";
  private static final long USUAL_INPUT = 24;
  private static final long USUAL_OUTPUT = 8;

  private final Terminal terminal;
  private final Workbench workbench;

  @Mixin MachineOptions machine = new MachineOptions();

  @Option(
      names = {"-m", "--model"},
      paramLabel = "ID|FILE",
      description =
          "Model of at most 2 GB in fp32; made for this are tiny-llama-test and its like.")
  String model;

  @Mixin WorkloadOptions workload = new WorkloadOptions();

  @Mixin TechniqueOptions techniques = new TechniqueOptions();

  @Option(
      names = "--draft",
      paramLabel = "ID|FILE",
      description = "Model that drafts in speculative decoding (default: the model's lower half).")
  String draft;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights, tokens and draws (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Mixin OutputOptions output = new OutputOptions();

  public ExecuteCommand(Terminal terminal, Workbench workbench) {
    this.terminal = terminal;
    this.workbench = workbench;
    machine.hardware = USUAL_MACHINE;
    workload.inputLength = USUAL_INPUT;
  }

  @Override
  public Integer call() {
    if (model == null) {
      throw new InputException("--model is missing; 'ridgepoint models' lists them");
    }
    Checkpoint checkpoint = workbench.checkpoint(model);
    ModelSpec spec = checkpoint.model();
    if (workload.outputLength == null && spec.isDecoder()) {
      workload.outputLength = USUAL_OUTPUT;
    }
    SystemSpec system = machine.system(workbench, workload.parallelism().devices());
    Workload asked = techniques.apply(workload.workload(system.device(), checkpoint), spec, system);
    KernelExecution kernels = new KernelExecution();
    CostModel costs =
        workbench.costs(
            system,
            machine.fidelity(),
            workbench.stack(machine.stack),
            machine.cycles.settings(system).executing(kernels));
    Optional<EventRunner> events =
        Optional.of(new EventRunner(costs, kernels))
            .filter(runner -> machine.fidelity() == Fidelity.CYCLE);
    Execution execution = execute(spec, asked, events);
    List<ExecutedOperator> operators =
        ExecutedOperator.of(execution.operators(), costs, asked.parallelism().tensor());
    output.write(terminal, text(new ExecutionText(echo(asked), execution, operators)));
    return execution.passes() ? 0 : FAILED;
  }

  private Execution execute(ModelSpec spec, Workload asked, Optional<EventRunner> events) {
    // Every pass runs once more for comparison, once more on one device if there are several, and
    // once more without events.
    int times = 2 + (asked.parallelism().tensor() == 1 ? 0 : 1) + (events.isPresent() ? 1 : 0);
    long layers = spec.layers().size() * Math.max(1, asked.outputLength()) * times;
    try (Progress progress = new Progress(terminal, "execute", layers, output.quiet)) {
      return ModelExecution.of(
          new ExecutionRequest(
              spec,
              Optional.ofNullable(draft).map(workbench::model),
              asked,
              new RandomWeights(seed),
              NormKernel.USUAL_EPSILON,
              seed,
              output.threads,
              progress::step,
              events));
    }
  }

  private String text(ExecutionText text) {
    return switch (output.formatOr(OutputFormat.TABLE)) {
      case TABLE -> text.table(TableReport.PLAIN.width(), terminal.colour() && !output.noColor);
      case JSON -> text.json();
      case CSV -> text.csv();
    };
  }

  private Map<String, String> echo(Workload asked) {
    Map<String, String> inputs = new LinkedHashMap<>();
    machine.echo(inputs);
    inputs.put("model", model);
    workload.echo(inputs, asked);
    techniques.echo(inputs);
    if (draft != null) {
      inputs.put("draft", draft);
    }
    inputs.put("seed", Long.toString(seed));
    return inputs;
  }
}
