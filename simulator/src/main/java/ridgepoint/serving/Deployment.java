package ridgepoint.serving;

import ridgepoint.graph.MemoryFootprint;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.model.ModelSpec;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Workload;

/**
 * A model on the devices of one worker.
 *
 * @param workload formats, lengths and how the model is spread over the devices
 */
public record Deployment(
    SystemSpec system, ModelSpec model, Workload workload, SoftwareStack stack) {

  /** Of one sequence per replica when it has its answer. */
  public MemoryFootprint footprint() {
    return ModelGraphs.footprint(
        model,
        workload.withBatchSize(workload.parallelism().data()),
        workload.inputLength() + workload.outputLength());
  }

  /**
   * Tokens of a replica whose keys and values have room beside the weights, in the part of memory
   * that the software fills; those of one sequence at least.
   */
  public double roomTokens() {
    MemoryFootprint one = footprint();
    double room =
        stack.batching().memoryFraction() * system.device().mainMemory().totalCapacityBytes()
            - one.weightBytes()
            - one.activationBytes();
    double each = one.kvCacheBytes() + one.stateBytes();
    double tokens = workload.inputLength() + workload.outputLength();
    return each == 0 ? Double.POSITIVE_INFINITY : Math.max(1, room / each) * tokens;
  }

  /** Whether weights and one sequence have room on the devices. */
  public boolean fits() {
    MemoryFootprint one = footprint();
    return one.totalBytes() <= system.device().mainMemory().totalCapacityBytes();
  }
}
