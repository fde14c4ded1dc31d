package ridgepoint.cpu;

import ridgepoint.hardware.Control;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.wave.WaveParameters;

/**
 * What the CPU model needs beyond a datasheet; values and sources are in {@code
 * ridgepoint/defaults/cpu.yaml}.
 *
 * @param waves what GPUs have as well; every pass ends in the device's barrier
 * @param matrixEfficiency fraction of the matrix extension's peak that blocked products reach
 * @param productEfficiency fraction of the SIMD peak that blocked products reach
 * @param vectorEfficiency fraction of the SIMD peak that element-wise loops reach
 * @param blockRows rows, and columns, of the block of the output a core keeps in registers
 */
record CpuParameters(
    WaveParameters waves,
    double matrixEfficiency,
    double productEfficiency,
    double vectorEfficiency,
    double blockRows) {

  static CpuParameters of(DeviceSpec device) {
    return of(CpuMachine.parameters(device), device.control());
  }

  static CpuParameters of(KindParameters values, Control control) {
    return new CpuParameters(
        WaveParameters.of(values).withBarrier(control.synchronizationSeconds()),
        values.value("matrix-efficiency"),
        values.value("product-efficiency"),
        values.value("vector-efficiency"),
        values.value("block-rows"));
  }
}
