package ridgepoint.simulation;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.report.RunResult.MemoryLayout;
import ridgepoint.workload.Workload;

/**
 * Whether a workload fits the memory of its fullest device. A device attached beside it keeps the
 * KV cache (AttAcc, Park 2024), and everything else is kept by the device itself.
 */
final class MemoryFit {
  private final Function<Workload, MemoryFootprint> footprint;
  private final DeviceSpec device;
  private final Optional<DeviceSpec> attached;

  /**
   * @param footprint of everything one device keeps
   * @param system whose devices, and those beside them, keep it
   */
  MemoryFit(Function<Workload, MemoryFootprint> footprint, SystemSpec system) {
    this.footprint = footprint;
    this.device = system.device();
    this.attached = system.attached();
  }

  /** Of one device and of what is attached to it. */
  double capacityBytes() {
    return capacity(device) + attached.map(MemoryFit::capacity).orElse(0.0);
  }

  private static double capacity(DeviceSpec spec) {
    return spec.mainMemory().totalCapacityBytes();
  }

  MemoryFootprint footprint(Workload workload) {
    return footprint.apply(workload);
  }

  boolean fits(Workload workload) {
    MemoryFootprint used = footprint(workload);
    if (attached.isEmpty()) {
      return used.totalBytes() <= capacity(device);
    }
    return used.kvCacheBytes() <= capacity(attached.get())
        && used.totalBytes() - used.kvCacheBytes() <= capacity(device);
  }

  /** Who keeps how much, as in {@code a100-sxm-80gb has 80.0 GB of hbm}. */
  String capacities() {
    return attached
            .map(beside -> "for the KV cache " + capacities(beside) + ", for the rest ")
            .orElse("")
        + capacities(device);
  }

  private static String capacities(DeviceSpec spec) {
    return String.format(
        Locale.ROOT,
        "%s has %.1f GB of %s",
        spec.id(),
        capacity(spec) / 1e9,
        spec.mainMemory().name());
  }

  /** What a reader of the layout should know. */
  Optional<String> note() {
    return attached.map(beside -> "memory: " + capacities());
  }

  MemoryLayout layout(Workload workload) {
    MemoryFootprint used = footprint(workload);
    return new MemoryLayout(
        used.weightBytes(),
        used.kvCacheBytes(),
        used.activationBytes(),
        used.stateBytes(),
        capacityBytes(),
        fits(workload),
        maximumBatchSize(workload));
  }

  /** The largest batch that fits, 0 when not even one sequence does. */
  long maximumBatchSize(Workload workload) {
    long guess = straightLineGuess(workload);
    if (fitsBatch(workload, guess) && !fitsBatch(workload, guess + 1)) {
      return guess;
    }
    long fitting = 0;
    long failing = 1;
    while (failing <= Limits.LARGEST_BATCH && fitsBatch(workload, failing)) {
      fitting = failing;
      failing *= 2;
    }
    while (failing - fitting > 1) {
      long middle = fitting + (failing - fitting) / 2;
      if (fitsBatch(workload, middle)) {
        fitting = middle;
      } else {
        failing = middle;
      }
    }
    return fitting;
  }

  /** Memory grows linearly with the batch, but for roundings. */
  private long straightLineGuess(Workload workload) {
    int replicas = workload.parallelism().data();
    double one = footprint(workload.withBatchSize(replicas)).totalBytes();
    double perSequence = footprint(workload.withBatchSize(2L * replicas)).totalBytes() - one;
    double more = perSequence > 0 ? (capacityBytes() - one) / perSequence : 0;
    double guess = replicas * Math.floor(1 + more);
    return (long) Math.max(0, Math.min(guess, Limits.LARGEST_BATCH));
  }

  private boolean fitsBatch(Workload workload, long batchSize) {
    if (batchSize < 1) {
      return true;
    }
    return batchSize <= Limits.LARGEST_BATCH && fits(workload.withBatchSize(batchSize));
  }
}
