package ridgepoint.wave;

import ridgepoint.pipeline.KindParameters;

/**
 * What the timing of waves needs beyond a datasheet; a kind's defaults name each parameter as given
 * here.
 *
 * @param memoryEfficiency ({@code memory-efficiency}) fraction of main-memory bandwidth that
 *     streaming reaches
 * @param saturatingShare ({@code saturating-share}) fraction of the units that take all of main
 *     memory's bandwidth, as each has only so many bytes in flight; fewer get so much less
 * @param cacheEfficiency ({@code cache-efficiency}) fraction of the bandwidth of shared caches
 * @param writeEfficiency ({@code write-efficiency}) fraction of the write bandwidth of shared
 *     caches
 * @param cacheShare ({@code cache-share}) fraction of a shared cache's capacity that serves reuse
 * @param residentShare ({@code resident-share}) fraction of the outermost shared cache's capacity
 *     that keeps data from one repetition of an operator to the next
 * @param residentSharpness ({@code resident-sharpness}) how suddenly that ends when the data of a
 *     repetition exceeds it: 1 as lines are replaced at random, more where the oldest go first
 * @param overlapExponent ({@code overlap-exponent}) exponent p of the norm that combines the work
 *     of units, cache and memory traffic of a wave; infinity is perfect overlap, 1 none
 * @param unitOverlapExponent ({@code softmax-overlap-exponent}) the same between matrix and vector
 *     work within a unit
 * @param clusterTiles ({@code cluster-tiles}) tiles of a cluster that share their loads of one
 *     operand (TMA multicast); 1 without
 * @param tileSeconds ({@code tile-seconds}) to start and end a tile on a unit: prologue, barriers,
 *     epilogue
 * @param kernelSeconds ({@code kernel-seconds}) to fill and drain the device around a kernel,
 *     beyond the launch
 * @param passSeconds ({@code pass-seconds}) between dependent passes of one operator
 * @param laterPassShare ({@code later-pass-share}) of a kernel's and its tiles' fixed time that a
 *     pass after the first takes: 1 when it is a kernel of its own, 0 when the last tiles of the
 *     same kernel do its work
 * @param conversionOperations ({@code dequantisation-operations}) vector operations per element
 *     converted to another type
 */
public record WaveParameters(
    double memoryEfficiency,
    double saturatingShare,
    double cacheEfficiency,
    double writeEfficiency,
    double cacheShare,
    double residentShare,
    double residentSharpness,
    double overlapExponent,
    double unitOverlapExponent,
    double clusterTiles,
    double tileSeconds,
    double kernelSeconds,
    double passSeconds,
    double laterPassShare,
    double conversionOperations) {

  /** Whatever the kernel. */
  public static WaveParameters of(KindParameters values) {
    return of(values, "");
  }

  /** Those of a class of kernels. */
  public static WaveParameters of(KindParameters values, String kernelClass) {
    return new WaveParameters(
        values.value(kernelClass, "memory-efficiency"),
        values.value(kernelClass, "saturating-share"),
        values.value(kernelClass, "cache-efficiency"),
        values.value(kernelClass, "write-efficiency"),
        values.value(kernelClass, "cache-share"),
        values.value(kernelClass, "resident-share"),
        values.value(kernelClass, "resident-sharpness"),
        values.value(kernelClass, "overlap-exponent"),
        values.value(kernelClass, "softmax-overlap-exponent"),
        values.value(kernelClass, "cluster-tiles"),
        values.value(kernelClass, "tile-seconds"),
        values.value(kernelClass, "kernel-seconds"),
        values.value(kernelClass, "pass-seconds"),
        values.value(kernelClass, "later-pass-share"),
        values.value(kernelClass, "dequantisation-operations"));
  }

  /** These with a barrier of that length at the end of every pass. */
  public WaveParameters withBarrier(double seconds) {
    return withFixedSeconds(kernelSeconds + seconds, tileSeconds);
  }

  /** These with every line kept in so many partitions of the cache, one for the units near each. */
  public WaveParameters keepingCopies(int partitions) {
    return new WaveParameters(
        memoryEfficiency,
        saturatingShare,
        cacheEfficiency,
        writeEfficiency,
        cacheShare,
        residentShare / partitions,
        residentSharpness,
        overlapExponent,
        unitOverlapExponent,
        clusterTiles,
        tileSeconds,
        kernelSeconds,
        passSeconds,
        laterPassShare,
        conversionOperations);
  }

  /** These with another time to fill and drain the device, and to start and end a tile. */
  public WaveParameters withFixedSeconds(double kernel, double tile) {
    return new WaveParameters(
        memoryEfficiency,
        saturatingShare,
        cacheEfficiency,
        writeEfficiency,
        cacheShare,
        residentShare,
        residentSharpness,
        overlapExponent,
        unitOverlapExponent,
        clusterTiles,
        tile,
        kernel,
        passSeconds,
        laterPassShare,
        conversionOperations);
  }
}
