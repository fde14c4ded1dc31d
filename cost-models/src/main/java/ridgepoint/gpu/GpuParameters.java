package ridgepoint.gpu;

import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.wave.WaveParameters;

/**
 * What the GPU model needs beyond a datasheet; values and sources are in {@code
 * ridgepoint/defaults/gpu.yaml}.
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

  static GpuParameters of(DeviceSpec device) {
    String generation = ((Architecture.Gpu) device.architecture()).generation();
    return of(KindParameters.of("gpu", generation, device.calibration()));
  }

  static GpuParameters of(KindParameters values) {
    return new GpuParameters(
        WaveParameters.of(values),
        values.value("matrix-efficiency"),
        values.value("operand-limit"),
        values.value("vector-efficiency"),
        values.value("latency-factor"),
        values.value("register-share"),
        values.value("port-bytes-per-cycle"));
  }
}
