package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.estimate.CostModel;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.MemoryLayout;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Workload;

/**
 * Runs a model under a workload on one system. A pure function of the request: the same question
 * gets the same answer, on any number of threads.
 */
public final class Simulator {
  private final SystemSpec system;
  private final SoftwareStack stack;
  private final CostModel costs;
  private final String fidelity;
  private final String version;

  /**
   * @param stack whose kernels run, and what the host does for them
   * @param costs of operators on one device of the system, its network and host link included
   * @param fidelity name of that cost model in results
   * @param version of the program, for results
   */
  public Simulator(
      SystemSpec system, SoftwareStack stack, CostModel costs, String fidelity, String version) {
    this.system = system;
    this.stack = stack;
    this.costs = costs;
    this.fidelity = fidelity;
    this.version = version;
  }

  /**
   * Latency, energy and memory of the whole generation.
   *
   * @throws InputException when the workload makes no sense on this system or model, does not fit
   *     its memory, or uses data types the device lacks
   */
  public RunResult run(RunRequest request) {
    Limits.check(request.workload(), system);
    Limits.check(request.model(), request.workload());
    List<String> notes = new ArrayList<>(request.notes());
    notes.addAll(ModelGraphs.notes(request.model(), request.workload()));
    if (!request.model().isDecoder()) {
      notes.add("tokens/s and tokens/J count tokens read: an encoder generates none");
    }
    Workload workload =
        DataTypes.supported(system.device(), request.workload(), request.allowEmulation(), notes);
    Phases phases = new Phases(request.model(), request.draft(), stack);
    MemoryLayout memory = memory(phases, workload, request.allowOversubscription(), notes);
    Generation generation = new Generation(phases, workload, system, costs);
    PhaseTotals prefill = generation.prefill();
    PhaseTotals decode = generation.decode(notes);
    return result(request, workload, memory, prefill, decode, notes);
  }

  private MemoryLayout memory(
      Phases phases, Workload workload, boolean allowOversubscription, List<String> notes) {
    MemoryFit fit = new MemoryFit(phases::footprint, system);
    MemoryLayout layout = fit.layout(workload);
    fit.note().ifPresent(notes::add);
    if (!layout.fits()) {
      InputException refusal = new WaysOut(system, fit).refusal(workload);
      if (!allowOversubscription) {
        throw refusal;
      }
      notes.add("estimated beyond capacity: " + refusal.getMessage());
    }
    return layout;
  }

  private RunResult result(
      RunRequest request,
      Workload workload,
      MemoryLayout memory,
      PhaseTotals prefill,
      PhaseTotals decode,
      List<String> notes) {
    Parallelism parallelism = workload.parallelism();
    long laterTokens = Math.max(0, workload.outputLength() - 1);
    double ttft = prefill.latencySeconds();
    double decodeSeconds = decode.latencySeconds();
    double total = ttft + decodeSeconds;
    double energy = prefill.energy().totalJoules() + decode.energy().totalJoules();
    double tokens = tokens(request.model(), workload);
    int stages = parallelism.pipeline();
    List<PhaseResult> phases =
        List.of(
            prefill.result(1, stages, system), decode.result((double) laterTokens, stages, system));
    return new RunResult(
        version,
        request.inputs(),
        Peaks.machine(system),
        request.model().id(),
        describe(workload),
        fidelity,
        request.model().parameters().total(),
        ttft,
        laterTokens == 0 ? 0 : decodeSeconds / laterTokens,
        total,
        total == 0 ? 0 : tokens / total,
        energy == 0 ? 0 : tokens / energy,
        energy,
        memory,
        phases,
        notes,
        List.of());
  }

  /** Tokens that throughput counts: generated ones, or those read when a model generates none. */
  static double tokens(ModelSpec model, Workload workload) {
    long each = model.isDecoder() ? workload.outputLength() : workload.inputLength();
    return (double) workload.batchSize() * each;
  }

  private static String describe(Workload workload) {
    Parallelism parallelism = workload.parallelism();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "batch %d, %d in, %d out, weights %s, activations %s, KV %s",
            workload.batchSize(),
            workload.inputLength(),
            workload.outputLength(),
            workload.precision().weights(),
            workload.precision().activations(),
            workload.precision().kvCache()));
    if (workload.cachedPrefix() > 0) {
      text.append(", prefix ").append(workload.cachedPrefix()).append(" cached");
    }
    append(text, "tp", parallelism.tensor());
    append(text, "pp", parallelism.pipeline());
    append(text, "ep", parallelism.expert());
    append(text, "dp", parallelism.data());
    return text.toString();
  }

  private static void append(StringBuilder text, String name, int degree) {
    if (degree > 1) {
      text.append(", ").append(name).append(' ').append(degree);
    }
  }
}
