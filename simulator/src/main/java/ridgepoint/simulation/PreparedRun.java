package ridgepoint.simulation;

import java.util.ArrayList;
import ridgepoint.estimate.CostModel;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Workload;

/**
 * One model under one workload, to be asked of many variants of a machine: the graphs are built
 * once. Gives the figures of {@link Simulator#run}, to the bit. Safe for use by many threads.
 */
public final class PreparedRun {
  private final RunRequest request;
  private final Workload workload;
  private final KeptGraphs graphs;
  private final MemoryFootprint footprint;
  private final double tokens;

  /**
   * @param device any variant of the devices to come; all must have its data types
   * @throws ridgepoint.input.InputException when the workload makes no sense for the model or uses
   *     data types that the device lacks
   */
  public PreparedRun(RunRequest request, SoftwareStack stack, DeviceSpec device) {
    this.request = request;
    Limits.check(request.model(), request.workload());
    workload =
        DataTypes.supported(
            device, request.workload(), request.allowEmulation(), new ArrayList<>());
    Phases phases = new Phases(request.model(), request.draft(), stack);
    graphs = new KeptGraphs(phases);
    footprint = phases.footprint(workload);
    tokens = Simulator.tokens(request.model(), workload);
  }

  /**
   * What it takes on one machine, whether or not its memory suffices.
   *
   * @throws ridgepoint.input.InputException when the machine has fewer devices than asked for
   */
  public Figures on(SystemSpec system, CostModel costs) {
    Limits.check(request.workload(), system);
    MemoryFit fit = new MemoryFit(any -> footprint, system);
    Generation generation = new Generation(graphs, workload, system, costs);
    PhaseTotals prefill = generation.prefill();
    PhaseTotals decode = generation.decode(new ArrayList<>());
    long laterTokens = Math.max(0, workload.outputLength() - 1);
    return new Figures(
        prefill.latencySeconds(),
        decode.latencySeconds(),
        laterTokens,
        tokens,
        prefill.energy().totalJoules() + decode.energy().totalJoules(),
        prefill.bound(),
        decode.bound(),
        footprint.totalBytes(),
        fit.capacityBytes(),
        fit.fits(workload),
        workload.parallelism().devices());
  }

  /** Whether it is to be estimated even where memory does not suffice. */
  public boolean allowsOversubscription() {
    return request.allowOversubscription();
  }
}
