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
 * @param streamKernelSeconds as {@code kernel-seconds}, of kernels that multiply no matrices: their
 *     blocks set up no pipeline of loads
 * @param streamTileSeconds as {@code tile-seconds}, of such kernels
 * @param attentionTileSeconds as {@code tile-seconds}, of attention: its products, softmax and
 *     rescaling follow one another before a pipeline fills
 * @param portBytesPerCycle that one SM takes from the caches it shares with others, and gives back
 */
record GpuParameters(
    WaveParameters waves,
    double matrixEfficiency,
    double operandLimit,
    double vectorEfficiency,
    double latencyFactor,
    double registerShare,
    double streamKernelSeconds,
    double streamTileSeconds,
    double attentionTileSeconds,
    double portBytesPerCycle) {

  static GpuParameters of(DeviceSpec device) {
    String generation = ((Architecture.Gpu) device.architecture()).generation();
    GpuParameters whole = of(KindParameters.of("gpu", generation, device.calibration()));
    int partitions = ((Architecture.Gpu) device.architecture()).l2Partitions();
    return whole.with(whole.waves.keepingCopies(partitions));
  }

  static GpuParameters of(KindParameters values) {
    return new GpuParameters(
        WaveParameters.of(values),
        values.value("matrix-efficiency"),
        values.value("operand-limit"),
        values.value("vector-efficiency"),
        values.value("latency-factor"),
        values.value("register-share"),
        values.value("stream-kernel-seconds"),
        values.value("stream-tile-seconds"),
        values.value("attention-tile-seconds"),
        values.value("port-bytes-per-cycle"));
  }

  /** What kernels without matrix products take. */
  WaveParameters streaming() {
    return waves.withFixedSeconds(streamKernelSeconds, streamTileSeconds);
  }

  /** What attention takes. */
  WaveParameters attention() {
    return waves.withFixedSeconds(waves.kernelSeconds(), attentionTileSeconds);
  }

  private GpuParameters with(WaveParameters changed) {
    return new GpuParameters(
        changed,
        matrixEfficiency,
        operandLimit,
        vectorEfficiency,
        latencyFactor,
        registerShare,
        streamKernelSeconds,
        streamTileSeconds,
        attentionTileSeconds,
        portBytesPerCycle);
  }
}
