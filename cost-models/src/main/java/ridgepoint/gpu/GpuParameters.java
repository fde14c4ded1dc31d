package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.wave.WaveParameters;

/**
 * What the GPU model needs beyond a datasheet for one class of kernels; values, bounds and sources
 * are in {@code ridgepoint/defaults/gpu.yaml}.
 *
 * @param waves what CPUs have as well
 * @param matrixEfficiency fraction of the matrix peak an endless tile would reach
 * @param operandLimit rows (columns) of a tile at which fetching the left (right) operand costs as
 *     much as multiplying: efficiency falls as 1 + limit (1/rows + 1/columns)
 * @param vectorEfficiency fraction of the vector and special-function peaks that kernels reach
 * @param latencyFactor loaded over unloaded memory latency
 * @param registerShare accumulators may take this share of a unit's registers
 * @param portBytesPerCycle that one SM takes from the caches it shares with others, and gives back
 */
record GpuParameters(
    WaveParameters waves,
    double matrixEfficiency,
    double operandLimit,
    double vectorEfficiency,
    double latencyFactor,
    double registerShare,
    double portBytesPerCycle) {

  /**
   * Those of a class of kernels on a device.
   *
   * @param kernelClass as {@link KernelClass} names it
   */
  static GpuParameters of(KindParameters values, String kernelClass, Architecture.Gpu gpu) {
    return new GpuParameters(
        WaveParameters.of(values, kernelClass).keepingCopies(gpu.l2Partitions()),
        values.value(kernelClass, "matrix-efficiency"),
        values.value(kernelClass, "operand-limit"),
        values.value(kernelClass, "vector-efficiency"),
        values.value(kernelClass, "latency-factor"),
        values.value(kernelClass, "register-share"),
        values.value(kernelClass, "port-bytes-per-cycle"));
  }
}
