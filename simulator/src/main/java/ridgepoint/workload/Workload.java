package ridgepoint.workload;

import java.util.Optional;

/**
 * A whole request: everything a technique may change.
 *
 * @param batchSize sequences that run together, over all data-parallel replicas
 * @param inputLength prompt tokens per sequence, the cached prefix included
 * @param outputLength tokens generated per sequence, the first included
 * @param cachedPrefix prompt tokens whose keys and values are already cached
 */
public record Workload(
    long batchSize,
    long inputLength,
    long outputLength,
    long cachedPrefix,
    Precision precision,
    Parallelism parallelism,
    KernelChoices kernels,
    Placement placement,
    Optional<Speculation> speculation) {

  /** A plain request on one device. */
  public static Workload of(
      long batchSize, long inputLength, long outputLength, Precision precision) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        0,
        precision,
        Parallelism.NONE,
        KernelChoices.DEFAULT,
        Placement.ON_DEVICE,
        Optional.empty());
  }

  public Workload withPrecision(Precision changed) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        cachedPrefix,
        changed,
        parallelism,
        kernels,
        placement,
        speculation);
  }

  public Workload withParallelism(Parallelism changed) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        cachedPrefix,
        precision,
        changed,
        kernels,
        placement,
        speculation);
  }

  public Workload withKernels(KernelChoices changed) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        cachedPrefix,
        precision,
        parallelism,
        changed,
        placement,
        speculation);
  }

  public Workload withPlacement(Placement changed) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        cachedPrefix,
        precision,
        parallelism,
        kernels,
        changed,
        speculation);
  }

  public Workload withSpeculation(Speculation changed) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        cachedPrefix,
        precision,
        parallelism,
        kernels,
        placement,
        Optional.of(changed));
  }

  public Workload withBatchSize(long changed) {
    return new Workload(
        changed,
        inputLength,
        outputLength,
        cachedPrefix,
        precision,
        parallelism,
        kernels,
        placement,
        speculation);
  }
}
