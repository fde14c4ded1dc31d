package ridgepoint.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A machine as measured, and how well its kernels' times were predicted.
 *
 * @param arithmetic what kernels compute with, such as {@code 512-bit vectors}
 * @param peakOneCore fp32 operations per second
 * @param peakAllCores fp32 operations per second
 */
public record HostResult(
    String version,
    String processor,
    int cores,
    String arithmetic,
    double clockHertz,
    double peakOneCore,
    double peakAllCores,
    List<MemoryRate> levels,
    List<KernelTime> kernels) {

  /**
   * A level of memory, in bytes and bytes per second.
   *
   * @param capacityBytes as the system names it; 0 where unknown
   * @param effectiveBytes of a cache, what a program finds free of it; 0 for main memory
   */
  public record MemoryRate(
      String name,
      double capacityBytes,
      double effectiveBytes,
      double readOneCore,
      double readAllCores,
      double writeOneCore,
      double writeAllCores,
      double latencySeconds) {}

  /**
   * A kernel's median time and what was predicted.
   *
   * @param operations of products
   * @param bytes its operands and results have
   * @param predictedSeconds by the pipeline model
   * @param cycleSeconds by the cycle model
   */
  public record KernelTime(
      String kernel,
      String shape,
      String tiling,
      double operations,
      double bytes,
      double measuredSeconds,
      double predictedSeconds,
      double cycleSeconds) {

    /** Prediction over measurement, less one. */
    public double error() {
      return predictedSeconds / measuredSeconds - 1;
    }

    /** The same of the cycle model. */
    public double cycleError() {
      return cycleSeconds / measuredSeconds - 1;
    }
  }

  public HostResult {
    levels = List.copyOf(levels);
    kernels = List.copyOf(kernels);
  }

  /** Mean of the magnitudes of the pipeline model's errors; 0 without kernels. */
  public double meanError() {
    return kernels.stream().mapToDouble(kernel -> Math.abs(kernel.error())).average().orElse(0);
  }

  /** Median of those; 0 without kernels. */
  public double medianError() {
    return median(KernelTime::error);
  }

  /** The same of the cycle model. */
  public double medianCycleError() {
    return median(KernelTime::cycleError);
  }

  private double median(ToDoubleFunction<KernelTime> error) {
    double[] errors =
        kernels.stream().mapToDouble(k -> Math.abs(error.applyAsDouble(k))).sorted().toArray();
    int count = errors.length;
    return count == 0 ? 0 : (errors[(count - 1) / 2] + errors[count / 2]) / 2;
  }
}
