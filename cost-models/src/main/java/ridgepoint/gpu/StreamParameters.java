package ridgepoint.gpu;

import ridgepoint.pipeline.KindParameters;

/**
 * How kernels of a class are written that read every operand once: norms, activations,
 * quantisation, gathers. Parameters are named in {@code ridgepoint/defaults/gpu.yaml}.
 *
 * @param blockThreads threads of a block
 * @param threadBytes that a thread loads before it waits: its vector width times the loads it has
 *     in flight
 * @param blocksPerRow most blocks that share a row; 1 where a block walks along its row
 * @param serialRows up to so many rows are handled one after another by the same threads
 * @param rowSeconds that handing out the block of a row takes the device, one after another; 0
 *     where that hides behind the blocks
 * @param elementInstructions integer instructions that find the place of an element of 16 bits
 * @param integerLanes integer instructions that an SM executes in a cycle
 */
record StreamParameters(
    double blockThreads,
    double threadBytes,
    double blocksPerRow,
    double serialRows,
    double rowSeconds,
    double elementInstructions,
    double integerLanes) {

  static StreamParameters of(KindParameters values, String kernelClass) {
    return new StreamParameters(
        values.value(kernelClass, "block-threads"),
        values.value(kernelClass, "thread-bytes"),
        values.value(kernelClass, "blocks-per-row"),
        values.value(kernelClass, "serial-rows"),
        values.value(kernelClass, "row-seconds"),
        values.value(kernelClass, "element-instructions"),
        values.value(kernelClass, "integer-lanes"));
  }

  /** Bytes a full block has in flight. */
  double blockBytes() {
    return blockThreads * threadBytes;
  }
}
