package ridgepoint.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.AssumedNode;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.option.MachineOptions;
import ridgepoint.estimate.CostModel;
import ridgepoint.exploration.evaluation.Question;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.report.RunResult;
import ridgepoint.simulation.RunRequest;
import ridgepoint.simulation.Simulator;
import ridgepoint.simulation.Version;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Workload;

/** Everything that decides the result of one run. */
public final class RunOptions {
  @Mixin MachineOptions machine = new MachineOptions();

  @Option(
      names = {"-m", "--model", "--model-path"},
      paramLabel = "ID|FILE",
      description = "Model: an id of 'ridgepoint models', or a description in a file.")
  String model;

  @Mixin WorkloadOptions workload = new WorkloadOptions();

  @Mixin TechniqueOptions techniques = new TechniqueOptions();

  @Option(
      names = "--allow-oversubscription",
      description = "Estimate even if memory does not suffice.")
  boolean allowOversubscription;

  @Option(
      names = "--allow-emulation",
      description = "Compute in a wider type where the device lacks one.")
  boolean allowEmulation;

  /** A question that is well put; only its answer may still be that it does not work. */
  record Prepared(Simulator simulator, RunRequest request) {
    RunResult run() {
      return simulator.run(request);
    }
  }

  /**
   * Checks that what the options name exists, whether or not it works together.
   *
   * @throws InputException when something is missing or unknown
   */
  void checkNames(Workbench workbench) {
    if (model == null) {
      throw new InputException("--model is missing; 'ridgepoint models' lists them");
    }
    Checkpoint spec = workbench.checkpoint(model);
    machine.fidelity();
    workbench.stack(machine.stack);
    SystemSpec system = machine.system(workbench, 1);
    workload.workload(system.device(), spec);
  }

  /**
   * Reads what the options name.
   *
   * @throws InputException when something is missing or unknown
   */
  Prepared prepare(Workbench workbench) {
    return prepare(workbench, machine.fidelity());
  }

  /** The same at a fidelity whatever the options say. */
  Prepared prepare(Workbench workbench, Fidelity fidelity) {
    checkNames(workbench);
    SystemSpec described = machine.system(workbench, 1);
    SystemSpec system = machine.system(workbench, workload.parallelism().devices());
    SoftwareStack stack = workbench.stack(machine.stack);
    CostModel costs = workbench.costs(system, fidelity, stack, machine.cycles.settings(system));
    List<String> notes = new ArrayList<>();
    AssumedNode.note(described, system).ifPresent(notes::add);
    return new Prepared(
        new Simulator(system, stack, costs, fidelity.id(), Version.current()),
        request(workbench, system, notes));
  }

  /** What is asked of a system. */
  private RunRequest request(Workbench workbench, SystemSpec system, List<String> notesOnSystem) {
    Checkpoint checkpoint = workbench.checkpoint(model);
    ModelSpec spec = checkpoint.model();
    Workload asked = techniques.apply(workload.workload(system.device(), checkpoint), spec, system);
    List<String> notes = new ArrayList<>(checkpoint.notes());
    workload.precision.stored(checkpoint).ifPresent(notes::add);
    notes.addAll(notesOnSystem);
    Optional<ModelSpec> draft =
        asked
            .speculation()
            .map(each -> each.byOwnHead() ? spec.draftHead() : workbench.model(each.draftModel()));
    return new RunRequest(
        spec, draft, asked, allowOversubscription, allowEmulation, echo(asked), notes);
  }

  /**
   * The question of the options, of hardware whose numbers will be changed.
   *
   * @throws InputException when something is missing or unknown
   */
  public Question question(Workbench workbench) {
    machine.checkDescribed();
    checkNames(workbench);
    SystemSpec system = workbench.system(machine.hardware(), List.of(), 1);
    return new Question(
        machine.hardware(),
        machine.whatIfs(),
        request(workbench, system, List.of()),
        machine.fidelity(),
        workbench.stack(machine.stack));
  }

  private Map<String, String> echo(Workload asked) {
    Map<String, String> inputs = new LinkedHashMap<>();
    machine.echo(inputs);
    inputs.put("model", model);
    workload.echo(inputs, asked);
    techniques.echo(inputs);
    if (allowOversubscription) {
      inputs.put("allow-oversubscription", "true");
    }
    if (allowEmulation) {
      inputs.put("allow-emulation", "true");
    }
    return inputs;
  }
}
