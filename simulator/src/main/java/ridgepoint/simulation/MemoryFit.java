package ridgepoint.simulation;

import java.util.function.Function;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.report.RunResult.MemoryLayout;
import ridgepoint.workload.Workload;

/** Whether a workload fits the memory of its fullest device. */
final class MemoryFit {
  private final Function<Workload, MemoryFootprint> footprint;
  private final double capacityBytes;

  /**
   * @param footprint of everything one device keeps
   * @param memory main memory of one device
   */
  MemoryFit(Function<Workload, MemoryFootprint> footprint, MemoryLevel memory) {
    this.footprint = footprint;
    this.capacityBytes = memory.totalCapacityBytes();
  }

  double capacityBytes() {
    return capacityBytes;
  }

  MemoryFootprint footprint(Workload workload) {
    return footprint.apply(workload);
  }

  boolean fits(Workload workload) {
    return footprint(workload).totalBytes() <= capacityBytes;
  }

  MemoryLayout layout(Workload workload) {
    MemoryFootprint used = footprint(workload);
    return new MemoryLayout(
        used.weightBytes(),
        used.kvCacheBytes(),
        used.activationBytes(),
        used.stateBytes(),
        capacityBytes,
        used.totalBytes() <= capacityBytes,
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
    double more = perSequence > 0 ? (capacityBytes - one) / perSequence : 0;
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
