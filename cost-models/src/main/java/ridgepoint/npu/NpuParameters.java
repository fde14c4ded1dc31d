package ridgepoint.npu;

import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.KindParameters;

/**
 * What the NPU model needs beyond a datasheet; values and sources are in {@code
 * ridgepoint/defaults/npu.yaml}.
 *
 * @param memoryEfficiency fraction of main-memory bandwidth that long DMA transfers reach
 * @param vectorEfficiency fraction of the vector and special-function peaks that kernels reach
 * @param convertOperations vector operations per element converted to another type
 */
record NpuParameters(double memoryEfficiency, double vectorEfficiency, double convertOperations) {

  static NpuParameters of(DeviceSpec device) {
    return of(NpuMachine.parameters(device));
  }

  static NpuParameters of(KindParameters values) {
    return new NpuParameters(
        values.value("memory-efficiency"),
        values.value("vector-efficiency"),
        values.value("convert-operations"));
  }
}
