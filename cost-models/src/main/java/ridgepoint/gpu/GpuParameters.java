package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.KindParameters;

/**
 * What the GPU model needs beyond a datasheet; values and sources are in {@code
 * ridgepoint/defaults/gpu.yaml}.
 *
 * @param matrixEfficiency fraction of the matrix peak an endless tile would reach
 * @param operandLimit rows (columns) of a tile at which fetching the left (right) operand costs as
 *     much as multiplying: efficiency falls as 1 + limit (1/rows + 1/columns)
 * @param vectorEfficiency fraction of the vector and special-function peaks that kernels reach
 * @param memoryEfficiency fraction of main-memory bandwidth that streaming reaches
 * @param cacheEfficiency fraction of cache bandwidth
 * @param cacheShare fraction of a shared cache's capacity that serves reuse
 * @param overlapExponent exponent p of the norm that combines matrix work, cache and memory traffic
 *     of a wave; infinity is perfect overlap, 1 none
 * @param softmaxOverlapExponent the same between matrix and vector work within a unit
 * @param latencyFactor loaded over unloaded memory latency
 * @param clusterTiles tiles of a cluster that share their loads of one operand (TMA multicast); 1
 *     without
 * @param tileSeconds to start and end one tile on a unit: prologue, barriers, epilogue
 * @param kernelSeconds to fill and drain the device around a kernel, beyond the launch
 * @param passSeconds between dependent passes of one operator
 * @param registerShare accumulators may take this share of a unit's registers
 * @param dequantisationOperations vector operations per element converted to another type
 */
record GpuParameters(
    double matrixEfficiency,
    double operandLimit,
    double vectorEfficiency,
    double memoryEfficiency,
    double cacheEfficiency,
    double cacheShare,
    double overlapExponent,
    double softmaxOverlapExponent,
    double latencyFactor,
    double clusterTiles,
    double tileSeconds,
    double kernelSeconds,
    double passSeconds,
    double registerShare,
    double dequantisationOperations) {

  static GpuParameters of(DeviceSpec device) {
    String generation = ((Architecture.Gpu) device.architecture()).generation();
    return of(KindParameters.of("gpu", generation, device.calibration()));
  }

  static GpuParameters of(KindParameters values) {
    return new GpuParameters(
        values.value("matrix-efficiency"),
        values.value("operand-limit"),
        values.value("vector-efficiency"),
        values.value("memory-efficiency"),
        values.value("cache-efficiency"),
        values.value("cache-share"),
        values.value("overlap-exponent"),
        values.value("softmax-overlap-exponent"),
        values.value("latency-factor"),
        values.value("cluster-tiles"),
        values.value("tile-seconds"),
        values.value("kernel-seconds"),
        values.value("pass-seconds"),
        values.value("register-share"),
        values.value("dequantisation-operations"));
  }
}
