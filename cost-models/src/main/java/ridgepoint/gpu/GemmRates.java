package ridgepoint.gpu;

import ridgepoint.operator.Gemm;

/**
 * What a device does per second for one product, however it is cut into tiles.
 *
 * @param units SMs
 * @param unitOperationsPerSecond peak of one SM's matrix unit
 * @param vectorOperationsPerSecond of one SM's vector unit
 * @param convertedPerSecond elements that it converts to another type
 * @param portBytesPerSecond that one SM takes from the caches it shares with others
 * @param leftSeconds to read the left operand once from the nearest shared cache
 * @param rightSeconds the same of the right one
 * @param cacheSecondsPerByte read from the nearest shared cache by all of them
 * @param writeSecondsPerByte written to it
 * @param outerSeconds that a cache between that and main memory needs for the operands; 0 where
 *     there is none
 * @param outerSecondsPerByte that passes it
 * @param drainSecondsPerByte that an SM needs to write its last tiles
 * @param memorySeconds that main memory needs for what no cache holds
 * @param latencySeconds of loads, unloaded
 */
record GemmRates(
    double units,
    double unitOperationsPerSecond,
    double vectorOperationsPerSecond,
    double convertedPerSecond,
    double portBytesPerSecond,
    double leftSeconds,
    double rightSeconds,
    double cacheSecondsPerByte,
    double writeSecondsPerByte,
    double outerSeconds,
    double outerSecondsPerByte,
    double drainSecondsPerByte,
    double memorySeconds,
    double latencySeconds) {
  /** What products and reads of the tiles of a shape take at least, without anything else. */
  double leastSeconds(GpuParameters parameters, Gemm gemm, TileMenu.Shape shape) {
    double down = Math.ceil((double) gemm.m() / shape.rows());
    double across = Math.ceil((double) gemm.n() / shape.columns());
    double elements = Math.min(shape.rows(), gemm.m()) * down * Math.min(shape.columns(), gemm.n());
    double products =
        2
            * gemm.batches()
            * elements
            * across
            * gemm.k()
            * gemm.density()
            / (units * unitOperationsPerSecond * parameters.matrixEfficiency());
    double reads = (leftSeconds * across + rightSeconds * down) / parameters.waves().clusterTiles();
    return Math.max(products, reads);
  }
}
