package ridgepoint.hardware;

import java.util.OptionalDouble;

/**
 * What the silicon of a device holds beside what a program sees of it: parts that are switched off
 * to sell dies with defects, interfaces, fixed-function hardware. Shares are of what is on the die:
 * an A100 has 108 of the 128 multiprocessors of a GA100.
 *
 * @param chiplets dies that compute, all alike
 * @param ioChiplets dies beside or below them that hold the last cache, the memory interfaces and
 *     the links; 0 when the dies that compute hold these too
 * @param ioNode process of those
 * @param unitsEnabled share of the compute units in use
 * @param cacheEnabled share of the caches that units share in use, by capacity and width
 * @param memoryEnabled share of the memory interfaces in use
 * @param linksEnabled share of the link lanes in use
 * @param cacheWidthReached share of the width of the first shared cache that its bandwidth reaches;
 *     empty where it was not measured
 * @param memoryInterfaceBytesPerSecond one stack of HBM, or one channel of other memory
 * @param hostLaneBytesPerSecond one lane of the link to the host, per direction
 * @param peerLaneBytesPerSecond one lane of a link to a peer, per direction
 * @param schedulersPerUnit instruction schedulers of a compute unit
 * @param integerLanesPerUnit 32-bit integer lanes beside the floating-point lanes
 * @param resultsPerLane fp32 results per lane and cycle, where lanes of fp64 do two of fp32
 * @param lanes of the links on all dies, used or not; empty where those that the links of the
 *     description use are all
 * @param dieToDieBytesPerSecond interfaces to other dies of the package, both directions and all
 *     dies together
 * @param unitMemoryBytes memory of a compute unit that programs do not see as a level, such as that
 *     of its matrix unit
 * @param graphics whether the die also draws: rasteriser, video, displays
 * @param rayTracing whether its units hold ray-tracing hardware
 */
public record Die(
    int chiplets,
    int ioChiplets,
    String ioNode,
    double unitsEnabled,
    double cacheEnabled,
    double memoryEnabled,
    double linksEnabled,
    OptionalDouble cacheWidthReached,
    OptionalDouble memoryInterfaceBytesPerSecond,
    OptionalDouble hostLaneBytesPerSecond,
    OptionalDouble peerLaneBytesPerSecond,
    OptionalDouble schedulersPerUnit,
    OptionalDouble integerLanesPerUnit,
    double resultsPerLane,
    OptionalDouble lanes,
    double dieToDieBytesPerSecond,
    double unitMemoryBytes,
    boolean graphics,
    boolean rayTracing) {

  /** One die of which everything is in use and nothing else is known. */
  public static final Die PLAIN =
      new Die(
          1,
          0,
          "",
          1,
          1,
          1,
          1,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          1,
          OptionalDouble.empty(),
          0,
          0,
          false,
          false);
}
