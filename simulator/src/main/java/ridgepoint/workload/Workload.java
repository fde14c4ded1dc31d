package ridgepoint.workload;

import java.util.Optional;

/**
 * A whole request: everything a technique may change.
 *
 * @param batchSize sequences that run together, over all data-parallel replicas
 * @param inputLength prompt tokens per sequence, the cached prefix included
 * @param outputLength tokens generated per sequence, the first included
 * @param cachedPrefix prompt tokens whose keys and values are already cached
 * @param expertSkew how unlike popular the experts of a layer are: the i-th most popular is picked
 *     in proportion to {@code i^-expertSkew}; 0 when all are alike
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
    Optional<Speculation> speculation,
    double expertSkew) {

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
        Optional.empty(),
        0);
  }

  /** The same request one token after another. */
  public Workload withoutSpeculation() {
    return with(precision, parallelism, kernels, placement, Optional.empty());
  }

  /** The same request in other formats. */
  public Workload withPrecision(Precision changed) {
    return with(changed, parallelism, kernels, placement, speculation);
  }

  /** The same request over other devices. */
  public Workload withParallelism(Parallelism changed) {
    return with(precision, changed, kernels, placement, speculation);
  }

  /** The same request by other kernels. */
  public Workload withKernels(KernelChoices changed) {
    return with(precision, parallelism, changed, placement, speculation);
  }

  /** The same request with weights and KV cache in other places. */
  public Workload withPlacement(Placement changed) {
    return with(precision, parallelism, kernels, changed, speculation);
  }

  /** The same request with a draft model that proposes tokens. */
  public Workload withSpeculation(Speculation changed) {
    return with(precision, parallelism, kernels, placement, Optional.of(changed));
  }

  /** The same request to experts of unlike popularity. */
  public Workload withExpertSkew(double changed) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        cachedPrefix,
        precision,
        parallelism,
        kernels,
        placement,
        speculation,
        changed);
  }

  /** The same request of another number of sequences. */
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
        speculation,
        expertSkew);
  }

  /** The same sequences, computed in another way. */
  private Workload with(
      Precision precision,
      Parallelism parallelism,
      KernelChoices kernels,
      Placement placement,
      Optional<Speculation> speculation) {
    return new Workload(
        batchSize,
        inputLength,
        outputLength,
        cachedPrefix,
        precision,
        parallelism,
        kernels,
        placement,
        speculation,
        expertSkew);
  }
}
