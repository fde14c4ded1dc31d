package ridgepoint.simulation;

import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Workload;

/**
 * How a batch runs over replicas and pipeline stages.
 *
 * <p>Data-parallel replicas split the batch; the fullest one sets the pace. Within a replica the
 * sequences run as at most as many micro-batches as there are stages (GPipe, Huang 2019), so that
 * in decoding every stage has work while a micro-batch waits for its next token.
 *
 * @param microBatches of one replica
 * @param workload of one micro-batch, as every replica runs one at the same time
 */
record Schedule(int microBatches, Workload workload) {

  static Schedule of(Workload workload) {
    Parallelism parallelism = workload.parallelism();
    long perReplica = ceilDivide(workload.batchSize(), parallelism.data());
    long wanted = Math.min(parallelism.pipeline(), perReplica);
    long size = ceilDivide(perReplica, wanted);
    int microBatches = (int) ceilDivide(perReplica, size);
    return new Schedule(microBatches, workload.withBatchSize(size * parallelism.data()));
  }

  /**
   * The pipeline fills: the first micro-batch passes all stages, every further one leaves the
   * slowest stage one stage time later.
   *
   * @param slowestShare time of the slowest stage over that of all stages
   */
  Repetition prefill(double slowestShare, double idleWatts) {
    return repetition(1 + (microBatches - 1) * slowestShare, idleWatts);
  }

  /**
   * The pipeline is full: a token takes one pass through all stages, or as long as the slowest
   * stage needs for all micro-batches.
   */
  Repetition decodeStep(double slowestShare, double idleWatts) {
    return repetition(Math.max(1, microBatches * slowestShare), idleWatts);
  }

  private Repetition repetition(double latencyFactor, double idleWatts) {
    Parallelism parallelism = workload.parallelism();
    double perStage = (double) parallelism.tensor() * parallelism.data();
    double waiting = parallelism.pipeline() * latencyFactor / microBatches - 1;
    return new Repetition(
        latencyFactor, microBatches, perStage, perStage * Math.max(0, waiting), idleWatts);
  }

  private static long ceilDivide(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
