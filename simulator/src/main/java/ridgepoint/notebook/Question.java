package ridgepoint.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.report.RunResult;
import ridgepoint.simulation.DataTypes;
import ridgepoint.simulation.Offers;
import ridgepoint.simulation.RunRequest;
import ridgepoint.simulation.Simulator;
import ridgepoint.simulation.Version;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.technique.Composition;
import ridgepoint.technique.Technique;
import ridgepoint.technique.TechniqueLibrary;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

/**
 * How does this model run on that machine? A value: each method returns another question, so that
 * one can be asked in many variants. {@link #run()} and {@link #answer()} ask it. Formats are those
 * the model is stored in unless a technique changes them.
 *
 * <pre>{@code
 * var chat = Question.of("llama-3.1-8b").tokens(1024, 128);
 * chat.on("h100-sxm").batch(64).run().tpotSeconds()
 * chat.on("h100-sxm").set("memory.hbm.bandwidth=6TB/s").technique("awq").run()
 * }</pre>
 *
 * @param hardware id or path of a device or system; empty until {@link #on} names it
 * @param changes what-ifs on its description
 * @param model id or path
 * @param inputTokens of a prompt
 * @param outputTokens generated per sequence, the first included
 * @param tensorParallel devices of the system that share every layer
 * @param techniques ids, with parameters as {@code --technique} takes them
 * @param stack id or path of the software that runs it
 */
public record Question(
    String hardware,
    List<WhatIf> changes,
    String model,
    int batchSize,
    long inputTokens,
    long outputTokens,
    int tensorParallel,
    List<String> techniques,
    Fidelity fidelity,
    String stack) {
  private static final long STANDARD_INPUT = 1024;
  private static final long STANDARD_OUTPUT = 128;

  public Question {
    changes = List.copyOf(changes);
    techniques = List.copyOf(techniques);
  }

  /** About a model: one sequence, 1024 tokens in and 128 out. */
  public static Question of(String model) {
    return new Question(
        "",
        List.of(),
        model,
        1,
        STANDARD_INPUT,
        STANDARD_OUTPUT,
        1,
        List.of(),
        Fidelity.PIPELINE,
        SoftwareLibrary.DEFAULT);
  }

  /** On that device or system. */
  public Question on(String idOrPath) {
    return new Question(
        idOrPath,
        changes,
        model,
        batchSize,
        inputTokens,
        outputTokens,
        tensorParallel,
        techniques,
        fidelity,
        stack);
  }

  /** With one more value of the machine changed, such as {@code memory.hbm.bandwidth=6TB/s}. */
  public Question set(String assignment) {
    return new Question(
        hardware,
        with(changes, WhatIf.parse(assignment)),
        model,
        batchSize,
        inputTokens,
        outputTokens,
        tensorParallel,
        techniques,
        fidelity,
        stack);
  }

  /** With that many sequences together. */
  public Question batch(int sequences) {
    return new Question(
        hardware,
        changes,
        model,
        sequences,
        inputTokens,
        outputTokens,
        tensorParallel,
        techniques,
        fidelity,
        stack);
  }

  /** With that many tokens read and generated per sequence. */
  public Question tokens(long input, long output) {
    return new Question(
        hardware,
        changes,
        model,
        batchSize,
        input,
        output,
        tensorParallel,
        techniques,
        fidelity,
        stack);
  }

  /** Spread over that many devices of a system. */
  public Question tensorParallel(int devices) {
    return new Question(
        hardware,
        changes,
        model,
        batchSize,
        inputTokens,
        outputTokens,
        devices,
        techniques,
        fidelity,
        stack);
  }

  /** With one more technique, such as {@code awq}. */
  public Question technique(String id) {
    return new Question(
        hardware,
        changes,
        model,
        batchSize,
        inputTokens,
        outputTokens,
        tensorParallel,
        with(techniques, id),
        fidelity,
        stack);
  }

  /** Answered by another model of the hardware. */
  public Question fidelity(Fidelity changed) {
    return new Question(
        hardware,
        changes,
        model,
        batchSize,
        inputTokens,
        outputTokens,
        tensorParallel,
        techniques,
        changed,
        stack);
  }

  /** With other software, such as {@code vllm}. */
  public Question stack(String idOrPath) {
    return new Question(
        hardware,
        changes,
        model,
        batchSize,
        inputTokens,
        outputTokens,
        tensorParallel,
        techniques,
        fidelity,
        idOrPath);
  }

  /** The same question for several values of one thing. */
  public <T> Variations over(String name, List<T> values, BiFunction<Question, T, Question> with) {
    return Variations.of(this).over(name, values, with);
  }

  /**
   * The machine, as described and changed.
   *
   * @throws InputException when there is no such machine, or nothing in it to change
   */
  public SystemSpec machine() {
    if (hardware.isEmpty()) {
      throw new InputException("which machine? on(\"h100-sxm\") names one");
    }
    return new SystemLibrary().load(hardware, changes);
  }

  /**
   * The answer.
   *
   * @throws InputException when the question makes no sense, or the model does not fit
   */
  public RunResult run() {
    return run(machine());
  }

  private RunResult run(SystemSpec system) {
    Checkpoint checkpoint = ModelLibrary.open(model);
    Workload workload = workload(system, checkpoint);
    Optional<ModelSpec> draft =
        workload.speculation().map(Speculation::draftModel).map(ModelLibrary::load);
    RunRequest request =
        new RunRequest(
            checkpoint.model(), draft, workload, false, false, inputs(), checkpoint.notes());
    SoftwareStack software = new SoftwareLibrary().load(stack);
    CostModel costs = CostModels.of(fidelity, system, OperatingConditions.of(software));
    return new Simulator(system, software, costs, fidelity.id(), Version.current()).run(request);
  }

  /** The answer, or the reason why there is none. */
  public Answer answer() {
    SystemSpec system = machine();
    try {
      return new Answer(this, system, Optional.of(run(system)), "");
    } catch (InputException e) {
      return new Answer(this, system, Optional.empty(), e.getMessage());
    }
  }

  private Workload workload(SystemSpec system, Checkpoint checkpoint) {
    Workload plain =
        new Workload(
            batchSize,
            inputTokens,
            outputTokens,
            0,
            DataTypes.stored(system.device(), checkpoint),
            new Parallelism(tensorParallel, 1, 1, 1),
            KernelChoices.DEFAULT,
            Placement.ON_DEVICE,
            Optional.empty(),
            0);
    TechniqueLibrary library = new TechniqueLibrary();
    List<Technique> applied = techniques.stream().map(library::load).toList();
    return Composition.of(applied).apply(plain, Offers.of(checkpoint.model(), system));
  }

  private Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("hw", hardware);
    if (!changes.isEmpty()) {
      inputs.put("set", String.join(" ", changes.stream().map(WhatIf::toString).toList()));
    }
    inputs.put("fidelity", fidelity.id());
    inputs.put("stack", stack);
    inputs.put("model", model);
    inputs.put("batch-size", Long.toString(batchSize));
    inputs.put("input-len", Long.toString(inputTokens));
    inputs.put("output-len", Long.toString(outputTokens));
    inputs.put("tp", Integer.toString(tensorParallel));
    if (!techniques.isEmpty()) {
      inputs.put("technique", String.join(" ", techniques));
    }
    return inputs;
  }

  private static <T> List<T> with(List<T> values, T another) {
    List<T> longer = new ArrayList<>(values);
    longer.add(another);
    return longer;
  }
}
