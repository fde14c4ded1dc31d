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
 * @param fillLatencies memory latencies that pass at the start of a kernel before anything computes
 * @param drainCyclesPerByte cycles an SM takes to write a byte of its last tiles' results
 * @param registerShare accumulators may take this share of a unit's registers
 * @param portBytesPerCycle that one SM takes from the caches it shares with others, and gives back
 * @param startSeconds of a tile before its first load and after its last step, in which other tiles
 *     of the SM go on
 * @param stepSeconds from one loop step of a tile to the next, as results of one product go into
 *     the next: what other tiles of the SM can fill but the tile itself cannot
 * @param groupSeconds that a grouped product spends on each of its groups, with rows or without,
 *     before its tiles start: offsets, addresses and layouts of scales are found group by group
 * @param sequences what decode steps spend on each sequence
 * @param stepKeys that a block of a decode step of ungrouped heads loads at a time, at most
 * @param stepBytes of keys that it loads at a time at most, in the type of the queries
 * @param mergeSeconds from one partial result of split keys to the next when they are merged
 * @param mostSplits over which the kernels of a class can split the sum of a product, or the keys
 *     of a tile of attention
 * @param mostTilesPerUnit that an SM holds at a time, whatever room is left
 * @param fewestTilesPerUnit that an SM holds at a time, though whole steps of their operands would
 *     not fit: kernels whose operands pass through shared memory in slices
 * @param tileColumns columns of the values that a tile of attention accumulates at most
 * @param headsToSplit heads that share keys from which on a kernel exists that splits keys
 * @param splitWaves times that workers which share the keys of a tile of attention fill the device,
 *     one to an SM; 0 when a kernel does not split keys
 * @param keysPerSplit the fewest keys a worker is given
 * @param stepsPerSplit the fewest steps of its loop a worker is given
 * @param roundsUp whether a last wave of workers is started that is not full
 * @param linearSplits workers up to which their number grows with the keys; beyond, with the square
 *     root of the keys, so that merging what they found does not take over
 * @param splitsHistory whether workers are counted by all keys there are, whatever a window hides
 * @param idleWorkers whether workers start for which a window leaves no keys
 * @param mostStackedHeads that a tile of attention stacks when they share keys; a group of more is
 *     computed head by head
 * @param fewestStackedTiles to an SM that heads which share keys are stacked for, a tile for every
 *     {@code keysPerSplit} keys; fewer are computed head by head
 * @param queryRows of a tile of attention that does not split keys, and the fewest of one that does
 * @param edgeShare of what such a tile would compute beyond the last query and key that it does
 *     compute, to mask it
 * @param fastestKernel whether the fastest of the kernels that can compute an operator runs, and
 *     not the one that libraries have for such operators whatever it takes
 * @param stream how kernels are written that read their operands once
 */
record GpuParameters(
    WaveParameters waves,
    double matrixEfficiency,
    double operandLimit,
    double vectorEfficiency,
    double latencyFactor,
    double fillLatencies,
    double drainCyclesPerByte,
    double registerShare,
    double portBytesPerCycle,
    double startSeconds,
    double stepSeconds,
    double groupSeconds,
    SequenceParameters sequences,
    double stepKeys,
    double stepBytes,
    double mergeSeconds,
    int mostSplits,
    int mostTilesPerUnit,
    int fewestTilesPerUnit,
    int tileColumns,
    int headsToSplit,
    double splitWaves,
    double keysPerSplit,
    double stepsPerSplit,
    boolean roundsUp,
    double linearSplits,
    boolean splitsHistory,
    boolean idleWorkers,
    int mostStackedHeads,
    double fewestStackedTiles,
    int queryRows,
    double edgeShare,
    boolean fastestKernel,
    StreamParameters stream) {

  /**
   * Those of a class of kernels on a device.
   *
   * @param kernelClass as {@link KernelClass} names it
   */
  static GpuParameters of(KindParameters values, String kernelClass, Architecture.Gpu gpu) {
    WaveParameters waves = WaveParameters.of(values, kernelClass);
    return new GpuParameters(
        // What streams is read once a repetition, so that no copy of it is made near other units;
        // products have their share measured, copies and all.
        KernelClass.isStream(kernelClass) || KernelClass.isProduct(kernelClass)
            ? waves
            : waves.keepingCopies(gpu.l2().partitions()),
        values.value(kernelClass, "matrix-efficiency"),
        values.value(kernelClass, "operand-limit"),
        values.value(kernelClass, "vector-efficiency"),
        values.value(kernelClass, "latency-factor"),
        values.value(kernelClass, "fill-latencies"),
        values.value(kernelClass, "drain-cycles-per-byte"),
        values.value(kernelClass, "register-share"),
        values.value(kernelClass, "port-bytes-per-cycle"),
        values.value(kernelClass, "start-seconds"),
        values.value(kernelClass, "step-seconds"),
        values.value(kernelClass, "group-seconds"),
        SequenceParameters.of(values, kernelClass),
        values.value(kernelClass, "step-keys"),
        values.value(kernelClass, "step-bytes"),
        values.value(kernelClass, "merge-seconds"),
        (int) values.value(kernelClass, "most-splits"),
        (int) values.value(kernelClass, "most-tiles-per-unit"),
        (int) values.value(kernelClass, "fewest-tiles-per-unit"),
        (int) values.value(kernelClass, "tile-columns"),
        (int) values.value(kernelClass, "heads-to-split"),
        values.value(kernelClass, "split-waves"),
        values.value(kernelClass, "keys-per-split"),
        values.value(kernelClass, "steps-per-split"),
        values.value(kernelClass, "split-rounds-up") > 0,
        values.value(kernelClass, "linear-splits"),
        values.value(kernelClass, "splits-history") > 0,
        values.value(kernelClass, "idle-workers") > 0,
        (int) values.value(kernelClass, "most-stacked-heads"),
        values.value(kernelClass, "fewest-stacked-tiles"),
        (int) values.value(kernelClass, "query-rows"),
        values.value(kernelClass, "edge-share"),
        values.value(kernelClass, "fastest-kernel") > 0,
        StreamParameters.of(values, kernelClass));
  }
}
