package ridgepoint.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import ridgepoint.input.InputException;
import ridgepoint.model.Mamba2;
import ridgepoint.model.ModelSpec;
import ridgepoint.number.DataType;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * Executes a model: a prompt of random tokens, then token after token, every operator checked; then
 * once more in fp32 on one device with the same tokens, to see what formats and techniques do to
 * the logits.
 */
public final class ModelExecution {
  private static final String FUNCTIONAL = "the same on the functional machine";
  private static final String UNCHANGED = "the unchanged model in fp32 on one device";

  private final ExecutionRequest request;
  private final List<String> notes = new ArrayList<>();
  private final ExecutableFormats formats;
  private final Devices devices;
  private final Random random;

  private ModelExecution(ExecutionRequest request) {
    this.request = request;
    this.formats = ExecutableFormats.of(request.workload(), notes);
    KernelRunner functional = new FunctionalRunner(request.threads(), true);
    this.devices =
        new Devices(
            request.workload().parallelism().tensor(),
            request.events().map(KernelRunner.class::cast).orElse(functional));
    this.random = new Random(request.seed());
    boolean hasLocalNorm =
        request.model().layers().stream().anyMatch(layer -> layer.mixer() instanceof Mamba2);
    if (hasLocalNorm && devices.count() > 1) {
      notes.add("Mamba-2's gated norm is over each device's own channels, which is another model");
    }
  }

  /**
   * Runs a request.
   *
   * @throws InputException when the model is too large, or the workload is not for execution
   */
  public static Execution of(ExecutionRequest request) {
    ExecutionLimits.check(request);
    ModelExecution execution = new ModelExecution(request);
    if (!request.model().isDecoder()) {
      return execution.encoded();
    }
    return request.workload().speculation().isPresent()
        ? execution.speculated()
        : execution.generated();
  }

  private Execution encoded() {
    Run run = run(request.model());
    float[] prompt = run.prompt(random);
    run.encode(prompt);
    Run reference = reference();
    reference.encode(prompt);
    List<LogitsComparison> comparisons = new ArrayList<>();
    comparisons.add(compare(UNCHANGED, run, reference));
    if (devices.count() > 1) {
      Run single = onOneDevice();
      single.encode(prompt);
      comparisons.add(compare("one device", run, single));
    }
    if (request.events().isPresent()) {
      Run functional = functional();
      functional.encode(prompt);
      comparisons.add(compare(FUNCTIONAL, run, functional));
    }
    return result(List.of(run), comparisons, List.of(), "");
  }

  private Execution generated() {
    Run run = run(request.model());
    float[] prompt = run.prompt(random);
    List<int[]> steps = new ArrayList<>();
    int batch = run.batch();
    steps.add(run.prefill(prompt, Generated.uniform(random, batch)));
    for (int i = 1; i < request.workload().outputLength(); i++) {
      steps.add(
          run.decode(
              floats(steps.get(i - 1)),
              run.promptLength() + i - 1,
              Generated.uniform(random, batch)));
    }
    List<LogitsComparison> comparisons = new ArrayList<>();
    comparisons.add(compare(UNCHANGED, run, replayed(reference(), prompt, steps)));
    if (devices.count() > 1) {
      Run single = onOneDevice();
      comparisons.add(compare("one device", run, replayed(single, prompt, steps)));
    }
    if (request.events().isPresent()) {
      comparisons.add(compare(FUNCTIONAL, run, replayed(functional(), prompt, steps)));
    }
    return result(List.of(run), comparisons, sequences(steps), "");
  }

  private Run replayed(Run run, float[] prompt, List<int[]> steps) {
    float[] uniform = Generated.uniform(random, run.batch());
    run.prefill(prompt, uniform);
    for (int i = 1; i < steps.size(); i++) {
      run.decode(floats(steps.get(i - 1)), run.promptLength() + i - 1, uniform);
    }
    return run;
  }

  private Execution speculated() {
    ModelSpec draftModel = request.draft().orElseGet(() -> firstLayers(request.model()));
    ExecutionLimits.checkDraft(request, draftModel);
    notes.add(
        String.format(
            Locale.ROOT,
            "%s drafts, %d of the target's %d layers",
            draftModel.id(),
            draftModel.layers().size(),
            request.model().layers().size()));
    Run run = run(request.model());
    Run draft = run(draftModel);
    float[] prompt = run.prompt(random);
    SpeculativeRun speculation =
        new SpeculativeRun(
            run, draft, request.workload().speculation().orElseThrow().draftLength(), random);
    List<Integer> tokens = speculation.generate(prompt, (int) request.workload().outputLength());
    Run reference = reference();
    reference.prefill(prompt, Generated.uniform(random, 1));
    List<float[]> stayed = new ArrayList<>();
    stayed.add(run.results().get(0));
    for (int i = 0; i < speculation.passes().size(); i++) {
      SpeculativeRun.Pass pass = speculation.passes().get(i);
      for (int token = 0; token < pass.stayed(); token++) {
        reference.decode(
            new float[] {pass.tokens()[token]},
            pass.cached() + token,
            Generated.uniform(random, 1));
        int width = run.resultWidth();
        stayed.add(Parameters.rows(run.results().get(i + 1), width, token, 1));
      }
    }
    List<LogitsComparison> comparisons =
        List.of(LogitsComparison.of(UNCHANGED, run.resultWidth(), reference.results(), stayed));
    return result(List.of(run, draft), comparisons, List.of(tokens), speculation.summary());
  }

  /** The model that stops half way (Zhang 2023, Draft and Verify), with the same weights. */
  private static ModelSpec firstLayers(ModelSpec model) {
    int layers = Math.max(1, model.layers().size() / 2);
    return new ModelSpec(
        model.id() + "'s lower half",
        model.name(),
        model.publication(),
        model.direction(),
        model.hiddenSize(),
        model.maximumPositions(),
        model.embeddings(),
        model.layers().subList(0, layers),
        model.norms(),
        model.head());
  }

  private Run run(ModelSpec model) {
    return new Run(model, formats.workload(), formats.narrow(), request, devices);
  }

  /** The model unchanged: in fp32 on one device, with the usual kernels. */
  private Run reference() {
    Workload workload =
        formats
            .workload()
            .withParallelism(Parallelism.NONE)
            .withPrecision(Precision.uniform(DataType.FP32))
            .withKernels(KernelChoices.DEFAULT);
    return unchecked(workload, Optional.empty());
  }

  /** The same on as many devices, without events. */
  private Run functional() {
    return unchecked(formats.workload(), formats.narrow());
  }

  /** The same in everything but the number of devices. */
  private Run onOneDevice() {
    return unchecked(formats.workload().withParallelism(Parallelism.NONE), formats.narrow());
  }

  private Run unchecked(Workload workload, Optional<DataType> narrow) {
    KernelRunner runner = new FunctionalRunner(request.threads(), false);
    Devices all = new Devices(workload.parallelism().tensor(), runner);
    return new Run(request.model(), workload, narrow, request, all);
  }

  private LogitsComparison compare(String name, Run run, Run reference) {
    return LogitsComparison.of(name, run.resultWidth(), reference.results(), run.results());
  }

  private static List<List<Integer>> sequences(List<int[]> steps) {
    List<List<Integer>> sequences = new ArrayList<>();
    for (int batch = 0; batch < steps.get(0).length; batch++) {
      List<Integer> tokens = new ArrayList<>();
      for (int[] step : steps) {
        tokens.add(step[batch]);
      }
      sequences.add(tokens);
    }
    return sequences;
  }

  private Execution result(
      List<Run> runs,
      List<LogitsComparison> comparisons,
      List<List<Integer>> tokens,
      String speculation) {
    List<String> discrepancies = new ArrayList<>();
    runs.forEach(run -> discrepancies.addAll(run.discrepancies()));
    request.events().ifPresent(events -> notes.add(events.summary()));
    return new Execution(devices.tallies(), discrepancies, comparisons, tokens, speculation, notes);
  }

  private static float[] floats(int[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i];
    }
    return floats;
  }
}
