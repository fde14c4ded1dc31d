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
 * @param target what answers
 * @param request what is asked for
 * @param techniques ids, with parameters as {@code --technique} takes them
 */
public record Question(Target target, Request request, List<String> techniques) {
  private static final long STANDARD_INPUT = 1024;
  private static final long STANDARD_OUTPUT = 128;

  /**
   * What answers.
   *
   * @param hardware id or path of a device or system; empty until {@link #on} names it
   * @param changes what-ifs on its description
   * @param fidelity of the model of it
   * @param stack id or path of the software that runs it
   */
  public record Target(String hardware, List<WhatIf> changes, Fidelity fidelity, String stack) {
    public Target {
      changes = List.copyOf(changes);
    }
  }

  /**
   * What is asked for.
   *
   * @param model id or path
   * @param batchSize sequences together
   * @param inputTokens of a prompt
   * @param outputTokens generated per sequence, the first included
   * @param tensorParallel devices of the system that share every layer
   */
  public record Request(
      String model, int batchSize, long inputTokens, long outputTokens, int tensorParallel) {}

  public Question {
    techniques = List.copyOf(techniques);
  }

  /** About a model: one sequence, 1024 tokens in and 128 out. */
  public static Question of(String model) {
    return new Question(
        new Target("", List.of(), Fidelity.PIPELINE, SoftwareLibrary.DEFAULT),
        new Request(model, 1, STANDARD_INPUT, STANDARD_OUTPUT, 1),
        List.of());
  }

  /** On that device or system. */
  public Question on(String idOrPath) {
    return at(new Target(idOrPath, target.changes, target.fidelity, target.stack));
  }

  /** With one more value of the machine changed, such as {@code memory.hbm.bandwidth=6TB/s}. */
  public Question set(String assignment) {
    List<WhatIf> changes = with(target.changes, WhatIf.parse(assignment));
    return at(new Target(target.hardware, changes, target.fidelity, target.stack));
  }

  /** Answered by another model of the hardware. */
  public Question fidelity(Fidelity changed) {
    return at(new Target(target.hardware, target.changes, changed, target.stack));
  }

  /** With other software, such as {@code vllm}. */
  public Question stack(String idOrPath) {
    return at(new Target(target.hardware, target.changes, target.fidelity, idOrPath));
  }

  private Question at(Target changed) {
    return new Question(changed, request, techniques);
  }

  /** With that many sequences together. */
  public Question batch(int sequences) {
    return asking(sequences, request.inputTokens, request.outputTokens, request.tensorParallel);
  }

  /** With that many tokens read and generated per sequence. */
  public Question tokens(long input, long output) {
    return asking(request.batchSize, input, output, request.tensorParallel);
  }

  /** Spread over that many devices of a system. */
  public Question tensorParallel(int devices) {
    return asking(request.batchSize, request.inputTokens, request.outputTokens, devices);
  }

  private Question asking(int sequences, long input, long output, int devices) {
    return new Question(
        target, new Request(request.model, sequences, input, output, devices), techniques);
  }

  /** With one more technique, such as {@code awq}. */
  public Question technique(String id) {
    return new Question(target, request, with(techniques, id));
  }

  public String hardware() {
    return target.hardware;
  }

  public List<WhatIf> changes() {
    return target.changes;
  }

  public String model() {
    return request.model;
  }

  public int batchSize() {
    return request.batchSize;
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
    if (target.hardware.isEmpty()) {
      throw new InputException("which machine? on(\"h100-sxm\") names one");
    }
    return new SystemLibrary().load(target.hardware, target.changes);
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
    Checkpoint checkpoint = ModelLibrary.open(request.model);
    Workload workload = workload(system, checkpoint);
    Optional<ModelSpec> draft =
        workload.speculation().map(Speculation::draftModel).map(ModelLibrary::load);
    RunRequest run =
        new RunRequest(
            checkpoint.model(), draft, workload, false, false, inputs(), checkpoint.notes());
    SoftwareStack software = new SoftwareLibrary().load(target.stack);
    CostModel costs = CostModels.of(target.fidelity, system, OperatingConditions.of(software));
    return new Simulator(system, software, costs, target.fidelity.id(), Version.current()).run(run);
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
            request.batchSize,
            request.inputTokens,
            request.outputTokens,
            0,
            DataTypes.stored(system.device(), checkpoint),
            new Parallelism(request.tensorParallel, 1, 1, 1),
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
    inputs.put("hw", target.hardware);
    if (!target.changes.isEmpty()) {
      inputs.put("set", String.join(" ", target.changes.stream().map(WhatIf::toString).toList()));
    }
    inputs.put("fidelity", target.fidelity.id());
    inputs.put("stack", target.stack);
    inputs.put("model", request.model);
    inputs.put("batch-size", Long.toString(request.batchSize));
    inputs.put("input-len", Long.toString(request.inputTokens));
    inputs.put("output-len", Long.toString(request.outputTokens));
    inputs.put("tp", Integer.toString(request.tensorParallel));
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
