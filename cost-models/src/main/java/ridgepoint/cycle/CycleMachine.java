package ridgepoint.cycle;

import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * A kind of device, as the cycle model needs it: its units, and what they do for a recorded kernel.
 * Implementations are immutable and deterministic.
 */
public interface CycleMachine {

  /**
   * The events of one pass of a kernel. Passes that follow ({@link Recording#next}) are asked for
   * one by one; each begins when the one before has ended.
   *
   * @param tiling as the pipeline model of the kind chooses it
   * @param kernel its first pass
   * @param pass this one: the first, or one that follows it
   * @param memory what decides when main memory is done
   * @throws ridgepoint.estimate.UnsupportedOperatorException when the device cannot compute it
   */
  CyclePass pass(
      Operator operator, Tiling tiling, Recording kernel, Recording pass, MemoryTiming memory);

  /** Seconds before the first pass in which no unit works: the launch. */
  double launchSeconds();
}
