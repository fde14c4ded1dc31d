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
 * @param specialEfficiency fraction of the rate of special functions that such loops reach
 * @param packingSeconds one core takes to lay out an element of a product's right operand in the
 *     order in which its kernel reads it; 0 where that was done beforehand
 * @param packedRows products of fewer rows are computed without
 * @param thinEfficiency fraction of the SIMD peak that those reach, which load an operand for every
 *     multiply-add
 * @param thinOutputSeconds one core takes for an output of those beside its multiply-adds: adding
 *     up the lanes of its dot product, and storing it
 * @param stepSeconds to go round a tile's loop once
 * @param lineBytes of the caches
 * @param privateCacheWays of the sets of caches that a core has alone
 * @param sharedCacheWays of the sets of those that cores share
 * @param sharedCacheRandom whether those replace any line, not the one used least recently
 * @param inclusive whether outer caches hold all that inner ones do
 * @param prefetching by hardware
 * @param blockRows rows, and columns, of the block of the output a core keeps in registers
 */
record CpuParameters(
    WaveParameters waves,
    double matrixEfficiency,
    double productEfficiency,
    double vectorEfficiency,
    double specialEfficiency,
    double packingSeconds,
    double packedRows,
    double thinEfficiency,
    double thinOutputSeconds,
    double stepSeconds,
    long lineBytes,
    int privateCacheWays,
    int sharedCacheWays,
    boolean sharedCacheRandom,
    boolean inclusive,
    Prefetching prefetching,
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
        values.value("special-efficiency"),
        values.value("packing-seconds"),
        values.value("packed-rows"),
        values.value("thin-efficiency"),
        values.value("thin-output-seconds"),
        values.value("step-seconds"),
        Math.round(values.value("line-bytes")),
        (int) values.value("private-cache-ways"),
        (int) values.value("shared-cache-ways"),
        values.value("shared-cache-random") > 0,
        values.value("inclusive-caches") > 0,
        Prefetching.of(values),
        values.value("block-rows"));
  }
}
